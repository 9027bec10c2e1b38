import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createCache, REREAD, type CacheEntry } from '../../src/platform/cache.ts'
import { env } from '../support/gateway.ts'
import { createClock } from '../support/ledger.ts'

const schema = z.object({ name: z.string() })
type Thing = z.infer<typeof schema>
type Operation = 'get' | 'put' | 'delete'

/** The KV of the test, which notes what is asked of it and fails where it is told to. */
function watchKv(broken: Operation[] = []) {
  const asked: { operation: Operation; key: string; options: unknown }[] = []
  const note =
    (operation: Operation) =>
    async (key: string, ...rest: unknown[]) => {
      asked.push({ operation, key, options: rest.at(-1) })
      if (broken.includes(operation)) throw new Error('KV is down')
      const method = env.CACHE[operation] as (...parameters: unknown[]) => Promise<unknown>
      return method.call(env.CACHE, key, ...rest)
    }
  // What the cache uses of KV.
  const kv = { get: note('get'), put: note('put'), delete: note('delete') } as unknown as KVNamespace
  const count = (operation: Operation) => asked.filter((one) => one.operation === operation).length
  return { kv, asked, count }
}

/** A cache as an isolate has it. */
function createIsolate(kv: KVNamespace = env.CACHE) {
  const deferred: Promise<unknown>[] = []
  const logs: string[] = []
  const clock = createClock('2026-11-15T12:00:00Z')
  const cache = createCache({
    kv,
    clock,
    log: (level, event) => void logs.push(`${level} ${event}`),
    defer: (work) => void deferred.push(work),
  })
  return { cache, clock, logs, settle: () => Promise.all(deferred) }
}

/** What the database says, and how often it was asked. */
function createSource(first: CacheEntry<Thing> | null) {
  const source = {
    loads: 0,
    entry: first,
    load: async () => {
      source.loads += 1
      return source.entry
    },
  }
  return source
}

const old: CacheEntry<Thing> = { value: { name: 'old' }, epoch: 4 }
const fresh: CacheEntry<Thing> = { value: { name: 'fresh' }, epoch: 5 }
const aKey = () => `thing:${crypto.randomUUID()}`

describe('a read', () => {
  it('asks memory before KV, and KV before the database', async () => {
    const [key, source] = [aKey(), createSource(fresh)]
    const [first, second] = [watchKv(), watchKv()]
    const [one, other] = [createIsolate(first.kv), createIsolate(second.kv)]
    const request = { key, schema, minEpoch: 5, load: source.load }
    expect(await one.cache.read(request)).toEqual(fresh)
    await one.settle()
    expect(await one.cache.read(request)).toEqual(fresh)
    expect([first.count('get'), source.loads]).toEqual([1, 1])
    expect(await other.cache.read(request)).toEqual(fresh)
    expect(await other.cache.read(request)).toEqual(fresh)
    expect([second.count('get'), second.count('put'), source.loads]).toEqual([1, 0, 1])
    other.clock.advance(5_000)
    expect(await other.cache.read(request)).toEqual(fresh)
    expect([second.count('get'), source.loads]).toEqual([2, 1])
  })

  it('keeps an entry in KV for 300 seconds', async () => {
    const { kv, asked } = watchKv()
    const { cache, settle } = createIsolate(kv)
    const key = aKey()
    await cache.read({ key, schema, minEpoch: 0, load: createSource(fresh).load })
    await settle()
    await cache.put(key, old)
    const puts = asked.filter(({ operation }) => operation === 'put')
    expect(puts.map(({ options }) => options)).toEqual([{ expirationTtl: 300 }, { expirationTtl: 300 }])
  })

  it('skips memory and KV when it has to be of now', async () => {
    const [key, source] = [aKey(), createSource(fresh)]
    const { kv, count } = watchKv()
    const { cache } = createIsolate(kv)
    await cache.put(key, old)
    expect(await cache.read({ key, schema, minEpoch: REREAD, load: source.load })).toEqual(fresh)
    expect([count('get'), source.loads]).toEqual([0, 1])
    expect(await cache.read({ key, schema, minEpoch: 5, load: source.load })).toEqual(fresh)
    expect(source.loads).toBe(1)
  })

  it('takes nothing that is older than it needs, from memory or from KV', async () => {
    const [key, source] = [aKey(), createSource(fresh)]
    const [one, other] = [createIsolate(), createIsolate()]
    await one.cache.put(key, old)
    expect(await other.cache.read({ key, schema, minEpoch: 4, load: source.load })).toEqual(old)
    expect(source.loads).toBe(0)
    for (const { cache } of [one, other]) {
      expect(await cache.read({ key, schema, minEpoch: 5, load: source.load })).toEqual(fresh)
    }
    expect(source.loads).toBe(2)
  })

  it('never caches that there is nothing, and forgets what there was', async () => {
    const [key, source] = [aKey(), createSource(fresh)]
    const { cache } = createIsolate(watchKv(['put']).kv)
    await cache.read({ key, schema, minEpoch: 0, load: source.load })
    source.entry = null
    expect(await cache.read({ key, schema, minEpoch: REREAD, load: source.load })).toBeNull()
    expect(await cache.read({ key, schema, minEpoch: 0, load: source.load })).toBeNull()
    source.entry = fresh
    expect(await cache.read({ key, schema, minEpoch: 0, load: source.load })).toEqual(fresh)
  })

  it('does not serve an old row again that a slow reader brings in after a change', async () => {
    const [key, source] = [aKey(), createSource(old)]
    const [slow, quick, third] = [createIsolate(), createIsolate(), createIsolate()]
    const [hasRead, hasChanged] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slowLoad = async () => {
      const read = await source.load()
      hasRead.resolve()
      await hasChanged.promise
      return read
    }
    const late = slow.cache.read({ key, schema, minEpoch: 4, load: slowLoad })
    await hasRead.promise
    source.entry = fresh
    await quick.cache.read({ key, schema, minEpoch: REREAD, load: source.load })
    await quick.settle()
    hasChanged.resolve()
    expect(await late).toEqual(old)
    await slow.settle()
    expect(JSON.parse((await env.CACHE.get(key))!)).toMatchObject(old)
    for (const { cache } of [slow, quick, third]) {
      expect(await cache.read({ key, schema, minEpoch: 5, load: source.load })).toEqual(fresh)
    }
  })
})

it('the memory of an isolate forgets the oldest of more than 2,000 entries', async () => {
  const { cache } = createIsolate(watchKv(['get', 'put']).kv)
  const source = createSource(fresh)
  const read = (index: number) => cache.read({ key: `thing:${index}`, schema, minEpoch: 5, load: source.load })
  for (let index = 0; index <= 2_000; index += 1) await cache.put(`thing:${index}`, fresh)
  await Promise.all([read(1), read(2_000)])
  expect(source.loads).toBe(0)
  await read(0)
  expect(source.loads).toBe(1)
})

describe('a KV that is down', () => {
  it.each([['get'], ['put'], ['delete'], ['get', 'put', 'delete']] as Operation[][])(
    'is logged and otherwise not felt: %s',
    async (...broken) => {
      const [key, source] = [aKey(), createSource(fresh)]
      const { cache, logs, settle, clock } = createIsolate(watchKv(broken).kv)
      const request = { key, schema, minEpoch: 5, load: source.load }
      expect(await cache.read(request)).toEqual(fresh)
      await settle()
      clock.advance(5_000)
      expect(await cache.read(request)).toEqual(fresh)
      await cache.put(key, fresh)
      await cache.drop(key)
      expect(await cache.read(request)).toEqual(fresh)
      const events = {
        get: 'warn cache_read_failed',
        put: 'warn cache_write_failed',
        delete: 'warn cache_delete_failed',
      }
      expect(new Set(logs)).toEqual(new Set(broken.map((operation) => events[operation])))
    },
  )
})

describe('what somebody planted in KV', () => {
  const entry = { form: 1, epoch: 9, value: { name: 'planted' } }
  it.each([
    ['nothing', ''],
    ['junk', '\u0000{]'],
    ['no object', '[1, 2]'],
    ['null', 'null'],
    ['an older form', JSON.stringify({ ...entry, form: 0 })],
    ['a newer form', JSON.stringify({ ...entry, form: 2 })],
    ['a bare value', JSON.stringify(entry.value)],
    ['no epoch', JSON.stringify({ form: 1, value: entry.value })],
    ['an epoch of text', JSON.stringify({ ...entry, epoch: '9' })],
    ['a broken epoch', JSON.stringify({ ...entry, epoch: 9.5 })],
    ['an endless epoch', '{"form":1,"epoch":1e999,"value":{"name":"planted"}}'],
    ['an epoch beyond counting', '{"form":1,"epoch":9007199254740993,"value":{"name":"planted"}}'],
    ['an epoch of the past', JSON.stringify({ ...entry, epoch: 4 })],
    ['a value of another form', JSON.stringify({ ...entry, value: { name: 7 } })],
    ['no value', JSON.stringify({ form: 1, epoch: 9 })],
    ['a value by way of __proto__', '{"form":1,"epoch":9,"__proto__":{"value":{"name":"planted"}}}'],
    ['a name by way of __proto__', '{"form":1,"epoch":9,"value":{"__proto__":{"name":"planted"}}}'],
    ['something huge', JSON.stringify({ ...entry, value: { names: 'x'.repeat(2_000_000) } })],
    ['something deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('is reread and replaced, never trusted: %s', async (_, text) => {
    const [key, source] = [aKey(), createSource(fresh)]
    await env.CACHE.put(key, text)
    const { cache, settle } = createIsolate()
    expect(await cache.read({ key, schema, minEpoch: 5, load: source.load })).toEqual(fresh)
    await settle()
    expect(JSON.parse((await env.CACHE.get(key))!)).toEqual({ form: 1, ...fresh })
  })

  it('gives an entry no fields and no prototype of its own', async () => {
    const key = aKey()
    const planted = '{"form":1,"epoch":9,"value":{"__proto__":{"isAdmin":true},"a":{"name":"x","isAdmin":true}}}'
    await env.CACHE.put(key, planted)
    const load = async (): Promise<CacheEntry<Record<string, Thing>> | null> => null
    const read = await createIsolate().cache.read({ key, schema: z.record(z.string(), schema), minEpoch: 9, load })
    expect(read).toStrictEqual({ epoch: 9, value: { a: { name: 'x' } } })
    expect(Object.getPrototypeOf(read!.value)).toBe(Object.prototype)
    expect('isAdmin' in {}).toBe(false)
  })
})

describe('a key', () => {
  it('that KV cannot hold lives in memory alone; 512 bytes are the most', async () => {
    const random = crypto.randomUUID()
    const longest = `thing:${random}`.padEnd(512, 'x')
    for (const [key, uses] of [
      [longest, 1],
      [`${longest}x`, 0],
      [`thing:${random}${'é'.repeat(250)}`, 0],
    ] as const) {
      const source = createSource(fresh)
      const { kv, count } = watchKv()
      const { cache, settle, logs } = createIsolate(kv)
      await cache.read({ key, schema, minEpoch: 5, load: source.load })
      await settle()
      expect(await cache.read({ key, schema, minEpoch: 5, load: source.load })).toEqual(fresh)
      await cache.drop(key)
      expect([count('get'), count('put'), count('delete'), source.loads]).toEqual([uses, uses, uses, 1])
      expect(logs).toEqual([])
    }
  })
})

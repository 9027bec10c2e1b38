import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVENT_TABLES, EventLog, KEPT_EVENTS, PING, PONG, toListenUrl } from '../../../src/ledger/events/event-log.ts'
import type { Audience, StoredEvent } from '../../../src/ledger/events/events.ts'
import { MAX_LISTENERS } from '../../../src/ledger/admin-ledger.ts'
import { listenTo, numbered, numbersOf, waitUntil, type Listener } from '../../support/events.ts'
import { env } from '../../support/gateway.ts'
import { freshLedger, times } from '../../support/ledger.ts'

/** An object with a log for both audiences. */
function createLog(name: string = crypto.randomUUID()) {
  const stub = () => env.REGISTRY_CLOCK.getByName(name)
  let mirrored = 0
  return {
    stub,
    append: (numbers: number[], audience: Audience = 'all') => {
      if (audience === 'all') return stub().advance(numbers.map((number) => numbered(number)))
      return stub().mirror(numbers.map((number): StoredEvent => ({ ...numbered(number), id: ++mirrored, atMs: 1 })))
    },
    listen: (after: number | null = null, audience: Audience = 'all') => listenTo(stub(), after, audience),
    /** One that sleeps already cannot. */
    evict: () => evictDurableObject(stub()).catch(() => undefined),
  }
}

const range = (from: number, count: number) => times(count, (index) => from + index)

/** The id of the last event that a listener knows of. */
const lastIdOf = ({ position, missed, heard }: Listener) => (heard.at(-1) ?? missed.at(-1))?.id ?? position

describe('a listener', () => {
  it('hears what comes, in its order, each with the next id', async () => {
    const log = createLog()
    const listener = await log.listen()
    await Promise.all(range(1, 50).map((number) => log.append([number])))
    const heard = await listener.hear(50)
    expect(numbersOf(heard)).toEqual(range(1, 50))
    expect(heard.map(({ id }) => id)).toEqual(range(listener.position + 1, 50))
    expect(listener.missed).toEqual([])
    listener.close()
  })

  it('hears nothing of what was before, unless it says what it knows', async () => {
    const log = createLog()
    const early = await log.listen()
    await log.append([1, 2])
    const late = await log.listen()
    const returned = await log.listen(early.position)
    await log.append([3])
    expect(numbersOf(await late.hear(1))).toEqual([3])
    expect([returned.position, numbersOf(returned.missed)]).toEqual([early.position, [1, 2]])
    expect(numbersOf(await returned.hear(1))).toEqual([3])
  })

  it('hears events of its audience alone', async () => {
    const log = createLog()
    const [normal, superAdmin] = [await log.listen(), await log.listen(null, 'super_admin')]
    await log.append([1], 'super_admin')
    await log.append([2])
    expect(numbersOf(await superAdmin.hear(2))).toEqual([1, 2])
    expect(numbersOf(await normal.hear(1))).toEqual([2])
    expect(numbersOf((await log.listen(normal.position)).missed)).toEqual([2])
    expect(numbersOf((await log.listen(normal.position, 'super_admin')).missed)).toEqual([1, 2])
  })

  it('is told when what it knows is no longer where the log can go on from', async () => {
    const log = createLog()
    const { position } = await log.listen()
    await log.append(range(0, KEPT_EVENTS))
    expect((await log.listen(position)).missed).toHaveLength(KEPT_EVENTS)
    await log.append([1])
    const lost = await log.listen(position)
    expect(lost).toMatchObject({ isReset: true, missed: [], position: position + KEPT_EVENTS + 1 })
    expect(await log.listen(position + 2)).toMatchObject({ isReset: false, position: position + 2 })
    expect(await log.listen(lost.position + 1)).toMatchObject({ isReset: true, position: lost.position })
    expect(await log.listen(0)).toMatchObject({ isReset: true })
  })

  it('of everybody’s events loses none through those of super admins', async () => {
    const log = createLog()
    const { position } = await log.listen()
    await log.append([1])
    for (const from of [0, 600, 1_200]) await log.append(range(from, 600), 'super_admin')
    expect(numbersOf((await log.listen(position)).missed)).toEqual([1])
    expect(await log.listen(position, 'super_admin')).toMatchObject({ isReset: true, missed: [] })
  })

  it('of a log that was lost is told so by its successor, also when that has come as far', async () => {
    const log = createLog()
    const { position } = await log.listen()
    await log.append(range(0, 5))
    await runInDurableObject(log.stub(), async (_, state) => {
      await scheduler.wait(10)
      state.storage.sql.exec('DROP TABLE events')
      state.storage.sql.exec(EVENT_TABLES)
      new EventLog(state, Date.now).append(times(20, numbered))
    })
    expect(await log.listen(position + 5)).toMatchObject({ isReset: true })
  })
})

describe('listeners who come and go', () => {
  it('hear everything once, in order, whatever happens between', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ does: fc.constant('append' as const), count: fc.integer({ min: 1, max: 3 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ does: fc.constant('mirror' as const), count: fc.integer({ min: 1, max: 2 }) }),
      },
      { weight: 3, arbitrary: fc.record({ does: fc.constant('leave' as const), who: fc.integer({ min: 0, max: 1 }) }) },
      {
        weight: 3,
        arbitrary: fc.record({ does: fc.constant('return' as const), who: fc.integer({ min: 0, max: 1 }) }),
      },
      { weight: 1, arbitrary: fc.constant({ does: 'evict' as const }) },
    )
    type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
    const run = async (steps: Step[]) => {
      const log = createLog()
      const audiences: Audience[] = ['all', 'super_admin']
      const clients = await Promise.all(
        audiences.map(async (audience) => ({
          audience,
          told: [] as unknown[],
          feed: (await log.listen(null, audience)) as Listener | null,
          lastId: 0,
        })),
      )
      for (const client of clients) client.lastId = client.feed!.position
      const appended: { number: number; audience: Audience }[] = []
      const append = async (count: number, audience: Audience) => {
        const numbers = range(appended.length, count)
        appended.push(...numbers.map((number) => ({ number, audience })))
        await log.append(numbers, audience)
      }
      const leave = (client: (typeof clients)[number]) => {
        if (!client.feed) return
        client.told.push(...numbersOf([...client.feed.missed, ...client.feed.heard]))
        client.lastId = lastIdOf(client.feed)
        client.feed.close()
        client.feed = null
      }
      for (const step of steps) {
        if (step.does === 'append') await append(step.count, 'all')
        else if (step.does === 'mirror') await append(step.count, 'super_admin')
        else if (step.does === 'evict') await log.evict()
        else if (step.does === 'leave') leave(clients[step.who]!)
        else clients[step.who]!.feed ??= await log.listen(clients[step.who]!.lastId, clients[step.who]!.audience)
      }
      for (const client of clients) {
        const expected = appended
          .filter(({ audience }) => client.audience === 'super_admin' || audience === 'all')
          .map(({ number }) => number)
        client.feed ??= await log.listen(client.lastId, client.audience)
        const { feed } = client
        await waitUntil(() => client.told.length + feed.missed.length + feed.heard.length >= expected.length)
        leave(client)
        expect(client.told).toEqual(expected)
      }
    }
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), run), { numRuns: 40 })
  }, 60_000)
})

describe('the object of a log', () => {
  it('sleeps while somebody listens, and wakes for the next event', async () => {
    const ledger = freshLedger()
    const listener = await listenTo(ledger)
    const born = await runInDurableObject(ledger, (instance) => instance)
    expect(await runInDurableObject(ledger, (_, { storage }) => storage.getAlarm())).toBeNull()
    await evictDurableObject(ledger)
    await ledger.bump(1, [numbered(1)])
    expect(numbersOf(await listener.hear(1))).toEqual([1])
    expect(await runInDurableObject(ledger, (instance) => instance === born)).toBe(false)
    await evictDurableObject(ledger)
    await ledger.bump(2, [numbered(2)])
    expect(numbersOf(await listener.hear(2))).toEqual([1, 2])
    expect(listener.hasEnded()).toBe(false)
    listener.close()
  })

  it('lets the runtime answer for it whether it is still there', async () => {
    const ledger = freshLedger()
    const { webSocket } = await ledger.fetch(toListenUrl({ after: null, audience: 'all' }), {
      headers: { upgrade: 'websocket' },
    })
    const said: unknown[] = []
    webSocket!.addEventListener('message', ({ data }) => void said.push(data))
    webSocket!.accept()
    await evictDurableObject(ledger)
    webSocket!.send(PING)
    await waitUntil(() => said.length === 2)
    expect(said[1]).toBe(PONG)
    // Nor was it woken for that.
    await expect(evictDurableObject(ledger)).rejects.toThrow('not currently running')
    webSocket!.close()
  })

  it('waits for no listener: neither for one that does not read nor for one that has gone', async () => {
    const ledger = freshLedger()
    const silent = await ledger.fetch(toListenUrl({ after: null, audience: 'all' }), {
      headers: { upgrade: 'websocket' },
    })
    const gone = await listenTo(ledger)
    gone.close()
    const listener = await listenTo(ledger)
    const beganAtMs = Date.now()
    for (const number of range(1, 200)) await ledger.bump(number, [numbered(number)])
    expect(Date.now() - beganAtMs).toBeLessThan(3_000)
    expect(numbersOf(await listener.hear(200))).toEqual(range(1, 200))
    silent.webSocket!.accept()
    silent.webSocket!.close()
  })

  it('takes so many listeners of an admin, and others again when they have gone', async () => {
    const ledger = freshLedger()
    const listeners = await Promise.all(times(MAX_LISTENERS, () => listenTo(ledger)))
    await expect(listenTo(ledger)).rejects.toMatchObject({ code: 'too_many_listeners', status: 429 })
    listeners[0]!.close()
    await waitUntil(async () => (await listenTo(ledger).catch(() => null)) !== null)
  })

  it('answers nothing but listeners', async () => {
    const response = await freshLedger().fetch('https://log/')
    expect(response.status).toBe(426)
  })

  it('tells nothing of what was rolled back, and all of what was stored', () =>
    runInDurableObject(freshLedger(), async (_, state) => {
      const log = new EventLog(state, Date.now)
      const position = log.after(0, ['all'], 1).length
      expect(position).toBe(0)
      const fail = () =>
        state.storage.transactionSync(() => {
          log.store([numbered(1)])
          throw new Error('Rolled back')
        })
      expect(fail).toThrow('Rolled back')
      expect(log.flush()).toBe(false)
      state.storage.transactionSync(() => log.store([numbered(2)]))
      expect(log.flush()).toBe(true)
      expect(log.flush()).toBe(false)
      expect(numbersOf(log.after(0, ['all'], 10))).toEqual([2])
    }))
})

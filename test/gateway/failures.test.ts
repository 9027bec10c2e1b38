/** What calls come to while a store, the ledger or the registry's clock is down. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFaultyDatabase, intercept, overloaded } from '../support/faults.ts'
import { answerChat, chat, createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'
import { createWorld, describeCall, patchProvider, putLimit, readBooks, type World } from '../support/isolates.ts'
import { createClock, times } from '../support/ledger.ts'

/** The pauses between attempts at the ledger are of no interest. */
beforeEach(() => void vi.spyOn(scheduler, 'wait').mockResolvedValue(undefined))
afterEach(() => void vi.restoreAllMocks())

const ledgerOf = ({ caller }: World) => env.LEDGER.getByName(`admin:${caller.id}`)

const call = ({ caller, name }: World, gateway: Gateway, headers: Record<string, string> = {}, key = caller.key) =>
  gateway.fetch('/v1/chat/completions', { key, json: chat(name), headers })

const codeOf = async (response: Response) => {
  const { error } = await response.json<{ error: { code: string } }>()
  return `${response.status} ${error.code}`
}

/** An upstream that notes its calls and answers by what `answer` says at the moment. */
function createUpstream() {
  const upstream = {
    calls: 0,
    answer: answerChat as () => Response | Promise<Response>,
    fetch: () => {
      upstream.calls += 1
      return upstream.answer()
    },
  }
  return upstream
}

/** Lets the time of all open calls run out, and runs the alarm. */
async function sweep(world: World): Promise<void> {
  await runInDurableObject(
    ledgerOf(world),
    (_, { storage }) => void storage.sql.exec('UPDATE calls SET expires_at = 0'),
  )
  const spoken = vi.spyOn(console, 'warn').mockReturnValue()
  await runDurableObjectAlarm(ledgerOf(world))
  spoken.mockRestore()
}

describe('a ledger that does not answer', () => {
  it('lets no call through to the upstream', async () => {
    const world = await createWorld()
    const upstream = createUpstream()
    const LEDGER = intercept(env.LEDGER, { admit: overloaded() })
    const gateway = createGateway({ env: { LEDGER }, upstream: upstream.fetch })
    expect(await codeOf(await call(world, gateway))).toBe('503 ledger_unavailable')
    await gateway.settle()
    expect(upstream.calls).toBe(0)
    expect(await readBooks(world)).toMatchObject({ settled: 0, open: 0 })
  })

  it('lets no call through whose admission it could not confirm, and takes the reservation back', async () => {
    const world = await createWorld()
    const upstream = createUpstream()
    const loses = async (proceed: () => Promise<unknown>) => {
      await proceed()
      throw new Error('Network connection lost.')
    }
    const gateway = createGateway({
      env: { LEDGER: intercept(env.LEDGER, { admit: loses }) },
      upstream: upstream.fetch,
    })
    expect(await codeOf(await call(world, gateway))).toBe('503 ledger_unavailable')
    await gateway.settle()
    expect(upstream.calls).toBe(0)
    expect(await readBooks(world)).toMatchObject({ settled: 0, open: 0 })
  })

  it('is asked again when it does not take the settlement at once', async () => {
    const world = await createWorld()
    let faults = 2
    const LEDGER = intercept(env.LEDGER, { settle: overloaded(() => faults-- > 0) })
    const gateway = createGateway({ env: { LEDGER }, upstream: describeCall })
    expect((await call(world, gateway)).status).toBe(200)
    await gateway.settle()
    expect(await readBooks(world)).toMatchObject({ settled: 1, open: 0, inputTokens: 7, outputTokens: 3 })
    expect(gateway.logs).toEqual([])
  })

  it('keeps the reservation of a call that it cannot settle, until its sweep settles it as estimated', async () => {
    const world = await createWorld()
    const LEDGER = intercept(env.LEDGER, { settle: overloaded() })
    const gateway = createGateway({ env: { LEDGER }, upstream: describeCall })
    const response = await gateway.fetch('/v1/chat/completions', {
      key: world.caller.key,
      json: chat(world.name, { max_tokens: 50 }),
    })
    expect(response.status).toBe(200)
    await gateway.settle()
    expect(gateway.logs.map(({ event }) => event)).toEqual(['settle_failed'])
    expect(await readBooks(world)).toMatchObject({ settled: 0, open: 1 })
    await sweep(world)
    expect(await readBooks(world)).toMatchObject({ settled: 1, open: 0, outputTokens: 50 })
    const basis = await runInDurableObject(ledgerOf(world), (_, { storage }) =>
      storage.sql.exec('SELECT basis FROM calls').toArray(),
    )
    expect(basis).toEqual([{ basis: 'estimated' }])
  })

  it('hides no refusal of the upstream when it cannot take the reservation back', async () => {
    const world = await createWorld()
    const LEDGER = intercept(env.LEDGER, { release: overloaded() })
    const gateway = createGateway({ env: { LEDGER }, upstream: () => Response.json({}, { status: 429 }) })
    expect((await call(world, gateway)).status).toBe(429)
    expect(gateway.logs.map(({ event }) => event)).toEqual(['release_failed'])
    expect(await readBooks(world)).toMatchObject({ settled: 0, open: 1 })
  })
})

it('a reservation that cannot be given back for a new judgement is a fault of ours, not a duplicate', async () => {
  const world = await createWorld()
  const LEDGER = intercept(env.LEDGER, { withdraw: overloaded() })
  const clock = createClock(Date.now())
  const gateway = createGateway({ env: { LEDGER }, clock, upstream: describeCall })
  expect((await call(world, gateway)).status).toBe(200)
  await patchProvider({ description: 'changed' })(world)
  clock.advance(1_000)
  expect(await codeOf(await call(world, gateway))).toBe('503 ledger_unavailable')
})

it('a registry’s clock that does not answer lets no call through, and keeps no reservation', async () => {
  const world = await createWorld()
  const upstream = createUpstream()
  const clock = createClock(Date.now())
  let isDown = false
  const REGISTRY_CLOCK = intercept(env.REGISTRY_CLOCK, { read: overloaded(() => isDown) })
  const gateway = createGateway({ env: { REGISTRY_CLOCK }, clock, upstream: upstream.fetch })
  expect((await call(world, gateway)).status).toBe(200)
  await gateway.settle()
  isDown = true
  clock.advance(1_000)
  expect(await codeOf(await call(world, gateway))).toBe('503 ledger_unavailable')
  await gateway.settle()
  expect(upstream.calls).toBe(1)
  expect(await readBooks(world)).toMatchObject({ settled: 1, open: 0 })
})

it.each(['refused', 'unreachable'] as const)(
  'a database that is %s stops no call that the caches know',
  async (fault) => {
    const world = await createWorld()
    const stranger = await createAdmin()
    const clock = createClock(Date.now())
    let isDown = false
    const DB = createFaultyDatabase(env.DB, () => isDown, fault)
    const gateway = createGateway({ env: { DB }, clock, upstream: describeCall })
    expect((await call(world, gateway)).status).toBe(200)
    await gateway.settle()
    isDown = true
    expect((await call(world, gateway)).status).toBe(200)
    // Beyond the isolate's memory: KV.
    clock.advance(10_000)
    expect((await call(world, gateway)).status).toBe(200)
    expect(await codeOf(await call(world, gateway, {}, stranger.key))).toBe('503 store_unavailable')
    await gateway.settle()
    expect(await readBooks(world)).toMatchObject({ settled: 3, open: 0 })
  },
)

it('a limit that is lowered while a call is under way holds for the next one', async () => {
  const world = await createWorld()
  const upstream = createUpstream()
  const { promise, resolve } = Promise.withResolvers<Response>()
  upstream.answer = () => promise
  const gateway = createGateway({ upstream: upstream.fetch })
  const underWay = call(world, gateway)
  await vi.waitUntil(() => upstream.calls === 1)
  await putLimit(1)(world)
  expect(await codeOf(await call(world, gateway))).toBe('429 monthly_limit_reached')
  resolve(answerChat())
  expect((await underWay).status).toBe(200)
  await gateway.settle()
  expect(await readBooks(world)).toMatchObject({ settled: 1, open: 0 })
})

describe('an Idempotency-Key', () => {
  const header = { 'idempotency-key': 'order-66' }

  it('is served and charged once, also when it comes many times at once', async () => {
    const world = await createWorld()
    const upstream = createUpstream()
    const gateway = createGateway({ upstream: upstream.fetch })
    const answers = await Promise.all(times(10, () => call(world, gateway, header)))
    await gateway.settle()
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused).toHaveLength(9)
    for (const response of [...refused, await call(world, gateway, header)]) {
      expect(response.headers.get('x-should-retry')).toBe('false')
      expect(await codeOf(response)).toBe('409 duplicate_request')
    }
    expect(upstream.calls).toBe(1)
    expect(await readBooks(world)).toMatchObject({ settled: 1, open: 0 })
  })

  it('may be sent again after the upstream failed, and is charged once', async () => {
    const world = await createWorld()
    const upstream = createUpstream()
    const gateway = createGateway({ upstream: upstream.fetch })
    upstream.answer = () => Response.json({ error: { message: 'busy' } }, { status: 503 })
    expect((await call(world, gateway, header)).status).toBe(502)
    upstream.answer = answerChat
    expect((await call(world, gateway, header)).status).toBe(200)
    await gateway.settle()
    expect(await readBooks(world)).toMatchObject({ settled: 1, open: 0 })
  })

  it('may be sent again after a refusal', async () => {
    const world = await createWorld({ provider: { is_active: false } })
    expect(await codeOf(await call(world, world.isolates[1], header))).toBe('403 model_disabled')
    await patchProvider({ is_active: true })(world)
    expect((await call(world, world.isolates[1], header)).status).toBe(200)
  })

  it('is each admin’s own', async () => {
    const world = await createWorld()
    const other = await createAdmin()
    expect((await call(world, world.isolates[0], header)).status).toBe(200)
    expect((await call(world, world.isolates[0], header, other.key)).status).toBe(200)
  })
})

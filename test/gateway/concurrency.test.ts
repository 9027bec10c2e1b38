/** Calls that race through the whole app. */
import { runDurableObjectAlarm } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { answerChat, chat, createGateway, env, type Gateway } from '../support/gateway.ts'
import { createWorld, putLimit, readBooks, type World } from '../support/isolates.ts'
import { times } from '../support/ledger.ts'

const LIMIT = 50

/** Calls in parallel, spread over the isolates. */
const callAll = (count: number, isolates: Gateway[], { caller, name }: World) =>
  Promise.all(
    times(count, (index) =>
      isolates[index % isolates.length]!.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) }),
    ),
  )

/** A limit of 50, three isolates that know nothing yet, and an upstream that counts. */
async function createRace(answer: (call: number) => Response) {
  const world = await createWorld()
  await putLimit(LIMIT)(world)
  const seen = { calls: 0 }
  const upstream = () => {
    seen.calls += 1
    return answer(seen.calls)
  }
  const isolates = times(3, () => createGateway({ upstream }))
  const settle = () => Promise.all(isolates.map((gateway) => gateway.settle()))
  return { world, seen, isolates, settle }
}

const withStatus = (responses: Response[], status: number) => responses.filter((response) => response.status === status)

describe('200 calls that race at a limit of 50', { timeout: 30_000 }, () => {
  it('are served 50 times; the others are told why, and when to come again', async () => {
    const { world, seen, isolates, settle } = await createRace(answerChat)
    const responses = await callAll(200, isolates, world)
    const [served, refused] = [withStatus(responses, 200), withStatus(responses, 429)]
    expect([served.length, refused.length, seen.calls]).toEqual([50, 150, 50])

    const left = served.map(({ headers }) => Number(headers.get('x-ratelimit-remaining-requests')))
    expect(left.sort((a, b) => a - b)).toEqual(times(LIMIT, (index) => index))
    for (const { headers } of responses) {
      expect(headers.get('x-ratelimit-limit-requests')).toBe('50')
      expect(headers.get('x-ratelimit-reset-requests')).toMatch(/^[1-9]\d*s$/)
    }
    for (const response of refused) {
      expect(await response.json()).toMatchObject({
        error: { code: 'monthly_limit_reached', type: 'insufficient_quota' },
      })
      expect(response.headers.get('x-should-retry')).toBe('false')
      expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
      expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('0')
    }

    await settle()
    const rollUp = async () => {
      await runDurableObjectAlarm(env.LEDGER.getByName(`admin:${world.caller.id}`))
      const figures = env.DB.prepare('SELECT requests, input_tokens FROM usage_monthly WHERE admin_id = ?')
      return (await figures.bind(world.caller.id).all()).results
    }
    // An alarm may be under way by itself.
    await expect.poll(rollUp).toEqual([{ requests: 50, input_tokens: 350 }])
  })

  it('are served 50 times also where a third of the upstream’s answers are failures, none of which counts', async () => {
    const { world, seen, isolates, settle } = await createRace((call) =>
      call % 3 === 0 ? Response.json({ error: { message: 'broken' } }, { status: 500 }) : answerChat(),
    )
    const counts = { served: 0, failed: 0 }
    for (let refused = 0; refused < 60;) {
      const responses = await callAll(60, isolates, world)
      counts.served += withStatus(responses, 200).length
      counts.failed += withStatus(responses, 502).length
      refused = withStatus(responses, 429).length
    }
    await settle()
    expect(counts).toEqual({ served: 50, failed: seen.calls - 50 })
    expect(counts.failed).toBeGreaterThan(0)
    expect(await readBooks(world)).toMatchObject({ settled: 50, open: 0, inputTokens: 350 })
  })
})

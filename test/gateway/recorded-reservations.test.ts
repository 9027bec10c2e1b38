/**
 * What is reserved before a recorded answer comes is never less than what it costs. The requests are not recorded. Of a response
 * its tools and instructions are, as it repeats them; else the request is the least that can have come to that many tokens,
 * for each has at least one byte.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { readOutcome } from '../support/describe-costs.ts'
import { priceSheets } from '../support/price-sheets.ts'
import type { RecordedAnswer } from '../support/recorded-answers.ts'
import { passedThrough } from '../support/replay-routes.ts'
import { createReplayWorld, type ReplayWorld } from '../support/replay.ts'

const { everything } = priceSheets

/** Tools that the caller runs; what others bring in is read and billed too. */
const callersTools = new Set(['function', 'custom', 'local_shell', 'apply_patch'])

/** What a response repeats of its request. */
function requestOf({ wire, events }: RecordedAnswer): { tools?: { type: string }[]; instructions?: string } {
  if (wire !== 'responses') return {}
  const { tools, instructions } = events[0].response ?? events[0]
  return { tools, ...(instructions !== null && { instructions }) }
}

describe.each(passedThrough)('for a recorded answer of $title', (route) => {
  let world: ReplayWorld<'everything'>

  beforeAll(async () => {
    world = await createReplayWorld({ everything }, route)
  })

  it.each(route.answers.map((answer) => [answer.name, answer] as const))('%s', async (_, answer) => {
    const { isStream } = answer
    const { input_tokens, output_tokens } = answer.used!
    const repeated = requestOf(answer)
    const readsElsewhere = repeated.tools?.some(({ type }) => !callersTools.has(type))
    const prompt = 'x'.repeat(readsElsewhere ? 1 : Math.max(1, input_tokens))
    const { reserved, ...outcome } = await world.reserve(
      answer,
      (model) => ({
        path: route.path(model, isStream),
        body: { ...route.body(model, { isStream, prompt, maxOutput: Math.max(1, output_tokens) }), ...repeated },
      }),
      'everything',
    )
    const { used, costMicroUsd } = readOutcome(outcome)
    const most = readOutcome({ status: 200, record: reserved })
    expect(most.costMicroUsd).toBeGreaterThanOrEqual(costMicroUsd!)
    expect(most.used.input_tokens).toBeGreaterThanOrEqual(used.input_tokens!)
    expect(most.used.output_tokens).toBeGreaterThanOrEqual(used.output_tokens!)
  })
})

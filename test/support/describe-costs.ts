/** The suite of every way that a recorded answer goes: it is counted and priced as it says itself. */
import { beforeAll, describe, expect, it } from 'vitest'
import { exactCost, type PriceSheet } from './exact-cost.ts'
import type { RecordedAnswer } from './recorded-answers.ts'
import { nothing, type Used } from './recorded-usage.ts'
import type { ReplayRoute } from './replay-routes.ts'
import { createReplayWorld, type Replayed, type ReplayWorld, type Total } from './replay.ts'

type Parts = {
  /** One of them is `everything`. */
  sheets: Record<string, PriceSheet>
  /** At that price sheet, in micro-USD. */
  costs: Record<string, number>
  usedOf: (answer: RecordedAnswer) => Used | null
}

type Counted = { used: Used; costMicroUsd: number | null }

export function describeCosts(routes: ReplayRoute[], { sheets, costs, usedOf }: Parts): void {
  // Of the longest streams a dozen at once take a while on a busy machine.
  describe.each(routes)('a recorded answer of $title', { timeout: 30_000 }, (route) => {
    let world: ReplayWorld
    const replayed = new Map<string, Counted[]>(Object.keys(sheets).map((sheet) => [sheet, []]))

    beforeAll(async () => {
      world = await createReplayWorld(sheets, route)
    })

    it.each(route.answers.map((answer) => [answer.name, answer] as const))('%s', async (name, answer) => {
      const { isStream } = answer
      const used = usedOf(answer)!
      const outcomes = await world.replay(answer, (model) => ({
        path: route.path(model, isStream),
        body: route.body(model, { isStream, prompt: 'Hi', maxOutput: 100 }),
      }))
      for (const { sheet, ...outcome } of outcomes) {
        const counted = { used, costMicroUsd: exactCost(sheets[sheet]!, used) }
        expect({ sheet, ...readOutcome(outcome) }).toEqual({ sheet, status: 200, basis: 'provider', ...counted })
        if (sheet === 'everything') expect(counted.costMicroUsd).toBe(costs[name])
        replayed.get(sheet)?.push(counted)
      }
    })

    it('adds up with the others to what the ledger reports', async () => {
      const { open_requests, by_model, totals } = await world.report()
      expect(open_requests).toBe(0)
      for (const [sheet, counted] of replayed) {
        const total = by_model.find(({ model }) => model === world.modelIdOf(sheet))!
        expect({ sheet, ...readTotal(total) }).toEqual({ sheet, ...addUp(counted) })
      }
      expect(readTotal(totals)).toEqual(addUp([...replayed.values()].flat()))
    })
  })
}

/** What was booked for a call, with its cost in micro-USD. */
export function readOutcome({ status, record }: Replayed) {
  const { cost_usd, ...used } = record.usage
  return {
    status,
    basis: record.settlement_basis,
    used,
    costMicroUsd: cost_usd === null ? null : toMicroUsd(cost_usd),
  }
}

function toMicroUsd(usd: number): number {
  const microUsd = Math.round(usd * 1_000_000)
  if (microUsd / 1_000_000 !== usd) throw new Error(`USD ${usd} is no whole number of micro-USD`)
  return microUsd
}

const names = Object.keys(nothing) as (keyof Used)[]

function readTotal({ requests, cost_usd, unpriced_requests, ...fields }: Total) {
  const used = Object.fromEntries(names.map((name) => [name, fields[name]]))
  return { requests, used, costMicroUsd: toMicroUsd(cost_usd), unpriced: unpriced_requests }
}

/** What a report has to say of such calls. */
function addUp(counted: Counted[]) {
  const total = (name: keyof Used) => counted.reduce((sum, { used }) => sum + used[name], 0)
  return {
    requests: counted.length,
    used: Object.fromEntries(names.map((name) => [name, total(name)])),
    costMicroUsd: counted.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0),
    unpriced: counted.filter(({ costMicroUsd }) => costMicroUsd === null).length,
  }
}

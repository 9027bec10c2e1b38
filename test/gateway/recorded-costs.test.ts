/** Recorded answers in their provider's own wire format: counted to the token, and priced to the micro-USD. */
import { expect, it } from 'vitest'
import { describeCosts } from '../support/describe-costs.ts'
import { priceSheets } from '../support/price-sheets.ts'
import { recordedCosts } from '../support/recorded-costs.ts'
import { passedThrough } from '../support/replay-routes.ts'

it('has a cost for each', () => {
  const names = passedThrough.flatMap(({ answers }) => answers.map(({ name }) => name))
  expect(names.sort()).toEqual(Object.keys(recordedCosts).sort())
  expect(passedThrough.map(({ title, answers }) => [title, answers.length])).toEqual([
    ['chat completions', 26],
    ['completions', 2],
    ['responses', 58],
    ['embeddings', 1],
    ['Anthropic’s messages', 82],
    ['Google’s contents', 14],
  ])
})

describeCosts(passedThrough, { sheets: priceSheets, costs: recordedCosts, usedOf: ({ used }) => used })

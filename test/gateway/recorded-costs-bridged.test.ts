/** Recorded answers over the bridge, as OpenAI's clients get them: counted to the token, and priced to the micro-USD. */
import { expect, it } from 'vitest'
import { describeCosts } from '../support/describe-costs.ts'
import { priceSheets } from '../support/price-sheets.ts'
import { recordedCostsWithoutAdvisor } from '../support/recorded-costs.ts'
import { bridged } from '../support/replay-routes.ts'

it('finds the recordings', () => {
  expect(Object.fromEntries(bridged.map(({ protocol, answers }) => [protocol, answers.length]))).toEqual({
    anthropic: 81,
    google: 14,
    'google-vertex': 4,
    mistral: 7,
    groq: 5,
    deepseek: 7,
    togetherai: 4,
  })
})

const { everything, cached, reasoning } = priceSheets

describeCosts(bridged, {
  sheets: { everything, cached, reasoning },
  costs: recordedCostsWithoutAdvisor,
  usedOf: ({ usedOfModel }) => usedOfModel,
})

import { describe, expect, it } from 'vitest'
import { applyFormRules, applyParameterRules } from '../../src/gateway/parameter-rules.ts'

const rules = {
  drop: ['seed'],
  rename: { max_tokens: 'max_completion_tokens' },
  default: { temperature: 0.7, 'stop[]': 'END' },
  clamp: { temperature: { min: 0.1, max: 1 }, max_completion_tokens: { max: 100 } },
}

describe('the rules of a model, for a JSON body', () => {
  it.each([
    [
      { seed: 1, top_p: 0.5 },
      { top_p: 0.5, temperature: 0.7, 'stop[]': 'END' },
    ],
    [{ max_tokens: 5 }, { max_completion_tokens: 5, temperature: 0.7, 'stop[]': 'END' }],
    [{ max_tokens: 5_000 }, { max_completion_tokens: 100, temperature: 0.7, 'stop[]': 'END' }],
    [
      { max_tokens: 5, max_completion_tokens: 6 },
      { max_completion_tokens: 6, temperature: 0.7, 'stop[]': 'END' },
    ],
    [
      { max_tokens: 5, max_completion_tokens: null },
      { max_completion_tokens: 5, temperature: 0.7, 'stop[]': 'END' },
    ],
    [{ temperature: 2 }, { temperature: 1, 'stop[]': 'END' }],
    [{ temperature: 0 }, { temperature: 0.1, 'stop[]': 'END' }],
    [{ temperature: null }, { temperature: 0.7, 'stop[]': 'END' }],
    [{ temperature: 'hot' }, { temperature: 'hot', 'stop[]': 'END' }],
  ])('make of %o %o', (sent, ruled) => {
    expect(applyParameterRules(sent, rules)).toEqual(ruled)
  })

  it('leave a body alone where there are none', () => {
    const body = { seed: null, temperature: 9, deep: { seed: 1 } }
    expect(applyParameterRules(body, {})).toEqual(body)
  })
})

describe('the rules of a model, for a form', () => {
  const file = new File(['bytes'], 'a.png')
  const ruledForm = (fields: [string, string | File][]) => {
    const form = new FormData()
    for (const [name, value] of fields) form.append(name, value as string)
    return [...applyFormRules(form, rules)]
  }

  it('do the same with its numbers, which are text', () => {
    const fields: [string, string][] = [
      ['seed', '1'],
      ['max_tokens', '5000'],
      ['temperature', '2'],
    ]
    expect(ruledForm(fields)).toEqual([
      ['max_completion_tokens', '100'],
      ['temperature', '1'],
      ['stop[]', 'END'],
    ])
  })

  it('keep lists whole, files as they are, and text that is no number', () => {
    const fields: [string, string | File][] = [
      ['stop[]', 'a'],
      ['image[]', file],
      ['stop[]', 'b'],
      ['image[]', file],
      ['temperature', 'hot'],
    ]
    expect(ruledForm(fields)).toEqual(fields)
  })

  it('prefer what was sent under the name that the provider knows', () => {
    const fields: [string, string][] = [
      ['max_tokens', '5'],
      ['max_completion_tokens', '6'],
      ['temperature', '0.5'],
      ['stop[]', 'a'],
    ]
    expect(ruledForm(fields)).toEqual(fields.slice(1))
  })
})

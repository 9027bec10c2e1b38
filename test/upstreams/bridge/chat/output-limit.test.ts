import { describe, expect, it } from 'vitest'
import { refusedFor, sentFor } from './packages.ts'

/** Thinks within a budget of tokens, which its package adds to the limit. */
const thinker = 'anthropic/claude-sonnet-4-5'
/** Of this much of its 64000 tokens, with high effort. */
const BUDGET = 38_400

describe('the most tokens of an answer', () => {
  it.each([
    [{ max_tokens: 100 }, 100],
    [{ max_completion_tokens: 100 }, 100],
    [{ max_completion_tokens: 100, max_tokens: 200 }, 100],
  ])('are what the caller asks for: %j', async (request, limit) => {
    const overrides = { maxOutputTokens: 5_000 }
    expect(await sentFor(thinker, request, overrides)).toMatchObject({ max_tokens: limit })
    expect(await sentFor('google/gemini-2.5-flash', request, overrides)).toMatchObject({
      generationConfig: { maxOutputTokens: limit },
    })
  })

  it('are the most that the model can where the protocol has to be told', async () => {
    expect(await sentFor('anthropic/claude-of-tomorrow', {}, { maxOutputTokens: 5_000 })).toMatchObject({
      max_tokens: 5_000,
    })
  })

  it('are left to the package where that is not known', async () => {
    expect(await sentFor('anthropic/claude-of-tomorrow', {})).toMatchObject({ max_tokens: expect.any(Number) })
  })

  it.each(['google/gemini-2.5-flash', 'mistral/mistral-small-latest', 'cohere/command-r-plus'] as const)(
    'are not told to %s unasked',
    async (model) => {
      expect(JSON.stringify(await sentFor(model, {}, { maxOutputTokens: 5_000 }))).not.toContain('5000')
    },
  )

  it('count thinking in, as OpenAI has it', async () => {
    const request = { reasoning_effort: 'high', max_completion_tokens: 50_000 }
    expect(await sentFor(thinker, request)).toMatchObject({
      max_tokens: 50_000,
      thinking: { type: 'enabled', budget_tokens: BUDGET },
    })
    const whole = await sentFor(thinker, { reasoning_effort: 'high' }, { maxOutputTokens: 60_000 })
    expect(whole).toMatchObject({ max_tokens: 60_000 })
  })

  it('are refused when thinking alone may take them', async () => {
    const request = { reasoning_effort: 'high', max_completion_tokens: BUDGET }
    expect(await refusedFor(thinker, request)).toEqual(['max_completion_tokens'])
    expect(await refusedFor(thinker, { reasoning_effort: 'high', max_tokens: 10 })).toEqual(['max_tokens'])
  })

  it('are refused where the package would drop them', async () => {
    const model = 'bedrock/us.amazon.nova-2-lite-v1:0'
    expect(await sentFor(model, { max_tokens: 100 })).toMatchObject({ inferenceConfig: { maxTokens: 100 } })
    expect(await refusedFor(model, { max_tokens: 100, reasoning_effort: 'high' })).toEqual(['max_tokens'])
  })
})

/** What goes wrong before providers that speak another protocol, as the official client shows it. */
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { events, json, recorded } from './support/answers.ts'
import { arrange, caught } from './support/openai.ts'
import { beginStream, event, type Answer } from './support/upstream.ts'

const messages = [{ role: 'user' as const, content: 'Hi' }]

/** A stream of Anthropic, as far as its first word, and what comes after that. */
const start = [
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'chat-1',
      content: [],
      usage: { input_tokens: 7, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'word' } },
]
const end = [
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ' by word' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 20 } },
  { type: 'message_stop' },
]

/** Answers the end only when it is told to. */
function inTwoParts(isEndWanted: Promise<void>): Answer {
  return async (response) => {
    beginStream(response)
    for (const part of start) response.write(event(part))
    await isEndWanted
    response.end(end.map(event).join(''))
  }
}

describe.concurrent('a stream', () => {
  const anthropic = { provider: { protocol: 'anthropic' as const } }

  it('comes as it is made', async () => {
    const heard = Promise.withResolvers<void>()
    const { client, model, usage } = await arrange(inTwoParts(heard.promise), anthropic)
    let words = ''
    for await (const { choices } of await client.chat.completions.create({ model, messages, stream: true })) {
      words += choices[0]?.delta.content ?? ''
      // The rest is written only when the caller has the beginning.
      if (words === 'word') heard.resolve()
    }
    expect(words).toBe('word by word')
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 7, output_tokens: 20 })
  })

  it('that its caller leaves is charged what the provider says in the end', async () => {
    const left = Promise.withResolvers<void>()
    const { client, model, usage } = await arrange(inTwoParts(left.promise), anthropic)
    const stream = await client.chat.completions.create({ model, messages, stream: true })
    for await (const { choices } of stream) if (choices[0]?.delta.content) stream.controller.abort()
    left.resolve()
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 7, output_tokens: 20 })
  })
})

describe.concurrent('an error', () => {
  it('of anthropic has its status, its words and its class', async () => {
    const error = { type: 'rate_limit_error', message: 'Too many tokens' }
    const { client, model, usage } = await arrange(json({ type: 'error', error }, { status: 429 }), {
      provider: { protocol: 'anthropic' },
    })
    const thrown = await caught(client.chat.completions.create({ model, messages }, { maxRetries: 0 }))
    expect(thrown).toBeInstanceOf(OpenAI.RateLimitError)
    expect(thrown).toMatchObject({ status: 429, type: 'rate_limit_error', message: '429 Too many tokens' })
    expect(await usage()).toMatchObject({ requests: 0 })
  })

  it('of google says when to come back', async () => {
    const answer = recorded('google/google-429-retry-info.json', { status: 429 })
    const { client, model } = await arrange(answer, { provider: { protocol: 'google' } })
    const thrown = await caught(client.chat.completions.create({ model, messages }, { maxRetries: 0 }))
    expect(thrown).toBeInstanceOf(OpenAI.RateLimitError)
    expect((thrown as InstanceType<typeof OpenAI.RateLimitError>).headers.get('retry-after')).toBe('35')
  })

  it('of anthropic in the middle of a stream is thrown where the stream is read', async () => {
    const answer = events([...start, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }])
    const { client, model, usage } = await arrange(answer, { provider: { protocol: 'anthropic' } })
    const stream = await client.chat.completions.create({ model, messages, stream: true })
    let words = ''
    const read = async () => {
      for await (const { choices } of stream) words += choices[0]?.delta.content ?? ''
    }
    const thrown = await caught(read())
    expect(words).toBe('word')
    expect(thrown).toBeInstanceOf(OpenAI.APIError)
    expect(thrown).toMatchObject({ code: 'upstream_error' })
    expect((await usage()).requests).toBe(1)
  })

  it.each([
    ['anthropic', { logit_bias: { 50256: -100 } }, 'logit_bias'],
    ['google', { logprobs: true }, 'logprobs'],
    ['mistral', { n: 2 }, 'n'],
    ['mistral', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['amazon-bedrock', { seed: 7 }, 'seed'],
  ] as const)('says of %s what it cannot be told: %o', async (protocol, more, param) => {
    const { client, model, upstream, usage } = await arrange(json({}), {
      provider: { protocol, ...(protocol === 'amazon-bedrock' && { config: { region: 'eu-west-1' } }) },
    })
    const thrown = await caught(client.chat.completions.create({ model, messages, ...more }))
    expect(thrown).toBeInstanceOf(OpenAI.BadRequestError)
    expect(thrown).toMatchObject({ param, code: 'validation_failed' })
    expect(upstream.seen).toEqual([])
    expect(await usage()).toMatchObject({ requests: 0 })
  })

  it('says what a protocol does not have', async () => {
    const capabilities = ['embeddings' as const, 'moderation' as const]
    const { client, model, upstream } = await arrange(json({}), {
      provider: { protocol: 'anthropic' },
      model: { capabilities },
    })
    for (const asked of [
      client.embeddings.create({ model, input: 'Hi' }),
      client.moderations.create({ model, input: 'Hi' }),
    ]) {
      const thrown = await caught(asked)
      expect(thrown).toBeInstanceOf(OpenAI.BadRequestError)
      expect(thrown).toMatchObject({ param: 'model', code: 'operation_not_supported' })
    }
    expect(upstream.seen).toEqual([])
  })
})

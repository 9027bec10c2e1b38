/** Conversations of several turns, held with OpenAI's own client, which knows nothing of providers. */
import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogle } from '@ai-sdk/google'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import OpenAI from 'openai'
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions'
import { describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { createBridgeCall } from '../../../support/bridge-call.ts'
import { recordings } from '../../../support/recordings.ts'
import type { Raw } from '../recorded/told.ts'

const tools: ChatCompletionTool[] = [
  { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } },
]

/** A client of a model that answers with what was recorded, whatever it is asked. */
function connect(createModel: (fetch: typeof globalThis.fetch) => LanguageModelV4, answer: () => Response) {
  const { call, sent } = createBridgeCall<'languageModel'>('m', createModel, answer)
  const client = new OpenAI({
    apiKey: 'key',
    baseURL: 'https://gateway.example/v1',
    fetch: async (_url, init) => {
      const request = JSON.parse(String(init?.body))
      return bridgeChat({ ...call, isStream: request.stream === true }, request)
    },
  })
  return { client, sent }
}

/** Asks, answers the tool calls that come, and asks again. */
async function converse(client: OpenAI, isStream: boolean) {
  const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: 'How is the weather?' }]
  const request = () => ({ model: 'm', messages, tools, reasoning_effort: 'high' as const })
  const ask = async () => {
    if (!isStream) return (await client.chat.completions.create(request())).choices[0]?.message
    return client.chat.completions.stream(request()).finalMessage()
  }
  const message = await ask()
  if (!message) throw new Error('There is no answer')
  messages.push(message)
  for (const call of message.tool_calls ?? []) messages.push({ role: 'tool', tool_call_id: call.id, content: 'Sunny' })
  await ask()
}

const bodyOf = (request: { body: unknown } | undefined): Raw => request?.body

const sse = (events: Raw[]) =>
  new Response(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  })

const thinking = { type: 'thinking', thinking: 'Let me look.', signature: 'signature-of-thinking' }
const hidden = { type: 'redacted_thinking', data: 'hidden-thinking' }
const toolUse = { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Rome' } }
const usage = { input_tokens: 5, output_tokens: 7 }
const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', usage }

const wholeMessage = () =>
  Response.json({ ...head, content: [thinking, hidden, toolUse], stop_reason: 'tool_use', stop_sequence: null })

const streamedMessage = () =>
  sse([
    { type: 'message_start', message: { ...head, content: [], stop_reason: null, stop_sequence: null } },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Let me ' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'look.' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: thinking.signature } },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: hidden },
    { type: 'content_block_stop', index: 1 },
    { type: 'content_block_start', index: 2, content_block: { ...toolUse, input: {} } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '{"city":"Rome"}' } },
    { type: 'content_block_stop', index: 2 },
    { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage },
    { type: 'message_stop' },
  ])

describe.each([
  ['in one piece', false],
  ['in a stream', true],
] as const)('a client that sends a message back as it got it, %s,', (_how, isStream) => {
  it("gives Claude's thinking back to it, signed", async () => {
    const createModel = (fetch: typeof globalThis.fetch) =>
      createAnthropic({ apiKey: 'key', fetch })('claude-sonnet-4-5')
    const { client, sent } = connect(createModel, isStream ? streamedMessage : wholeMessage)
    await converse(client, isStream)
    const [, answered, result] = bodyOf(sent[1]).messages
    expect(answered).toEqual({ role: 'assistant', content: [thinking, hidden, toolUse] })
    expect(result.content).toEqual([{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'Sunny' }])
  })

  it("gives Gemini's thoughts back to it, signed", async () => {
    const name = `google-tool-call-gemini3.${isStream ? 'chunks.txt' : 'json'}`
    const answer = recordings.find((recording) => recording.name === name)?.answer
    const body = answer?.kind === 'whole' ? answer.body : `data: ${answer?.events.join('\n\ndata: ')}\n\n`
    const contentType = isStream ? 'text/event-stream' : 'application/json'
    const createModel = (fetch: typeof globalThis.fetch) =>
      createGoogle({ apiKey: 'key', fetch })('gemini-3-pro-preview')
    const { client, sent } = connect(
      createModel,
      () => new Response(body, { headers: { 'content-type': contentType } }),
    )
    await converse(client, isStream)
    const recorded: Raw = JSON.parse(isStream && answer?.kind === 'stream' ? (answer.events[0] ?? '') : body)
    const [part] = recorded.candidates[0].content.parts
    const [, answered] = bodyOf(sent[1]).contents
    expect(answered.parts).toEqual([
      {
        functionCall: { id: expect.any(String), name: part.functionCall.name, args: part.functionCall.args },
        thoughtSignature: part.thoughtSignature,
      },
    ])
  })
})

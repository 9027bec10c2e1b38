/** Conversations of several turns, held with OpenAI's own client, which sends back the items that it got. */
import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogle } from '@ai-sdk/google'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import OpenAI from 'openai'
import type { ResponseInput, Tool } from 'openai/resources/responses/responses'
import { describe, expect, it } from 'vitest'
import { bridgeResponses } from '../../../../src/upstreams/bridge/responses/responses.ts'
import { createBridgeCall } from '../../../support/bridge-call.ts'
import { recordings } from '../../../support/recordings.ts'
import type { Raw } from '../recorded/told.ts'

type Fetch = typeof globalThis.fetch

const tools: Tool[] = [
  { type: 'function', name: 'weather', parameters: { type: 'object', properties: {} }, strict: false },
]

/** Asks, answers the tool calls that come, and asks again. What the provider was sent the second time. */
async function converse(createModel: (fetch: Fetch) => LanguageModelV4, answer: () => Response, isStream: boolean) {
  const { call, sent } = createBridgeCall<'languageModel'>('m', createModel, answer)
  const client = new OpenAI({
    apiKey: 'key',
    baseURL: 'https://gateway.example/v1',
    fetch: async (_url, init) => {
      const request = JSON.parse(String(init?.body))
      return bridgeResponses({ ...call, isStream: request.stream === true }, request)
    },
  })
  const input: ResponseInput = [{ role: 'user', content: 'How is the weather?' }]
  const request = () => ({
    model: 'm',
    input,
    tools,
    reasoning: { effort: 'high' as const, summary: 'auto' as const },
    store: false,
    include: ['reasoning.encrypted_content' as const],
  })
  const ask = () => (isStream ? client.responses.stream(request()).finalResponse() : client.responses.create(request()))
  const { output } = await ask()
  input.push(...(output as ResponseInput))
  for (const item of output) {
    if (item.type === 'function_call')
      input.push({ type: 'function_call_output', call_id: item.call_id, output: 'Sunny' })
  }
  await ask()
  const body: Raw = sent[1]?.body
  return body
}

const sse = (events: Raw[]) =>
  new Response(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  })

const thinking = { type: 'thinking', thinking: 'Let me look.', signature: 'signature-of-thinking' }
const hidden = { type: 'redacted_thinking', data: 'hidden-thinking' }
const toolUse = { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Rome' } }
const usage = { input_tokens: 5, output_tokens: 7 }
const head = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', usage }

const wholeMessage = (blocks: Raw[]) =>
  Response.json({ ...head, content: blocks, stop_reason: 'tool_use', stop_sequence: null })

function eventsOf(block: Raw, index: number): Raw[] {
  const started = (content_block: Raw) => ({ type: 'content_block_start', index, content_block })
  const delta = (delta: Raw) => ({ type: 'content_block_delta', index, delta })
  const stop = { type: 'content_block_stop', index }
  switch (block.type) {
    case 'thinking':
      return [
        started({ type: 'thinking', thinking: '', signature: '' }),
        delta({ type: 'thinking_delta', thinking: block.thinking }),
        delta({ type: 'signature_delta', signature: block.signature }),
        stop,
      ]
    case 'tool_use':
      return [
        started({ ...block, input: {} }),
        delta({ type: 'input_json_delta', partial_json: JSON.stringify(block.input) }),
        stop,
      ]
  }
  return [started(block), stop]
}

const streamedMessage = (blocks: Raw[]) =>
  sse([
    { type: 'message_start', message: { ...head, content: [], stop_reason: null, stop_sequence: null } },
    ...blocks.flatMap(eventsOf),
    { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage },
    { type: 'message_stop' },
  ])

describe.each([
  ['in one piece', false],
  ['in a stream', true],
] as const)('a client that sends the items back as it got them, %s,', (_how, isStream) => {
  it.each([
    ['signed', [thinking, hidden, toolUse]],
    // Of which nothing is heard before the end of a stream.
    ['hidden', [hidden, toolUse]],
  ])("gives Claude's thinking back to it, %s", async (_what, blocks) => {
    const createModel = (fetch: Fetch) => createAnthropic({ apiKey: 'key', fetch })('claude-sonnet-4-5')
    const answer = () => (isStream ? streamedMessage : wholeMessage)(blocks)
    const [, answered, result] = (await converse(createModel, answer, isStream)).messages
    expect(answered).toEqual({ role: 'assistant', content: blocks })
    expect(result.content).toEqual([{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'Sunny' }])
  })

  it("gives Gemini's thoughts back to it, signed", async () => {
    const name = `google-tool-call-gemini3.${isStream ? 'chunks.txt' : 'json'}`
    const answer = recordings.find((recording) => recording.name === name)?.answer
    const body = answer?.kind === 'whole' ? answer.body : `data: ${answer?.events.join('\n\ndata: ')}\n\n`
    const contentType = isStream ? 'text/event-stream' : 'application/json'
    const createModel = (fetch: Fetch) => createGoogle({ apiKey: 'key', fetch })('gemini-3-pro-preview')
    const replay = () => new Response(body, { headers: { 'content-type': contentType } })
    const [, answered] = (await converse(createModel, replay, isStream)).contents
    const recorded: Raw = JSON.parse(isStream && answer?.kind === 'stream' ? (answer.events[0] ?? '') : body)
    const [part] = recorded.candidates[0].content.parts
    expect(answered.parts).toEqual([
      {
        functionCall: { id: expect.any(String), name: part.functionCall.name, args: part.functionCall.args },
        thoughtSignature: part.thoughtSignature,
      },
    ])
  })
})

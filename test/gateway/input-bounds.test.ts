/** What is reserved for input where the provider itself finds more to read than is sent. */
import { describe, expect, it } from 'vitest'
import type { ModelRow } from '../../src/db/rows.ts'
import type { CapabilityCall } from '../../src/gateway/call.ts'
import { createChatCall } from '../../src/gateway/chat/call.ts'
import { createGenerateCall } from '../../src/gateway/gemini/call.ts'
import { createMessageCall } from '../../src/gateway/messages/call.ts'
import { createResponseCall } from '../../src/gateway/responses/call.ts'

const WINDOW = 200_000
// A call reads some columns of a model.
const model = (contextWindow: number | null) =>
  ({ modelId: 'm', config: {}, maxOutputTokens: 10, contextWindow }) as ModelRow

const messages = [{ role: 'user', content: 'Hi' }]
const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }]
const chat = (more: object) => createChatCall({ messages, ...more })
const response = (more: object) => createResponseCall({ input: 'Hi', ...more })
const message = (more: object) => createMessageCall({ messages, max_tokens: 5, ...more }, {})
const gemini = (more: object) => createGenerateCall({ contents, ...more }, { modelName: 'm', isStream: false })

const inputOf = (call: CapabilityCall, window: number | null) => call.prepare(model(window)).estimate.inputTokens

const elsewhere: [name: string, call: CapabilityCall][] = [
  ['a chat that searches the web', chat({ web_search_options: {} })],
  ['a response with a tool of the provider', response({ tools: [{ type: 'web_search' }] })],
  ['a response that goes on from a stored one', response({ previous_response_id: 'resp_1' })],
  ['a message with a tool of the provider', message({ tools: [{ type: 'web_search_20250305', name: 'web_search' }] })],
  ['a message with servers', message({ mcp_servers: [{ type: 'url', url: 'https://example.com' }] })],
  ['a message in a container', message({ container: 'container_1' })],
  ['a Gemini call with Google’s search', gemini({ tools: [{ googleSearch: {} }] })],
  ['a Gemini call with Google’s search, in the other spelling', gemini({ tools: [{ google_search: {} }] })],
  ['a Gemini call over a cache', gemini({ cachedContent: 'cachedContents/1' })],
]

const here: [name: string, call: CapabilityCall][] = [
  ['a chat with tools of the caller', chat({ tools: [{ type: 'function', function: { name: 'f' } }] })],
  ['a response with tools of the caller', response({ tools: [{ type: 'function', name: 'f' }] })],
  ['a message with tools of the caller', message({ tools: [{ name: 'f' }, { type: 'bash_20250124', name: 'bash' }] })],
  ['a Gemini call with tools of the caller', gemini({ tools: [{ functionDeclarations: [{ name: 'f' }] }] })],
  ['the same in the other spelling', gemini({ tools: [{ function_declarations: [{ name: 'f' }] }] })],
]

describe('the whole context window is reserved for', () => {
  it.each(elsewhere)('%s', (_, call) => {
    expect(inputOf(call, WINDOW)).toBe(WINDOW)
    expect(inputOf(call, null)).toBe(1_000_000)
  })
})

describe('what is sent is reserved for, and what providers write before tools', () => {
  it.each(here)('%s', (_, call) => {
    expect(inputOf(call, WINDOW)).toBeGreaterThan(1_000)
    expect(inputOf(call, WINDOW)).toBeLessThan(3_000)
  })

  it('a call without tools: nothing more', () => {
    for (const call of [chat({}), response({}), message({}), gemini({}), chat({ tools: [] })]) {
      expect(inputOf(call, WINDOW)).toBeLessThan(200)
    }
  })

  it.each<[name: string, of: (more: object) => CapabilityCall, field: string]>([
    ['a chat', chat, 'documents'],
    ['a chat', chat, 'prediction'],
    ['a message', message, 'output_config'],
    ['a response', response, 'extra'],
    ['a Gemini call', gemini, 'extra'],
  ])('whatever else stands in it: %s', (_, of, field) => {
    const text = 'x'.repeat(5_000)
    const least = inputOf(of({}), WINDOW)! + 5_000
    for (const value of [text, [text], { text }]) {
      expect(inputOf(of({ [field]: value }), WINDOW)).toBeGreaterThanOrEqual(least)
    }
  })

  it('each tool of the provider’s making that the caller runs', () => {
    const bash = { type: 'bash_20250124', name: 'bash' }
    const [one, two] = [message({ tools: [bash] }), message({ tools: [bash, bash] })]
    expect(inputOf(two, WINDOW)! - inputOf(one, WINDOW)!).toBeGreaterThan(1_000)
  })
})

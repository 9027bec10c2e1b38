/**
 * Chat of the sandbox upstream: repeats what the user said. Calls a tool when the request wants one, answers an object
 * when it asks for JSON, be it by a schema in the system message, and a block of code when that asks for one. A token is
 * a word between white space, so that usage can be foretold.
 */
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { SandboxError, answerJson, readJson } from './call.ts'
import type { SandboxCall } from './call.ts'
import { inventValue } from './invent-value.ts'
import type { JsonSchema } from './invent-value.ts'

type Message = { role: string; content?: string | { type: string; text?: string }[] | null }

type Tool = { type: string; function?: { name: string; parameters?: JsonSchema } }

type ChatRequest = {
  messages: Message[]
  max_tokens?: number | null
  max_completion_tokens?: number | null
  stream?: boolean | null
  stream_options?: { include_usage?: boolean } | null
  tools?: Tool[]
  tool_choice?: string | { function?: { name?: string } }
  response_format?: { type: string; json_schema?: { schema?: JsonSchema } }
}

type ToolCall = { id: string; type: 'function'; function: { name: string; arguments: string } }

type Reply = { pieces: string[]; toolCalls: ToolCall[]; finishReason: string; usage: Record<string, number> }

const CHUNK_DELAY_MS = 15
const LABEL = '(This is the sandbox of Gatehouse, for development only.)'

/** `POST /v1/chat/completions`. */
export async function answerChat({ body, response }: SandboxCall): Promise<void> {
  const request = readChatRequest(readJson({ body }))
  const reply = composeReply(request)
  if (request.stream) return streamReply(response, reply, request.stream_options?.include_usage === true)
  const message = {
    role: 'assistant',
    content: reply.toolCalls.length > 0 ? null : reply.pieces.join(''),
    refusal: null,
    ...(reply.toolCalls.length > 0 && { tool_calls: reply.toolCalls }),
  }
  answerJson(response, {
    ...envelope('chat.completion'),
    choices: [{ index: 0, message, logprobs: null, finish_reason: reply.finishReason }],
    usage: reply.usage,
  })
}

function readChatRequest(body: Record<string, unknown>): ChatRequest {
  const { messages } = body
  const isMessage = (value: unknown) => typeof (value as Message | null)?.role === 'string'
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) {
    throw new SandboxError(400, "'messages' must be a list of at least one message.", { param: 'messages' })
  }
  if (typeof body['n'] === 'number' && body['n'] !== 1) {
    throw new SandboxError(400, 'The sandbox gives one choice.', { param: 'n' })
  }
  return body as ChatRequest
}

function composeReply(request: ChatRequest): Reply {
  const toolCalls = chooseToolCalls(request)
  const words = splitWords(toolCalls.length > 0 ? '' : composeText(request))
  const limit = request.max_completion_tokens ?? request.max_tokens ?? words.length
  const pieces = words.slice(0, limit)
  const spoken = pieces.length + toolCalls.reduce((sum, call) => sum + countWords(call.function.arguments), 0)
  const heard = request.messages.reduce((sum, message) => sum + countWords(textOf(message)), 0)
  return {
    pieces,
    toolCalls,
    finishReason: toolCalls.length > 0 ? 'tool_calls' : pieces.length < words.length ? 'length' : 'stop',
    usage: { prompt_tokens: heard, completion_tokens: spoken, total_tokens: heard + spoken },
  }
}

function composeText({ messages, response_format: format }: ChatRequest): string {
  const said = lastUserText(messages)
  if (format?.type === 'json_object') return JSON.stringify({ you_said: said, sandbox: 'development only' })
  if (format?.type === 'json_schema') return JSON.stringify(inventValue(format.json_schema?.schema ?? {}))
  const instructions = messages
    .filter(({ role }) => role === 'system')
    .map(textOf)
    .join('\n')
  const schema = /\bone JSON object\b[\s\S]*JSON Schema:\n```json\n([\s\S]*?)\n```/.exec(instructions)?.[1]
  if (schema !== undefined) return JSON.stringify(inventValue(JSON.parse(schema) as JsonSchema))
  if (instructions.includes('one fenced code block'))
    return `\`\`\`text\nsandbox\n\`\`\`\n\nYou said: ${said}\n\n${LABEL}`
  const last = messages.at(-1)
  if (last?.role === 'tool') return `The tool answered: ${textOf(last)}\n\n${LABEL}`
  return `You said: ${said}\n\n${LABEL}`
}

/** Tools that the message names; the first one when a call is required or the message speaks of a tool. */
function chooseToolCalls({ messages, tools, tool_choice: choice }: ChatRequest): ToolCall[] {
  const functions = (tools ?? []).flatMap((tool) => (tool.function ? [tool.function] : []))
  if (functions.length === 0 || choice === 'none') return []
  const forced = typeof choice === 'object' ? choice.function?.name : undefined
  if (forced !== undefined) return functions.filter((each) => each.name === forced).map(callTool)
  // With the tool's answer in hand, another call would go on for ever.
  if (messages.at(-1)?.role === 'tool') return []
  const said = lastUserText(messages).toLowerCase()
  const named = functions.filter((each) => said.includes(each.name.toLowerCase()))
  if (named.length > 0) return named.map(callTool)
  return choice === 'required' || /\btools?\b/.test(said) ? functions.slice(0, 1).map(callTool) : []
}

function callTool({ name, parameters }: { name: string; parameters?: JsonSchema }): ToolCall {
  const values = JSON.stringify(inventValue(parameters ?? { type: 'object' }))
  return { id: `call_${randomUUID()}`, type: 'function', function: { name, arguments: values } }
}

async function streamReply(response: ServerResponse, reply: Reply, includeUsage: boolean): Promise<void> {
  const head = envelope('chat.completion.chunk')
  const usage = includeUsage ? { usage: null } : {}
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  for (const [delta, finishReason] of composeDeltas(reply)) {
    if (response.destroyed) return
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }]
    writeEvent(response, { ...head, choices, ...usage })
    await sleep(CHUNK_DELAY_MS)
  }
  if (includeUsage) writeEvent(response, { ...head, choices: [], usage: reply.usage })
  response.end('data: [DONE]\n\n')
}

function* composeDeltas({ pieces, toolCalls, finishReason }: Reply): Generator<[object, string | null]> {
  yield [{ role: 'assistant', content: toolCalls.length > 0 ? null : '', refusal: null }, null]
  for (const content of pieces) yield [{ content }, null]
  for (const [index, call] of toolCalls.entries()) {
    yield [{ tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] }, null]
    for (const part of call.function.arguments.match(/[\s\S]{1,12}/g) ?? []) {
      yield [{ tool_calls: [{ index, function: { arguments: part } }] }, null]
    }
  }
  yield [{}, finishReason]
}

function writeEvent(response: ServerResponse, data: unknown): void {
  response.write(`data: ${JSON.stringify(data)}\n\n`)
}

function envelope(object: string) {
  return { id: `chatcmpl-${randomUUID()}`, object, created: Math.floor(Date.now() / 1000), model: 'chat' }
}

function lastUserText(messages: Message[]): string {
  const message = messages.findLast(({ role }) => role === 'user')
  return message ? textOf(message) : ''
}

function textOf({ content }: Message): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => part.text ?? `[${part.type}]`).join(' ')
}

/** Words with the white space before them: joined, they are the text again (but for white space at its end). */
function splitWords(text: string): string[] {
  return text.match(/\s*\S+/g) ?? []
}

/** What the sandbox counts as tokens: words between white space. */
export function countWords(text: string): number {
  return splitWords(text).length
}

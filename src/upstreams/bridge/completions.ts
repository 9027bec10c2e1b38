/** OpenAI's older completions of a text: the text is the one message of a chat, and the answer is what it says. */
import { z } from 'zod'
import { bridgeChat } from './chat/chat.ts'
import { absent } from './chat/messages.ts'
import { readCompletion, translateChunks, type ChatChunk, type ChatHead } from './chat-answer.ts'
import type { BridgeCall, JsonRequest } from './port.ts'
import { readJson } from './read-request.ts'

/** Has the same name in a chat, which judges it. */
const sameInChat = [
  'model',
  'frequency_penalty',
  'logit_bias',
  'max_tokens',
  'n',
  'presence_penalty',
  'seed',
  'stop',
  'stream',
  'stream_options',
  'temperature',
  'top_p',
  'user',
] as const

const REFUSED = 'is not supported by this model'

const completionRequest = z.strictObject({
  prompt: z.preprocess(
    (prompt) => (Array.isArray(prompt) && prompt.length === 1 ? prompt[0] : prompt),
    z.string({ error: 'has to be one text: several, and tokens, are not supported by this model' }),
  ),
  suffix: absent(REFUSED),
  logprobs: absent(REFUSED),
  echo: z.literal(false, REFUSED).optional(),
  best_of: z.literal(1, 'only 1 can be sent to this model').optional(),
  ...Object.fromEntries(sameInChat.map((name) => [name, z.unknown().optional()])),
})

/**
 * @returns a text completion as JSON, or as server-sent events. What a model thinks has no place in it.
 * @throws AppError as {@link bridgeChat}
 */
export async function bridgeCompletions(call: BridgeCall<'languageModel'>, request: JsonRequest): Promise<Response> {
  const { prompt } = readJson(completionRequest, request)
  const same = Object.fromEntries(sameInChat.map((name) => [name, request[name]]))
  const answer = await bridgeChat(call, { ...same, messages: [{ role: 'user', content: prompt }] })
  if (call.isStream) return translateChunks(answer, toEvents)
  const completion = await readCompletion(answer)
  const [{ message, finish_reason }] = completion.choices
  const choices = [toChoice(message.content ?? '', finish_reason)]
  return Response.json({ ...toHead(completion), choices, usage: completion.usage })
}

function toEvents(chunk: ChatChunk | null): string[] {
  if (!chunk) return [toEvent('[DONE]')]
  const { choices, usage } = chunk
  const head = toHead(chunk)
  if (usage) return [toEvent(JSON.stringify({ ...head, choices: [], usage }))]
  return choices.map(({ delta: { content }, finish_reason }) => {
    // A sign of life while nothing is said.
    if (!content && !finish_reason) return ': ping\n\n'
    return toEvent(JSON.stringify({ ...head, choices: [toChoice(content ?? '', finish_reason)] }))
  })
}

const toEvent = (data: string) => `data: ${data}\n\n`

function toHead({ id, created, model }: ChatHead) {
  return { id: id.replace(/^chatcmpl-/, 'cmpl-'), object: 'text_completion', created, model }
}

function toChoice(text: string, finish_reason: string | null) {
  return { text, index: 0, logprobs: null, finish_reason }
}

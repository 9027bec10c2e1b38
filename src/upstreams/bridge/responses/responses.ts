/** OpenAI's responses: a translation of the request to that of a chat, and of the chat's answer back. */
import { bridgeChat } from '../chat/chat.ts'
import { readCompletion, translateChunks } from '../chat-answer.ts'
import type { BridgeCall, JsonRequest } from '../port.ts'
import { createEventWriter, toResponse } from './answer.ts'
import { toChatRequest } from './chat-request.ts'
import { inResponsesWords } from './field-names.ts'
import { parseResponsesRequest } from './parameters.ts'

/**
 * Nothing is stored, so a conversation is what the caller sends: the items of earlier answers, as they came.
 * @returns a response as JSON, or its events as server-sent events, in bytes
 * @throws AppError as {@link bridgeChat}, with the fields named as they are here
 */
export async function bridgeResponses(call: BridgeCall<'languageModel'>, request: JsonRequest): Promise<Response> {
  const asked = parseResponsesRequest(request)
  const { chat, names } = toChatRequest(asked)
  const answer = await bridgeChat(call, chat).catch((error: unknown) => {
    throw inResponsesWords(error, names)
  })
  if (call.isStream) return translateChunks(answer, createEventWriter(asked))
  return Response.json(toResponse(await readCompletion(answer), asked))
}

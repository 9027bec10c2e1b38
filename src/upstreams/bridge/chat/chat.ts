/** OpenAI's chat completions over the AI SDK's language models. */
import type { BridgeCall, JsonRequest } from '../port.ts'
import { toChatCompletion } from './answer.ts'
import { createAttachmentReader } from './attachments.ts'
import { requireConversation } from './conversation.ts'
import { requireHonoured } from './honoured.ts'
import { outputLimitOf } from './output-limit.ts'
import { parseChatRequest } from './parameters.ts'
import { requirePlaces } from './places.ts'
import { createProbe } from './probe.ts'
import { toPrompt } from './prompt.ts'
import { toSettings } from './settings.ts'
import { streamChunks } from './stream.ts'
import { withKnownStrictness } from './strictness.ts'

/**
 * @returns a chat completion as JSON, or its chunks as server-sent events, in bytes; usage is among them wherever the
 *   provider told it, asked for or not
 * @throws AppError `validation_failed` for what the model cannot be told, before anything is sent; `upstream_error` for an
 *   answer that ended in an error. What packages throw is thrown as it is, see failures.ts.
 */
export async function bridgeChat(call: BridgeCall<'languageModel'>, request: JsonRequest): Promise<Response> {
  const chat = parseChatRequest(request)
  const model = call.createModel(call.fetch)
  const probe = createProbe(call, model)
  const settings = await withKnownStrictness(probe, toSettings(chat))
  await requireHonoured(probe, chat, settings)
  await requireConversation(probe, chat.messages, settings)
  const limit = await outputLimitOf(probe, { request: chat, settings, maxOutputTokens: call.maxOutputTokens })
  const reader = createAttachmentReader(call, await model.supportedUrls)
  const prompt = await toPrompt(chat.messages, reader)
  await requirePlaces(probe, reader.attachments)

  const options = { ...settings, ...limit, prompt, abortSignal: call.signal }
  if (!call.isStream) {
    const asksForJson = settings.responseFormat?.type === 'json'
    return Response.json(toChatCompletion(await model.doGenerate(options), { call, asksForJson }))
  }
  const { stream } = await model.doStream(options)
  const showsUsage = chat.stream_options?.include_usage === true
  const body = await streamChunks({ call, stream, showsUsage })
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

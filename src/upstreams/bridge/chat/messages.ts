/** The messages of OpenAI's chat request, as strictly as OpenAI takes them, and the few extensions that are read back. */
import { z } from 'zod'

/** A field that means something which cannot be sent on. `null` is as good as absent. */
export const absent = (message: string) => z.null(message).optional()

/** Where a prompt may be cached up to: OpenAI's own marker, and the one that Anthropic's clients know. */
const cacheMarkers = {
  prompt_cache_breakpoint: z.looseObject({}).nullish(),
  cache_control: z.looseObject({ type: z.literal('ephemeral'), ttl: z.string().optional() }).nullish(),
}

export type CacheMarkers = { [K in keyof typeof cacheMarkers]?: z.infer<(typeof cacheMarkers)[K]> }

const textPart = z.strictObject({ type: z.literal('text'), text: z.string(), ...cacheMarkers })

const refusalPart = z.strictObject({ type: z.literal('refusal'), refusal: z.string() })

const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({
    url: z.string(),
    /** A hint: packages that know it send it on, others leave the resolution to the provider. */
    detail: z.enum(['auto', 'low', 'high']).nullish(),
  }),
  ...cacheMarkers,
})

const audioPart = z.strictObject({
  type: z.literal('input_audio'),
  input_audio: z.strictObject({ data: z.string().min(1), format: z.enum(['wav', 'mp3']) }),
  ...cacheMarkers,
})

const filePart = z.strictObject({
  type: z.literal('file'),
  file: z.strictObject({
    file_data: z.string({ error: 'has to be given: files are sent as data, for none are stored here' }),
    filename: z.string().nullish(),
    file_id: absent('is not supported: files are sent as file_data, for none are stored here'),
  }),
  ...cacheMarkers,
})

export type ImagePart = z.infer<typeof imagePart>
export type AudioPart = z.infer<typeof audioPart>
export type FilePart = z.infer<typeof filePart>

/** A string is one part of text, so that all content is a list of parts. */
const contentOf = <T extends z.ZodType>(part: T) =>
  z.preprocess((content) => (typeof content === 'string' ? [{ type: 'text', text: content }] : content), z.array(part))

const name = absent('is not supported: name the participants in the content')

const instructions = { content: contentOf(textPart), name }

const userMessage = z.strictObject({
  role: z.literal('user'),
  content: contentOf(z.discriminatedUnion('type', [textPart, imagePart, audioPart, filePart])),
  name,
})

/** See provider-metadata.ts. */
const extraContent = {
  extra_content: z
    .looseObject({ google: z.looseObject({ thought_signature: z.string().optional() }).optional() })
    .nullish(),
}

export type ExtraContent = { [K in keyof typeof extraContent]?: z.infer<(typeof extraContent)[K]> }

const toolCall = z.object({
  id: z.string().min(1),
  type: z.literal('function', { error: 'has to be `function`: custom tools are not supported' }),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
  ...extraContent,
})

const providerMetadata = z.record(z.string(), z.record(z.string(), z.json()))

const reasoningDetail = z.object({
  type: z.literal('reasoning.text'),
  text: z.string(),
  provider_metadata: providerMetadata.optional(),
})

const generatedImage = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) })

/**
 * An answer, sent back as the client got it, with the extensions of answer-parts.ts. Clients add fields of their own, and
 * other gateways theirs: what is not known here is of no consequence.
 */
const assistantMessage = z.object({
  role: z.literal('assistant'),
  content: contentOf(z.discriminatedUnion('type', [textPart, refusalPart])).nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(toolCall).nullish(),
  reasoning_content: z.string().nullish(),
  reasoning_details: z.array(reasoningDetail).nullish(),
  images: z.array(generatedImage).nullish(),
  ...extraContent,
  audio: absent('is not supported: no audio is stored here'),
  function_call: absent('is not supported: use tool_calls'),
  name,
})

const toolMessage = z.strictObject({
  role: z.literal('tool'),
  content: contentOf(textPart),
  tool_call_id: z.string(),
  /** What tool was called is known from the call. */
  name: z.string().nullish(),
})

export type TextPart = z.infer<typeof textPart>
export type AssistantMessage = z.infer<typeof assistantMessage>
export type UserPart = z.infer<typeof userMessage>['content'][number]
export type ToolMessage = z.infer<typeof toolMessage>

export const chatMessage = z.discriminatedUnion(
  'role',
  [
    z.strictObject({ role: z.literal('system'), ...instructions }),
    z.strictObject({ role: z.literal('developer'), ...instructions }),
    userMessage,
    assistantMessage,
    toolMessage,
  ],
  { error: 'has to be system, developer, user, assistant or tool (and role `function` is not supported: use tools)' },
)

export type ChatMessage = z.infer<typeof chatMessage>

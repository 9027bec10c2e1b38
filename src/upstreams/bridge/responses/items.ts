/** The items of a request for a response: what is said, called and answered, in turn. */
import { z } from 'zod'
import { absent } from '../chat/messages.ts'

const NONE_STORED = 'is not supported: nothing is stored here, so files and images are sent as data'

/** Where a prompt may be cached up to. The chat judges them. */
const cacheMarkers = { prompt_cache_breakpoint: z.unknown().optional(), cache_control: z.unknown().optional() }

const inputText = z.strictObject({ type: z.literal('input_text'), text: z.string(), ...cacheMarkers })

const inputImage = z.strictObject({
  type: z.literal('input_image'),
  image_url: z.string({ error: 'has to be given: an https: or a data: URL' }),
  detail: z.string().nullish(),
  file_id: absent(NONE_STORED),
  ...cacheMarkers,
})

const inputFile = z.strictObject({
  type: z.literal('input_file'),
  file_data: z.string({ error: 'has to be given: files are sent as data, for none are stored or fetched here' }),
  filename: z.string().nullish(),
  file_id: absent(NONE_STORED),
  file_url: absent('is not supported: files are sent as file_data'),
  detail: absent('is not supported by this model'),
  ...cacheMarkers,
})

const inputPart = z.discriminatedUnion('type', [inputText, inputImage, inputFile], {
  error: 'has to be input_text, input_image or input_file',
})

/** A string is one part of text. */
const partsOf = <T extends z.ZodType>(part: T, type: string) =>
  z.preprocess((content) => (typeof content === 'string' ? [{ type, text: content }] : content), z.array(part))

/** What answers have on their items, and clients send back: of no consequence. */
const ofAnItem = { id: z.string().nullish(), status: z.string().nullish() }

const saidBy = <const Role extends string>(role: Role) =>
  z.strictObject({
    type: z.literal('message'),
    role: z.literal(role),
    content: partsOf(inputPart, 'input_text'),
    phase: z.unknown().optional(),
    ...ofAnItem,
  })

const instructedBy = <const Role extends string>(role: Role) =>
  saidBy(role).extend({ content: partsOf(inputText, 'input_text') })

/** An answer, sent back as the client got it: what is not known of it is of no consequence. */
const assistantMessage = z.object({
  type: z.literal('message'),
  role: z.literal('assistant'),
  content: partsOf(
    z.discriminatedUnion(
      'type',
      [
        z.object({ type: z.literal('output_text'), text: z.string() }),
        z.object({ type: z.literal('refusal'), refusal: z.string() }),
      ],
      { error: 'has to be output_text or refusal' },
    ),
    'output_text',
  ),
})

const message = z.discriminatedUnion(
  'role',
  [saidBy('user'), instructedBy('system'), instructedBy('developer'), assistantMessage],
  { error: 'has to be user, assistant, system or developer' },
)

const functionCall = z.object({
  type: z.literal('function_call'),
  call_id: z.string().min(1),
  name: z.string().min(1),
  arguments: z.string(),
})

const functionCallOutput = z.strictObject({
  type: z.literal('function_call_output'),
  call_id: z.string(),
  output: partsOf(
    z.discriminatedUnion('type', [inputText], { error: 'has to be input_text: tools can only answer with text' }),
    'input_text',
  ),
  name: z.string().nullish(),
  caller: z.unknown().optional(),
  ...ofAnItem,
})

const texts = z.array(z.object({ text: z.string() })).nullish()

const reasoning = z.object({
  type: z.literal('reasoning'),
  summary: texts,
  content: texts,
  encrypted_content: z.string().nullish(),
})

const generatedImage = z.object({
  type: z.literal('image_generation_call'),
  result: z.string({ error: 'has to be given: no images are stored here' }),
  output_format: z.string().default('png'),
})

const item = z.discriminatedUnion('type', [message, functionCall, functionCallOutput, reasoning, generatedImage], {
  error: ({ input }) =>
    (input as { type?: unknown })?.type === 'item_reference'
      ? 'cannot be item_reference: nothing is stored here, so items are sent whole (clients do so with `store: false`)'
      : 'has to be message, function_call, function_call_output, reasoning or image_generation_call',
})

/** A message need not say that it is one. */
export const inputItem = z.preprocess(
  (value) => (typeof value === 'object' && value !== null && 'role' in value ? { type: 'message', ...value } : value),
  item,
)

export type InputItem = z.infer<typeof inputItem>
export type InputPart = z.infer<typeof inputPart>
export type ReasoningItem = z.infer<typeof reasoning>

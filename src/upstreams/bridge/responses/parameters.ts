/**
 * The parameters of OpenAI's request for a response, and what comes of each: it has a counterpart in a chat request, which
 * judges it; it is of no consequence here; or a value that asks for something is refused.
 */
import { z } from 'zod'
import { validationError } from '../../../errors.ts'
import { absent } from '../chat/messages.ts'
import type { JsonRequest } from '../port.ts'
import { inputItem } from './items.ts'

const tool = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('function'),
      name: z.string().min(1),
      description: z.string().nullish(),
      parameters: z.record(z.string(), z.unknown()).nullish(),
      strict: z.boolean().nullish(),
    }),
  ],
  { error: 'has to be `function`: tools that a provider runs, and custom tools, are not supported by this model' },
)

const toolChoice = z.union(
  [z.enum(['none', 'auto', 'required']), z.strictObject({ type: z.literal('function'), name: z.string() })],
  { error: 'has to be none, auto, required or one function' },
)

const format = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    name: z.string(),
    description: z.string().optional(),
    schema: z.record(z.string(), z.unknown()),
    strict: z.boolean().nullish(),
  }),
])

const anything = z.unknown().optional()

/** How much of the reasoning is shown is up to the provider. */
const summary = z.enum(['auto', 'concise', 'detailed']).nullish()

/** A string is what the user says. */
const input = z.preprocess(
  (value) => (typeof value === 'string' ? [{ role: 'user', content: value }] : value),
  z.array(inputItem, { error: 'has to be text, or a list of items' }).min(1),
)

const translated = {
  input,
  instructions: z.string().nullish(),
  max_output_tokens: z.int().positive().nullish(),
  reasoning: z
    .strictObject({
      effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      summary,
      generate_summary: summary,
      context: z.literal('auto', 'only "auto" can be sent to this model').nullish(),
      mode: z.literal('standard', 'only "standard" can be sent to this model').nullish(),
    })
    .nullish(),
  text: z.strictObject({ format: format.nullish(), verbosity: anything }).nullish(),
  tool_choice: toolChoice.nullish(),
  tools: z.array(tool).nullish(),
}

/** Has the same name in a chat. */
const sameInChat = {
  model: z.string(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  moderation: anything,
  prompt_cache_key: anything,
  prompt_cache_options: anything,
  prompt_cache_retention: anything,
  safety_identifier: anything,
  service_tier: anything,
  stream: z.boolean().nullish(),
  top_logprobs: anything,
  user: anything,
}

const NOTHING_STORED = 'is not supported: nothing is stored here, so earlier items are sent as input'

const endsHere = {
  metadata: z.record(z.string(), z.string()).nullish(),
  /** Of tools that the provider runs, of which there are none. */
  max_tool_calls: anything,
  /** It is there asked for or not, for nothing is stored. */
  include: z
    .array(z.literal('reasoning.encrypted_content', 'only "reasoning.encrypted_content" can be included'))
    .nullish(),
  store: z.literal(false, 'only false can be sent to this model: nothing is stored here').nullish(),
  background: z.literal(false, 'is not supported').nullish(),
  truncation: z.literal('disabled', 'only "disabled" can be sent to this model').nullish(),
  stream_options: z.strictObject({ include_obfuscation: z.literal(false, 'is not supported').nullish() }).nullish(),
  previous_response_id: absent(NOTHING_STORED),
  conversation: absent(NOTHING_STORED),
  prompt: absent('is not supported: no prompts are stored here'),
  context_management: absent('is not supported by this model'),
}

const responsesRequest = z.strictObject({ ...translated, ...sameInChat, ...endsHere })

export type ResponsesRequest = z.infer<typeof responsesRequest>

/** @throws AppError `validation_failed`, with the field as a path such as `input[2].content[0].image_url`. */
export function parseResponsesRequest(request: JsonRequest): ResponsesRequest {
  const parsed = responsesRequest.safeParse(request)
  if (parsed.success) return parsed.data
  throw validationError(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({
            field: z.core.toDotPath([...issue.path, key]),
            message: 'is not a known parameter',
          }))
        : [{ field: z.core.toDotPath(issue.path), message: issue.message }],
    ),
  )
}

/** The parameters of a request that a chat takes as they are. */
export function pickSame(request: ResponsesRequest): JsonRequest {
  return Object.fromEntries(Object.entries(request).filter(([name]) => Object.hasOwn(sameInChat, name)))
}

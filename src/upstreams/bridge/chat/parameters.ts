/**
 * The parameters of OpenAI's chat request and what comes of each: it is sent on, it is of no consequence to the answer, or
 * the AI SDK's interface has no word for it and a value that asks for something is refused.
 */
import { z } from 'zod'
import { validationError } from '../../../errors.ts'
import type { JsonRequest } from '../port.ts'
import { absent, chatMessage } from './messages.ts'

const within = (minimum: number, maximum: number) => z.number().min(minimum).max(maximum).nullish()

const tool = z.strictObject({
  type: z.literal('function', { error: 'has to be `function`: custom tools are not supported' }),
  function: z.strictObject({
    name: z.string().min(1),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    /** See strictness.ts. */
    strict: z.boolean().nullish(),
  }),
})

const toolChoice = z.union(
  [
    z.enum(['none', 'auto', 'required']),
    z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: z.string() }) }),
  ],
  { error: 'has to be none, auto, required or one function (allowed_tools and custom tools are not supported)' },
)

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string(),
      description: z.string().nullish(),
      schema: z.record(z.string(), z.unknown()).nullish(),
      strict: z.boolean().nullish(),
    }),
  }),
])

/** Sent on. honoured.ts refuses what a model's package would drop; of `strict` alone a tool goes without, see strictness.ts. */
const sentOn = {
  model: z.string(),
  messages: z.array(chatMessage).min(1),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  temperature: within(0, 2),
  top_p: within(0, 1),
  presence_penalty: within(-2, 2),
  frequency_penalty: within(-2, 2),
  seed: z.int().nullish(),
  stop: z.union([z.string().transform((one) => [one]), z.array(z.string())]).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  response_format: responseFormat.nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
}

const anything = z.unknown().optional()

/** Who asks and why, and hints for OpenAI's own cache: the answer does not depend on them, and they end here. */
const ofNoConsequence = {
  user: anything,
  metadata: anything,
  safety_identifier: anything,
  prompt_cache_key: anything,
  prompt_cache_retention: anything,
  prompt_cache_options: anything,
}

/** For what cannot be expressed: passes nothing but the values which ask for nothing. */
function only(...neutral: unknown[]) {
  const texts = neutral.map((value) => JSON.stringify(value))
  const hint =
    texts.length > 0 ? `only ${texts.join(' or ')} can be sent to this model` : 'is not supported by this model'
  return anything.refine((value) => value == null || texts.includes(JSON.stringify(value)), hint)
}

const notExpressible = {
  n: only(1),
  logprobs: only(false),
  top_logprobs: only(0),
  logit_bias: only({}),
  store: only(false),
  modalities: only(['text']),
  audio: only(),
  prediction: only(),
  web_search_options: only(),
  moderation: only(),
  service_tier: only('auto', 'default'),
  verbosity: only('medium'),
  functions: absent('is not supported: use tools'),
  function_call: absent('is not supported: use tool_choice'),
}

const chatRequest = z
  .strictObject({ ...sentOn, ...ofNoConsequence, ...notExpressible })
  .superRefine(({ tools, tool_choice: choice }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['tool_choice'], message })
    if (choice == null || choice === 'none' || choice === 'auto') return
    if (!tools?.length) refuse('has to stand beside tools')
    else if (choice !== 'required' && !tools.some((tool) => tool.function.name === choice.function.name)) {
      refuse('names a function that is not among the tools')
    }
  })

export type ChatRequest = z.infer<typeof chatRequest>
export type ChatTool = z.infer<typeof tool>

/** @throws AppError `validation_failed`, with the field as a path such as `messages[2].content[0].image_url.url`. */
export function parseChatRequest(request: JsonRequest): ChatRequest {
  const parsed = chatRequest.safeParse(request)
  if (parsed.success) return parsed.data
  throw validationError(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ field: toField([...issue.path, key]), message: 'is not a known parameter' }))
        : [{ field: toField(issue.path), message: issue.message }],
    ),
  )
}

function toField(path: PropertyKey[]): string {
  return path.reduce<string>((field, key) => {
    if (typeof key === 'number') return `${field}[${key}]`
    return field ? `${field}.${String(key)}` : String(key)
  }, '')
}

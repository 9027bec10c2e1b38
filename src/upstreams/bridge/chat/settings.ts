/** OpenAI's parameters as settings of the AI SDK. */
import type { JSONSchema7, LanguageModelV4CallOptions, LanguageModelV4FunctionTool } from '@ai-sdk/provider'
import type { ChatRequest, ChatTool } from './parameters.ts'

/** What goes with a prompt. How many tokens an answer may have is settled in output-limit.ts. */
export type CallSettings = Omit<LanguageModelV4CallOptions, 'prompt' | 'abortSignal' | 'maxOutputTokens'>

export function toSettings(request: ChatRequest): CallSettings {
  const tools = request.tools?.length ? request.tools.map(toTool) : undefined
  return given({
    temperature: request.temperature,
    topP: request.top_p,
    presencePenalty: request.presence_penalty,
    frequencyPenalty: request.frequency_penalty,
    seed: request.seed,
    stopSequences: request.stop?.length ? request.stop : undefined,
    reasoning: request.reasoning_effort,
    responseFormat: toResponseFormat(request.response_format),
    tools,
    toolChoice: tools && toToolChoice(request.tool_choice),
    providerOptions: toProviderOptions(request),
  })
}

/** What the AI SDK has no word for, in the words of each package that has one. A package reads only its own. */
export function toProviderOptions(request: ChatRequest) {
  const { reasoning_effort: effort, response_format: format } = request
  const oneCallAtATime = request.parallel_tool_calls === false && Boolean(request.tools?.length)
  const oneCall = oneCallAtATime ? { parallelToolCalls: false } : {}
  const oneCallAsIs = oneCallAtATime ? { parallel_tool_calls: false } : {}
  const strictness = format?.type === 'json_schema' ? { strictJsonSchema: format.json_schema.strict === true } : {}
  return {
    anthropic: { includePings: true, ...(oneCallAtATime && { disableParallelToolUse: true }) },
    // Who asks for reasoning wants to read it too.
    ...(effort && effort !== 'none' && { google: { thinkingConfig: { includeThoughts: true } } }),
    groq: { ...oneCall, ...strictness },
    mistral: { ...oneCall, ...strictness },
    xai: oneCall,
    huggingface: strictness,
    openaiCompatible: strictness,
    // What these do not know goes into the body as it is.
    fireworks: oneCallAsIs,
    togetherai: oneCallAsIs,
  }
}

function toTool({ function: { name, description, parameters, strict } }: ChatTool): LanguageModelV4FunctionTool {
  return {
    type: 'function',
    name,
    ...(description && { description }),
    inputSchema: asJsonSchema(parameters ?? { type: 'object', properties: {} }),
    ...(strict && { strict }),
  }
}

function toToolChoice(choice: ChatRequest['tool_choice']): LanguageModelV4CallOptions['toolChoice'] {
  if (choice == null) return undefined
  if (typeof choice === 'string') return { type: choice }
  return { type: 'tool', toolName: choice.function.name }
}

function toResponseFormat(format: ChatRequest['response_format']): LanguageModelV4CallOptions['responseFormat'] {
  switch (format?.type) {
    case undefined:
    case 'text':
      return undefined
    case 'json_object':
      return { type: 'json' }
    case 'json_schema': {
      const { name, description, schema } = format.json_schema
      return {
        type: 'json',
        name,
        ...(description && { description }),
        ...(schema && { schema: asJsonSchema(schema) }),
      }
    }
  }
}

/** A schema is the provider's to judge, so nothing checked that it is one. */
const asJsonSchema = (schema: Record<string, unknown>) => schema as JSONSchema7

/** Leaves out what was not given. The type cannot be worked out from entries. */
function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value != null)
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> }
}

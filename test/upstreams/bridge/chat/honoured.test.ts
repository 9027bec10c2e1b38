import { describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { callPackage, refusedFor, sentFor, type PackageName } from './packages.ts'

type Model = `${PackageName}/${string}`

const tool = (name: string, more = {}) => ({ type: 'function', function: { name, ...more } })
const tools = [tool('look'), tool('find')]
const named = { type: 'function', function: { name: 'look' } }
const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
const format = (strict = false) => ({ type: 'json_schema', json_schema: { name: 'answer', schema, strict } })

const claude: Model = 'anthropic/claude-sonnet-4-5'

describe('a parameter that the package would drop or bend is refused before anything is sent', () => {
  it.each<[model: Model, request: object, fields: string[]]>([
    [
      claude,
      { seed: 7, presence_penalty: 0.5, frequency_penalty: 0.5 },
      ['presence_penalty', 'frequency_penalty', 'seed'],
    ],
    [claude, { temperature: 1.5 }, ['temperature']],
    [claude, { temperature: 0.5, top_p: 0.5 }, ['top_p']],
    [claude, { temperature: 0.5, reasoning_effort: 'high' }, ['temperature']],
    [claude, { tools, tool_choice: 'required', reasoning_effort: 'high' }, ['tool_choice']],
    [claude, { tools, tool_choice: named, reasoning_effort: 'high' }, ['tool_choice']],
    [claude, { response_format: { type: 'json_object' } }, ['response_format']],
    ['google/gemini-2.5-flash', { tools, parallel_tool_calls: false }, ['parallel_tool_calls']],
    ['cohere/command-r-plus', { tools, parallel_tool_calls: false, seed: 1 }, ['parallel_tool_calls']],
    ['mistral/codestral-latest', { reasoning_effort: 'high' }, ['reasoning_effort']],
    ['groq/llama-3.3-70b-versatile', { reasoning_effort: 'none' }, ['reasoning_effort']],
    ['mistral/mistral-small-latest', { reasoning_effort: 'low' }, ['reasoning_effort']],
    ['deepseek/deepseek-chat', { reasoning_effort: 'medium' }, ['reasoning_effort']],
    ['anthropic/claude-opus-4-8', { reasoning_effort: 'minimal' }, ['reasoning_effort']],
    ['google/gemini-3-flash-preview', { reasoning_effort: 'none' }, ['reasoning_effort']],
    ['google/gemini-2.5-pro', { reasoning_effort: 'none' }, ['reasoning_effort']],
    ['bedrock/anthropic.claude-opus-4-8', { reasoning_effort: 'xhigh' }, ['reasoning_effort']],
    ['deepseek/deepseek-chat', { seed: 1, presence_penalty: 1 }, ['presence_penalty', 'seed']],
    ['deepseek/deepseek-chat', { temperature: 0.5, top_p: 0.5, reasoning_effort: 'low' }, ['temperature', 'top_p']],
    ['deepseek/deepseek-reasoner', { temperature: 0.5 }, ['temperature']],
    ['perplexity/sonar', { tools, stop: ['.'], seed: 1 }, ['seed', 'stop', 'tools']],
    [
      'perplexity/sonar',
      { tools, tool_choice: 'required', reasoning_effort: 'low' },
      ['reasoning_effort', 'tools', 'tool_choice'],
    ],
    ['bedrock/anthropic.claude-3-haiku-20240307-v1:0', { seed: 1, temperature: 1.2 }, ['temperature', 'seed']],
    ['bedrock/amazon.nova-lite-v1:0', { response_format: format(), tools, tool_choice: named }, ['tool_choice']],
  ])('%s: %j', async (model, request, fields) => {
    expect(await refusedFor(model, request)).toEqual(fields)
  })

  it('says how to be served all the same', async () => {
    const { call } = callPackage(claude)
    const refused = bridgeChat(call, { model: 'm', messages: [{ role: 'user', content: 'Hi' }], seed: 7 })
    await expect(refused).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringMatching(/^seed: is not supported by this model.*parameter rules of the model/),
      details: { param: 'seed' },
    })
  })

  it('but not by rules where only a part of a parameter is dropped', async () => {
    const { call } = callPackage('groq/llama-3.3-70b-versatile')
    const createModel: typeof call.createModel = (fetch) => {
      const model = call.createModel(fetch)
      return {
        specificationVersion: 'v4',
        provider: 'without-schemas',
        modelId: model.modelId,
        supportedUrls: {},
        doStream: (options) => model.doStream(options),
        doGenerate: (options) => {
          const { responseFormat: format } = options
          return model.doGenerate({ ...options, ...(format?.type === 'json' && { responseFormat: { type: 'json' } }) })
        },
      }
    }
    const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }], response_format: format(true) }
    await expect(bridgeChat({ ...call, createModel }, request)).rejects.toMatchObject({
      details: { param: 'response_format.json_schema.schema' },
      message: expect.stringMatching(/: leave it out$/),
    })
  })

  it('each one of them, and again when it is asked again', async () => {
    const request = { seed: 3, presence_penalty: 0.25 }
    expect(await refusedFor(claude, request)).toEqual(['presence_penalty', 'seed'])
    expect(await refusedFor(claude, request)).toEqual(['presence_penalty', 'seed'])
    expect(await refusedFor('anthropic/claude-opus-4-1', { seed: 3 })).toEqual(['seed'])
    expect(await refusedFor('groq/llama-3.3-70b-versatile', request)).toEqual([])
  })
})

describe('a parameter that the package knows is sent', () => {
  it.each<[model: Model, request: object, body: object]>([
    [claude, { temperature: 0.5, stop: '\n\n' }, { temperature: 0.5, stop_sequences: ['\n\n'] }],
    [claude, { top_p: 0.9 }, { top_p: 0.9 }],
    [claude, { tools, tool_choice: 'required' }, { tool_choice: { type: 'any' } }],
    [claude, { tools, tool_choice: named }, { tool_choice: { type: 'tool', name: 'look' } }],
    [claude, { tools, tool_choice: 'none' }, { tool_choice: { type: 'none' } }],
    [claude, { tools, parallel_tool_calls: false }, { tool_choice: { type: 'auto', disable_parallel_tool_use: true } }],
    [claude, { tools: [tool('look', { strict: true })] }, { tools: [{ name: 'look', strict: true }] }],
    [claude, { response_format: format() }, { output_config: { format: { type: 'json_schema' } } }],
    [claude, { reasoning_effort: 'none' }, { thinking: { type: 'disabled' } }],
    [
      'anthropic/claude-opus-4-8',
      { reasoning_effort: 'low' },
      { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
    ],
    [
      'google/gemini-2.5-flash',
      { temperature: 2, top_p: 0.1, seed: 7, stop: ['a', 'b'] },
      { generationConfig: { temperature: 2, topP: 0.1, seed: 7, stopSequences: ['a', 'b'] } },
    ],
    [
      'google/gemini-3-pro-preview',
      { reasoning_effort: 'high' },
      { generationConfig: { thinkingConfig: { thinkingLevel: 'high', includeThoughts: true } } },
    ],
    [
      'google/gemini-2.5-flash',
      { response_format: { type: 'json_object' } },
      { generationConfig: { responseMimeType: 'application/json' } },
    ],
    [
      'google/gemini-2.5-flash',
      { response_format: format() },
      { generationConfig: { responseJsonSchema: { type: 'object' } } },
    ],
    [
      'google/gemini-2.5-flash',
      { tools, tool_choice: named },
      { toolConfig: { functionCallingConfig: { allowedFunctionNames: ['look'] } } },
    ],
    [
      'mistral/mistral-small-latest',
      { tools, parallel_tool_calls: false, seed: 7 },
      { parallel_tool_calls: false, random_seed: 7 },
    ],
    [
      'mistral/mistral-small-latest',
      { response_format: format(true) },
      { response_format: { json_schema: { name: 'answer', strict: true } } },
    ],
    [
      'mistral/mistral-small-latest',
      { response_format: format() },
      { response_format: { json_schema: { strict: false } } },
    ],
    [
      'groq/llama-3.3-70b-versatile',
      { tools, parallel_tool_calls: false, frequency_penalty: -0.5, seed: 7 },
      { parallel_tool_calls: false, frequency_penalty: -0.5, seed: 7 },
    ],
    [
      'cohere/command-r-plus',
      { temperature: 0, tools, tool_choice: named },
      { temperature: 0, tool_choice: 'REQUIRED' },
    ],
    ['bedrock/anthropic.claude-3-haiku-20240307-v1:0', { temperature: 0.3 }, { inferenceConfig: { temperature: 0.3 } }],
    [
      'deepseek/deepseek-chat',
      { temperature: 0.3, response_format: { type: 'json_object' } },
      { temperature: 0.3, response_format: { type: 'json_object' } },
    ],
  ])('%s: %j', async (model, request, body) => {
    expect(await sentFor(model, request)).toMatchObject(body)
  })
})

describe('an effort that the package tells apart from others is sent', () => {
  it.each<[model: Model, effort: string, body: object]>([
    [claude, 'low', { thinking: { budget_tokens: 6400 } }],
    [claude, 'max', { thinking: { budget_tokens: 60_800 } }],
    ['anthropic/claude-opus-4-8', 'max', { output_config: { effort: 'max' } }],
    ['google/gemini-2.5-flash', 'none', { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } }],
    ['google/gemini-2.5-flash', 'medium', { generationConfig: { thinkingConfig: { thinkingBudget: 19_661 } } }],
    // As much as it can.
    ['google/gemini-2.5-flash', 'xhigh', { generationConfig: { thinkingConfig: { thinkingBudget: 24_576 } } }],
    [
      'google/gemini-3-flash-preview',
      'minimal',
      { generationConfig: { thinkingConfig: { thinkingLevel: 'minimal' } } },
    ],
    ['mistral/mistral-small-latest', 'high', { reasoning_effort: 'high' }],
    ['mistral/mistral-small-latest', 'none', { reasoning_effort: 'none' }],
    ['cohere/command-a-reasoning-08-2025', 'low', { thinking: { token_budget: 3277 } }],
    ['cohere/command-a-reasoning-08-2025', 'none', { thinking: { type: 'disabled' } }],
    ['groq/openai/gpt-oss-20b', 'medium', { reasoning_effort: 'medium' }],
    ['deepseek/deepseek-chat', 'low', { reasoning_effort: 'low' }],
    ['bedrock/openai.gpt-oss-120b-1:0', 'high', { additionalModelRequestFields: { reasoning_effort: 'high' } }],
  ])('%s: %s', async (model, reasoning_effort, body) => {
    expect(await sentFor(model, { reasoning_effort })).toMatchObject(body)
  })
})

describe('a strict tool', () => {
  const parameters = schema
  const strict = [tool('find', { parameters }), tool('look', { parameters, strict: true })]

  it.each(['anthropic/claude-3-haiku-20240307', 'cohere/command-r-plus', 'deepseek/deepseek-chat'] as const)(
    'goes to %s without, its schema as it is',
    async (model) => {
      const body = JSON.stringify(await sentFor(model, { tools: strict }))
      expect(body).toContain(JSON.stringify(schema))
      expect(body).not.toContain('strict')
    },
  )

  it('is strict where the package has the word', async () => {
    const { tools } = await sentFor('mistral/mistral-small-latest', { tools: strict })
    expect(tools).toMatchObject([{}, { function: { name: 'look', strict: true } }])
  })
})

it('is found out once for a model, and then costs nothing', async () => {
  let models = 0
  const { call } = callPackage('groq/llama-3.1-8b-instant')
  const counting: typeof call = {
    ...call,
    createModel: (fetch) => {
      models += 1
      return call.createModel(fetch)
    },
  }
  const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }], temperature: 0.125, seed: 11, tools }
  const costs: number[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    models = 0
    await bridgeChat(counting, request)
    costs.push(models)
  }
  const [first = 0, ...later] = costs
  expect(first).toBeGreaterThan(6)
  expect(later).toEqual([1, 1])
})

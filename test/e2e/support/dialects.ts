/** Protocols that Gatehouse translates: what their providers answer to the same conversations. */
import { events, json, recorded } from './answers.ts'
import { toFrame } from './aws-frames.ts'
import type { registerProvider } from './control-plane.ts'
import type { Answer } from './upstream.ts'

/** What one answer is to be counted as. */
type Figures = { input_tokens: number; output_tokens: number }

export type Played = { answer: Answer } & Figures

export type Dialect = {
  protocol: string
  provider?: Parameters<typeof registerProvider>[2]
  /** Packages know some models by name, and what those can. */
  modelId: string
  /** Where chat goes, whole and streamed. */
  paths: [string, string]
  keyHeader: string
  /** A text, whole and streamed. */
  text: { whole: Played; streamed: Played; begins: string; beginsStreamed: string }
  /** The call of one tool, whole and streamed. */
  call: { whole: Played; streamed: Played; name: string; sent: object }
  says: (text: string) => Played
}

const counted = { input_tokens: 7, output_tokens: 5 }

const played = (answer: Answer, input_tokens: number, output_tokens: number): Played => ({
  answer,
  input_tokens,
  output_tokens,
})

const play = (file: string, input: number, output: number) => played(recorded(file), input, output)

const weather = { name: 'weather', sent: { location: 'San Francisco' } }

const anthropic: Dialect = {
  protocol: 'anthropic',
  modelId: 'claude-sonnet-4-5',
  paths: ['/v1/messages', '/v1/messages'],
  keyHeader: 'x-api-key',
  text: {
    whole: play('anthropic/anthropic-text.json', 12, 29),
    streamed: play('anthropic/anthropic-text.chunks.txt', 12, 30),
    begins: "Hello! I'm doing well, thanks",
    beginsStreamed: "Hello! I'm doing well, thank you",
  },
  call: {
    whole: play('anthropic/anthropic-tool-no-args.json', 602, 93),
    streamed: play('anthropic/anthropic-tool-no-args.chunks.txt', 565, 48),
    name: 'updateIssueList',
    sent: {},
  },
  says: (text) => ({
    ...counted,
    answer: json({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: counted,
    }),
  }),
}

const google: Dialect = {
  protocol: 'google',
  modelId: 'gemini-3-pro-preview',
  paths: [
    '/v1/models/gemini-3-pro-preview:generateContent',
    '/v1/models/gemini-3-pro-preview:streamGenerateContent?alt=sse',
  ],
  keyHeader: 'x-goog-api-key',
  // What it thought is output too.
  text: {
    whole: play('google/google-text.json', 9, 28 + 244),
    streamed: play('google/google-text.chunks.txt', 9, 23 + 185),
    begins: "There are **3** r's",
    beginsStreamed: 'There are **3** "r"s',
  },
  call: {
    whole: play('google/google-tool-call.json', 29, 15 + 893),
    streamed: play('google/google-tool-call.chunks.txt', 29, 15 + 45),
    ...weather,
  },
  says: (text) => ({
    ...counted,
    answer: json({
      candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 5, totalTokenCount: 12 },
    }),
  }),
}

/** What those say who took over OpenAI's form, with some peculiarities. */
const saysAsOpenAi = (text: string): Played => ({
  ...counted,
  answer: json({
    id: 'cmpl-1',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: 'the-model',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 },
  }),
})

const likeOpenAi = {
  paths: ['/v1/chat/completions', '/v1/chat/completions'] satisfies [string, string],
  keyHeader: 'authorization',
  says: saysAsOpenAi,
}

const mistral: Dialect = {
  ...likeOpenAi,
  protocol: 'mistral',
  modelId: 'mistral-small-latest',
  text: {
    whole: play('mistral/mistral-text.json', 13, 434),
    streamed: play('mistral/mistral-text.chunks.txt', 13, 8),
    begins: '**Holiday Name: "World Kindness Day',
    beginsStreamed: 'Hello, world! This is a test response.',
  },
  call: {
    whole: play('mistral/mistral-tool-call.json', 124, 22),
    streamed: play('mistral/mistral-tool-call.chunks.txt', 124, 22),
    ...weather,
  },
}

const groq: Dialect = {
  ...likeOpenAi,
  protocol: 'groq',
  modelId: 'llama-3.3-70b-versatile',
  text: {
    whole: play('groq/groq-text.json', 45, 607),
    streamed: play('groq/groq-text.chunks.txt', 45, 662),
    begins: 'I\'d like to introduce "Luminaria"',
    beginsStreamed: 'Introducing "Luminaria"',
  },
  call: {
    whole: play('groq/groq-tool-call.json', 218, 15),
    streamed: play('groq/groq-tool-call.chunks.txt', 210, 15),
    name: 'weather',
    sent: {},
  },
}

const deepseek: Dialect = {
  ...likeOpenAi,
  protocol: 'deepseek',
  modelId: 'deepseek-reasoner',
  text: {
    whole: play('deepseek/deepseek-reasoning.json', 18, 345),
    streamed: play('deepseek/deepseek-reasoning.chunks.txt', 18, 219),
    begins: 'The word "strawberry" contains three instances',
    beginsStreamed: 'The word "strawberry" contains three "r"s.',
  },
  call: {
    whole: play('deepseek/deepseek-tool-call.json', 339, 92),
    streamed: play('deepseek/deepseek-tool-call.chunks.txt', 339, 83),
    ...weather,
  },
}

const cohereUsage = { billed_units: counted, tokens: counted }

const saysAsCohere = (text: string): Played => ({
  ...counted,
  answer: json({
    generation_id: 'gen-1',
    message: { role: 'assistant', content: [{ type: 'text', text }] },
    finish_reason: 'COMPLETE',
    usage: cohereUsage,
  }),
})

const cohereCall = { id: 'weather_1', type: 'function', function: { name: 'weather', arguments: '' } }
const cohereEnd = (finish_reason: string) => ({ type: 'message-end', delta: { finish_reason, usage: cohereUsage } })

const cohere: Dialect = {
  protocol: 'cohere',
  modelId: 'command-a-vision-07-2025',
  paths: ['/v1/chat', '/v1/chat'],
  keyHeader: 'authorization',
  text: {
    whole: saysAsCohere('Hello from Cohere.'),
    streamed: {
      ...counted,
      answer: events([
        { type: 'message-start', id: 'gen-1' },
        { type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } },
        { type: 'content-delta', index: 0, delta: { message: { content: { text: 'Hello ' } } } },
        { type: 'content-delta', index: 0, delta: { message: { content: { text: 'from Cohere.' } } } },
        { type: 'content-end', index: 0 },
        cohereEnd('COMPLETE'),
      ]),
    },
    begins: 'Hello from Cohere.',
    beginsStreamed: 'Hello from Cohere.',
  },
  call: {
    whole: {
      ...counted,
      answer: json({
        generation_id: 'gen-1',
        message: {
          role: 'assistant',
          tool_calls: [{ ...cohereCall, function: { name: 'weather', arguments: JSON.stringify(weather.sent) } }],
        },
        finish_reason: 'TOOL_CALL',
        usage: cohereUsage,
      }),
    },
    streamed: {
      ...counted,
      answer: events([
        { type: 'message-start', id: 'gen-1' },
        { type: 'tool-call-start', index: 0, delta: { message: { tool_calls: cohereCall } } },
        ...['{"location":', '"San Francisco"}'].map((part) => ({
          type: 'tool-call-delta',
          index: 0,
          delta: { message: { tool_calls: { function: { arguments: part } } } },
        })),
        { type: 'tool-call-end', index: 0 },
        cohereEnd('TOOL_CALL'),
      ]),
    },
    ...weather,
  },
  says: saysAsCohere,
}

const bedrockUsage = { inputTokens: 7, outputTokens: 5, totalTokens: 12 }

const answersAsBedrock = (content: object[], stopReason: string): Played => ({
  ...counted,
  answer: json({ output: { message: { role: 'assistant', content } }, stopReason, usage: bedrockUsage }),
})

const streamsAsBedrock = (deltas: object[], { start, stopReason }: { start?: object; stopReason: string }): Played => ({
  ...counted,
  answer: (response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
    response.write(toFrame('messageStart', { role: 'assistant' }))
    if (start) response.write(toFrame('contentBlockStart', { contentBlockIndex: 0, start }))
    for (const delta of deltas) response.write(toFrame('contentBlockDelta', { contentBlockIndex: 0, delta }))
    response.write(toFrame('contentBlockStop', { contentBlockIndex: 0 }))
    response.write(toFrame('messageStop', { stopReason }))
    response.end(toFrame('metadata', { usage: bedrockUsage, metrics: { latencyMs: 1 } }))
  },
})

const bedrock: Dialect = {
  protocol: 'amazon-bedrock',
  provider: { config: { region: 'eu-west-1' }, shared_api_key: 'AKIAIOSFODNN7EXAMPLE:not-the-secret-of-anybody' },
  modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  paths: ['converse', 'converse-stream'].map(
    (action) => `/v1/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/${action}`,
  ) as [string, string],
  keyHeader: 'authorization',
  text: {
    whole: answersAsBedrock([{ text: 'Hello from Bedrock.' }], 'end_turn'),
    streamed: streamsAsBedrock([{ text: 'Hello ' }, { text: 'from Bedrock.' }], { stopReason: 'end_turn' }),
    begins: 'Hello from Bedrock.',
    beginsStreamed: 'Hello from Bedrock.',
  },
  call: {
    whole: answersAsBedrock(
      [{ toolUse: { toolUseId: 'tooluse_1', name: 'weather', input: weather.sent } }],
      'tool_use',
    ),
    streamed: streamsAsBedrock(
      ['{"location":', '"San Francisco"}'].map((input) => ({ toolUse: { input } })),
      { start: { toolUse: { toolUseId: 'tooluse_1', name: 'weather' } }, stopReason: 'tool_use' },
    ),
    ...weather,
  },
  says: (text) => answersAsBedrock([{ text }], 'end_turn'),
}

export const dialects = [anthropic, google, mistral, cohere, groq, deepseek, bedrock]

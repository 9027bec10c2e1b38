/** Protocols whose answers were recorded, see test/fixtures/README.md. */
import { json, recorded } from './answers.ts'
import { counted, weather, type Dialect, type Played } from './dialect.ts'

const play = (file: string, input_tokens: number, output_tokens: number): Played => ({
  answer: recorded(file),
  input_tokens,
  output_tokens,
})

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

export const recordedDialects = [anthropic, google, mistral, groq, deepseek]

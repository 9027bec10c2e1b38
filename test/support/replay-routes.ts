/** The ways that recorded answers go through the gateway, each with the requests that they could be the answer to. */
import { recordedAnswers, type RecordedAnswer, type Wire } from './recorded-answers.ts'

export type ReplayRoute = {
  title: string
  protocol: string
  modelId: string
  answers: RecordedAnswer[]
  path: (model: string, isStream: boolean) => string
  body: (model: string, parts: RequestParts) => object
}

/** `maxOutput`: the most tokens that it may be answered with. */
export type RequestParts = { isStream: boolean; prompt: string; maxOutput: number }

type Surface = Pick<ReplayRoute, 'path' | 'body'>

const usageAsked = { stream: true, stream_options: { include_usage: true } }
const messagesOf = (prompt: string) => [{ role: 'user', content: prompt }]

const chat: Surface = {
  path: () => '/v1/chat/completions',
  body: (model, { isStream, prompt, maxOutput }) => ({
    model,
    messages: messagesOf(prompt),
    max_tokens: maxOutput,
    ...(isStream && usageAsked),
  }),
}

const responses: Surface = {
  path: () => '/v1/responses',
  body: (model, { isStream, prompt, maxOutput }) => ({
    model,
    input: prompt,
    max_output_tokens: maxOutput,
    ...(isStream && { stream: true }),
  }),
}

const completions: Surface = {
  path: () => '/v1/completions',
  body: (model, { isStream, prompt, maxOutput }) => ({
    model,
    prompt,
    max_tokens: maxOutput,
    ...(isStream && usageAsked),
  }),
}

const embeddings: Surface = {
  path: () => '/v1/embeddings',
  body: (model, { prompt }) => ({ model, input: prompt }),
}

const messages: Surface = {
  path: () => '/v1/messages',
  body: (model, { isStream, prompt, maxOutput }) => ({
    model,
    messages: messagesOf(prompt),
    max_tokens: maxOutput,
    ...(isStream && { stream: true }),
  }),
}

const gemini: Surface = {
  path: (model, isStream) =>
    `/v1beta/models/${model}:${isStream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  body: (_model, { prompt, maxOutput }) => ({
    contents: [{ role: 'user', parts: [{ text: prompt }] }],
    generationConfig: { maxOutputTokens: maxOutput },
  }),
}

const answersOf = (wire: Wire, fits: (answer: RecordedAnswer) => boolean = () => true) =>
  recordedAnswers.filter((answer) => answer.wire === wire && fits(answer))

const openAi = { protocol: 'openai', modelId: 'the-model' }

/** The provider's own wire format comes in and goes on. */
export const passedThrough: ReplayRoute[] = [
  { title: 'chat completions', ...openAi, ...chat, answers: answersOf('chat') },
  { title: 'completions', ...openAi, ...completions, answers: answersOf('completions') },
  { title: 'responses', ...openAi, ...responses, answers: answersOf('responses', ({ used }) => used !== null) },
  { title: 'embeddings', ...openAi, ...embeddings, answers: answersOf('embeddings') },
  {
    title: 'Anthropic’s messages',
    protocol: 'anthropic',
    modelId: 'claude-sonnet-4-5',
    ...messages,
    answers: answersOf('messages'),
  },
  { title: 'Google’s contents', protocol: 'google', modelId: 'gemini-3-pro', ...gemini, answers: answersOf('gemini') },
]

/** Two answers run into each other: over a package that is a failure, for which nothing is said. */
const isWhole = ({ file }: RecordedAnswer) => file !== 'spliced-message-start.chunks.txt'

/** Only Vertex AI says what kind of traffic it was. */
const isOfVertex = ({ text }: RecordedAnswer) => text.includes('"trafficType"')

/** The provider's answer comes out in OpenAI's form. */
const bridgedProtocols: Pick<ReplayRoute, 'protocol' | 'modelId' | 'answers'>[] = [
  { protocol: 'anthropic', modelId: 'claude-sonnet-4-5', answers: answersOf('messages', isWhole) },
  { protocol: 'google', modelId: 'gemini-3-pro-preview', answers: answersOf('gemini') },
  { protocol: 'google-vertex', modelId: 'gemini-3-pro-preview', answers: answersOf('gemini', isOfVertex) },
  { protocol: 'mistral', modelId: 'mistral-small-latest', answers: answersOf('chat', isIn('mistral')) },
  { protocol: 'groq', modelId: 'llama-3.3-70b-versatile', answers: answersOf('chat', isIn('groq')) },
  { protocol: 'deepseek', modelId: 'deepseek-reasoner', answers: answersOf('chat', isIn('deepseek')) },
  // xAI's own package speaks its Responses API, of which nothing is recorded. This one is of the kind that xAI's chat needs.
  { protocol: 'togetherai', modelId: 'grok-3-mini', answers: answersOf('chat', isIn('openai-compatible')) },
]

function isIn(folder: string) {
  return (answer: RecordedAnswer) => answer.folder === folder
}

export const bridged: ReplayRoute[] = bridgedProtocols.flatMap((provider) => [
  { title: `${provider.protocol} as chat completions`, ...provider, ...chat },
  { title: `${provider.protocol} as responses`, ...provider, ...responses },
])

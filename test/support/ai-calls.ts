/** A request that each AI route takes, and an upstream that answers all of them. Who adds a route says so here. */
import { answerText, draftText } from './articles.ts'
import { answerStream } from './endpoint.ts'

export type AiCall = {
  /** Of the provider that the route needs. */
  protocol: 'openai' | 'anthropic' | 'google'
  /** For a model by its full name; `path` where the route has the model in it. */
  build: (model: string) => { path?: string; json?: object; form?: FormData }
}

const openAi = (fields: object): AiCall => ({ protocol: 'openai', build: (model) => ({ json: { model, ...fields } }) })
const form = (fields: Record<string, string | File>, choice: (model: string) => Record<string, string>): AiCall => ({
  protocol: 'openai',
  build: (model) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...fields, ...choice(model) })) form.set(name, value)
    return { form }
  },
})
/** The simple endpoints take the provider beside the model. */
const choose = (name: string) => {
  const slash = name.indexOf('/')
  return { provider: name.slice(0, slash), model: name.slice(slash + 1) }
}
const simple = (fields: object): AiCall => ({
  protocol: 'openai',
  build: (model) => ({ json: { ...choose(model), ...fields } }),
})
const anthropic = (fields: object): AiCall => ({ ...openAi(fields), protocol: 'anthropic' })
const gemini = (action: string, json: object): AiCall => ({
  protocol: 'google',
  build: (model) => ({ path: `/v1beta/models/${encodeURIComponent(model)}:${action}`, json }),
})

const messages = [{ role: 'user', content: 'Hi' }]
const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }]
const embedding = { content: { parts: [{ text: 'Hi' }] } }
const audio = () => new File([new Uint8Array(100)], 'speech.mp3', { type: 'audio/mpeg' })
const image = () => new File([new Uint8Array(10)], 'image.png', { type: 'image/png' })

/** By operation id. */
export const aiCalls: Record<string, AiCall> = {
  createChatCompletion: openAi({ messages }),
  createCompletion: openAi({ prompt: 'Hi' }),
  createResponse: openAi({ input: 'Hi' }),
  createEmbedding: openAi({ input: 'Hi' }),
  createImage: openAi({ prompt: 'Hi' }),
  editImage: form({ prompt: 'Hi', image: image() }, (model) => ({ model })),
  createSpeech: openAi({ input: 'Hi', voice: 'alloy' }),
  createTranscription: form({ file: audio() }, (model) => ({ model })),
  createTranslation: form({ file: audio() }, (model) => ({ model })),
  createVideo: openAi({ prompt: 'Hi' }),
  createModeration: openAi({ input: 'Hi' }),
  createRerank: openAi({ query: 'Hi', documents: ['a'] }),
  createMessage: anthropic({ messages, max_tokens: 10 }),
  countMessageTokens: anthropic({ messages }),
  generateContent: gemini('generateContent', { contents }),
  streamGenerateContent: gemini('streamGenerateContent?alt=sse', { contents }),
  embedContent: gemini('embedContent', embedding),
  batchEmbedContents: gemini('batchEmbedContents', { requests: [{ model: 'models/m', ...embedding }] }),
  chat: simple({ message: 'Hi' }),
  createArticle: simple({ topic: 'Hi' }),
  createCode: simple({ instruction: 'Hi' }),
  drawImages: simple({ prompt: 'Hi' }),
  speak: simple({ text: 'Hi' }),
  transcribe: form({ file: audio() }, choose),
  embed: simple({ input: 'Hi' }),
  makeVideo: simple({ prompt: 'Hi' }),
}

const vector = { object: 'embedding', index: 0, embedding: [1] }
const candidate = { content: { role: 'model', parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }

/** Answers by the end of the path, as a provider of the protocol would. */
const answers: [path: RegExp, answer: () => Response][] = [
  // A chat, an article and a block of code at once.
  [/\/chat\/completions$/, () => answerText(`\`\`\`json\n${draftText()}\n\`\`\``)],
  [
    /\/embeddings$/,
    () => Response.json({ object: 'list', data: [vector], usage: { prompt_tokens: 1, total_tokens: 1 } }),
  ],
  [/\/images\//, () => Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] })],
  [/\/audio\/speech$/, () => new Response('AUDIO', { headers: { 'content-type': 'audio/mpeg' } })],
  [/\/audio\//, () => Response.json({ text: 'Hello' })],
  [/\/videos$/, () => Response.json({ id: 'job', object: 'video', status: 'completed', seconds: '4' })],
  [/mbedContent/, () => Response.json({ embedding: { values: [1] }, embeddings: [{ values: [1] }] })],
  [/:generateContent$/, () => Response.json({ candidates: [candidate] })],
  [/:streamGenerateContent$/, () => answerStream(`data: ${JSON.stringify({ candidates: [candidate] })}\n\n`)],
  [/./, () => Response.json({ id: 'any', object: 'any', results: [], output: [], content: [] })],
]

export function answerAnyCall({ url }: Request): Response {
  const { pathname } = new URL(url)
  return answers.find(([path]) => path.test(pathname))![1]()
}

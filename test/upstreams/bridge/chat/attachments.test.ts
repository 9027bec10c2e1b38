import { describe, expect, it } from 'vitest'
import { validationError } from '../../../../src/errors.ts'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { callPackage, refusedFor, sentFor } from './packages.ts'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const png = `data:image/png;base64,${PNG}`
const bytes = Uint8Array.from(atob(PNG), (char) => char.charCodeAt(0))
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

const image = (url: string, more = {}) => ({ type: 'image_url', image_url: { url, ...more } })
const file = (data: string, filename = 'notes') => ({ type: 'file', file: { file_data: data, filename } })
const audio = (format: string) => ({ type: 'input_audio', input_audio: { data: 'UklGRgAAAABXQVZF', format } })
const asking = (...content: object[]) => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: 'See' }, ...content] }],
})

const downloads: string[] = []
const download = async (url: URL) => {
  downloads.push(url.href)
  return { bytes, mediaType: 'image/png' }
}
const noDownload = async () => Promise.reject(new Error('Nothing is to be fetched'))

describe('an image', () => {
  it('is sent as data when it came as data', async () => {
    const sent = await sentFor('anthropic/claude-sonnet-4-5', asking(image(png)))
    expect(sent.messages[0].content[1]).toEqual({
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: PNG },
    })
  })

  it('is sent as an address where the provider fetches it', async () => {
    const url = 'https://images.example/Cat.png?size=1'
    const sent = await sentFor('anthropic/claude-sonnet-4-5', asking(image(url)), { download: noDownload })
    expect(sent.messages[0].content[1]).toEqual({ type: 'image', source: { type: 'url', url } })
  })

  it('is fetched where the provider takes data only', async () => {
    const sent = await sentFor('google/gemini-2.5-flash', asking(image('https://images.example/cat.png')), { download })
    expect(downloads).toEqual(['https://images.example/cat.png'])
    expect(sent.contents[0].parts[1]).toEqual({ inlineData: { mimeType: 'image/png', data: PNG } })
  })

  it('is known by its bytes when its server does not say what it is', async () => {
    const unnamed = async () => ({ bytes, mediaType: 'application/octet-stream' })
    const sent = await sentFor('google/gemini-2.5-flash', asking(image('https://images.example/x')), {
      download: unnamed,
    })
    expect(sent.contents[0].parts[1]).toEqual({ inlineData: { mimeType: 'image/png', data: PNG } })
  })

  it('is sent where the package takes base64 as text only', async () => {
    const sent = await sentFor('huggingface/meta/llama', asking(image(png)))
    expect(sent.input[0].content[1]).toEqual({ type: 'input_image', image_url: png })
  })

  it('keeps its detail where the package knows it', async () => {
    const sent = await sentFor('cohere/command-a-vision-07-2025', asking(image(png, { detail: 'low' })))
    expect(sent.messages[0].content[1]).toEqual({ type: 'image_url', image_url: { url: png, detail: 'low' } })
  })

  it.each([
    ['http://images.example/cat.png'],
    ['ftp://images.example/cat.png'],
    ['cat.png'],
    [''],
    ['data:image/png;base64,'],
    ['data:image/png,abc'],
    ['data:;base64,AAAA'],
    ['data:'],
  ])('is refused with the address %j', async (url) => {
    const request = asking(image(png), image(url))
    const refused = await refusedFor('google/gemini-2.5-flash', request, { download })
    expect(refused).toEqual(['messages[0].content[2].image_url.url'])
  })

  it('is refused when it cannot be fetched, naming where it stands', async () => {
    const failing = async (_url: URL, field: string) =>
      Promise.reject(validationError([{ field, message: 'is too large' }]))
    const { call } = callPackage('google/gemini-2.5-flash', { download: failing })
    const refused = bridgeChat(call, { model: 'm', ...asking(image('https://images.example/cat.png')) })
    await expect(refused).rejects.toMatchObject({ message: 'messages[0].content[1].image_url.url: is too large' })
  })
})

it('is fetched as long as all of a request together fit into memory', async () => {
  const large = async () => ({ bytes: new Uint8Array(11 * 1024 * 1024), mediaType: 'image/png' })
  const two = asking(image('https://images.example/1.png'), image('https://images.example/2.png'))
  const refused = await refusedFor('google/gemini-2.5-flash', two, { download: large })
  expect(refused).toEqual(['messages[0].content[2].image_url.url'])
})

describe('a file', () => {
  const pdf = `data:application/pdf;base64,${base64('%PDF-1.4 and a good deal more of it, so that there is something to know it by')}`

  it('is sent as a document', async () => {
    const sent = await sentFor('anthropic/claude-sonnet-4-5', asking(file(pdf, 'a.pdf')))
    expect(sent.messages[0].content[1]).toMatchObject({ type: 'document', title: 'a.pdf' })
  })

  it.each(['text/plain', 'text/markdown', 'application/json'])('of %s is sent as text', async (mediaType) => {
    const text = 'Grüße "aus" Rom\n'.repeat(20)
    const request = asking(file(`data:${mediaType};charset=utf-8;base64,${base64(text)}`))
    const sent = await sentFor('anthropic/claude-sonnet-4-5', request)
    expect(sent.messages[0].content[1].source).toMatchObject({ type: 'text', data: text })
    const documents = await sentFor('cohere/command-r-plus', request)
    expect(documents.documents).toEqual([{ data: { text, title: 'notes' } }])
    const contents = await sentFor('google/gemini-2.5-flash', request)
    expect(contents.contents[0].parts[1].inlineData).toEqual({ mimeType: mediaType, data: base64(text) })
  })

  it.each([
    { model: 'deepseek/deepseek-chat', why: 'leave it out' },
    { model: 'cohere/command-r-plus', why: 'send it as text' },
  ] as const)('is refused for $model before anything is sent: the package would $why', async ({ model }) => {
    expect(await refusedFor(model, asking(file(pdf)))).toEqual(['messages[0].content[1].file.file_data'])
  })

  it.each(['notes', 'data:text/plain,Hello', 'data:text/plain;base64,%%%', 'data:text/plain;base64,/w=='])(
    'is refused with the data %j',
    async (data) => {
      expect(await refusedFor('google/gemini-2.5-flash', asking(file(data)))).toEqual([
        'messages[0].content[1].file.file_data',
      ])
    },
  )
})

describe('audio', () => {
  it('is sent where the provider listens', async () => {
    const sent = await sentFor('google/gemini-2.5-flash', asking(audio('wav'), audio('mp3')))
    const types = sent.contents[0].parts.map((part: { inlineData?: { mimeType: string } }) => part.inlineData?.mimeType)
    expect(types).toEqual([undefined, 'audio/wav', 'audio/mpeg'])
  })

  it.each([
    'deepseek/deepseek-chat',
    'anthropic/claude-sonnet-4-5',
    'groq/llama-3.3-70b-versatile',
    'mistral/mistral-small-latest',
    'bedrock/amazon.nova-lite-v1:0',
    'perplexity/sonar',
  ] as const)('is refused where the package would leave it out or refuse it: %s', async (model) => {
    expect(await refusedFor(model, asking(image(png), audio('wav')))).toEqual([
      'messages[0].content[2].input_audio.data',
    ])
  })
})

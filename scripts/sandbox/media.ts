/** Embeddings, images, speech and transcription of the sandbox upstream: small, valid, the same for the same input. */
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { SandboxError, answerJson, readForm, readJson } from './call.ts'
import type { SandboxCall } from './call.ts'
import { countWords } from './chat.ts'

const DEFAULT_DIMENSIONS = 64
const MAX_DIMENSIONS = 4096
const IMAGE_PIXELS = 64
const MAX_IMAGES = 10
const WAV_RATE_HZ = 8000
const WAV_SECONDS = 0.25
const WAV_TONE_HZ = 440

/** `POST /v1/embeddings`: unit vectors drawn from the hash of each input. */
export async function answerEmbeddings(call: SandboxCall): Promise<void> {
  const { input, dimensions, encoding_format: format } = readJson(call)
  const inputs = listInputs(input)
  const size = clampCount(dimensions, DEFAULT_DIMENSIONS, MAX_DIMENSIONS)
  const data = inputs.map((each, index) => {
    const vector = embed(each, size)
    const embedding = format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : Array.from(vector)
    return { object: 'embedding', index, embedding }
  })
  const tokens = inputs.reduce((sum, each) => sum + countWords(each), 0)
  const usage = { prompt_tokens: tokens, total_tokens: tokens }
  answerJson(call.response, { object: 'list', data, model: 'embeddings', usage })
}

/** A text, texts, tokens, or lists of tokens; tokens become words, so that they count as what they are. */
function listInputs(input: unknown): string[] {
  if (typeof input === 'string') return [input]
  if (Array.isArray(input) && input.length > 0) {
    if (input.every((each) => typeof each === 'number')) return [input.join(' ')]
    return input.map((each: unknown) => (Array.isArray(each) ? each.join(' ') : String(each)))
  }
  throw new SandboxError(400, "'input' must be a text or a list that is not empty.", { param: 'input' })
}

function embed(text: string, dimensions: number): Float32Array {
  const values = Array.from({ length: dimensions }, (_, index) => {
    const digest = createHash('sha256').update(`${index}:${text}`).digest()
    return digest.readInt32LE() / 2 ** 31
  })
  const length = Math.hypot(...values) || 1
  return Float32Array.from(values, (value) => value / length)
}

/** `POST /v1/images/generations`: one square of a colour that depends on the prompt. */
export async function answerImages(call: SandboxCall): Promise<void> {
  const { prompt, n, response_format: format } = readJson(call)
  if (typeof prompt !== 'string' || prompt === '') {
    throw new SandboxError(400, "'prompt' must be a text.", { param: 'prompt' })
  }
  const count = clampCount(n, 1, MAX_IMAGES)
  const data = Array.from({ length: count }, (_, index) => {
    const base64 = drawImage(`${index}:${prompt}`).toString('base64')
    return format === 'url' ? { url: `data:image/png;base64,${base64}` } : { b64_json: base64 }
  })
  answerJson(call.response, { created: Math.floor(Date.now() / 1000), data })
}

/** A PNG (RFC 2083): 8-bit RGB, one colour fading to black. */
function drawImage(seed: string): Buffer {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(seed).digest()
  const rows = Array.from({ length: IMAGE_PIXELS }, (_, y) => {
    const shade = 1 - y / IMAGE_PIXELS
    const pixel = [red * shade, green * shade, blue * shade]
    return Buffer.from([0, ...Array.from({ length: IMAGE_PIXELS }, () => pixel).flat()])
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(IMAGE_PIXELS, 0)
  header.writeUInt32BE(IMAGE_PIXELS, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'ascii'), data])
  const chunk = Buffer.alloc(content.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  chunk.set(content, 4)
  chunk.writeUInt32BE(crc32(content), content.length + 4)
  return chunk
}

/** `POST /v1/audio/speech`: a short tone, always WAV and always labelled as such. */
export async function answerSpeech(call: SandboxCall): Promise<void> {
  const { input } = readJson(call)
  if (typeof input !== 'string' || input === '') {
    throw new SandboxError(400, "'input' must be a text.", { param: 'input' })
  }
  const audio = recordTone()
  call.response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': audio.length }).end(audio)
}

/** 16-bit mono PCM in a WAV container. */
function recordTone(): Buffer {
  const samples = WAV_RATE_HZ * WAV_SECONDS
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0, 'ascii')
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8, 'ascii')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(WAV_RATE_HZ, 24)
  wav.writeUInt32LE(WAV_RATE_HZ * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'ascii')
  wav.writeUInt32LE(samples * 2, 40)
  for (let index = 0; index < samples; index++) {
    const value = Math.sin((2 * Math.PI * WAV_TONE_HZ * index) / WAV_RATE_HZ)
    wav.writeInt16LE(Math.round(value * 8000), 44 + index * 2)
  }
  return wav
}

/** `POST /v1/audio/transcriptions`: names the file instead of hearing it. */
export async function answerTranscription(call: SandboxCall): Promise<void> {
  const form = await readForm(call)
  const file = form.get('file')
  if (file === null || typeof file === 'string') {
    throw new SandboxError(400, "'file' must be an audio file.", { param: 'file' })
  }
  const text = `Sandbox transcription of ${file.name}, ${file.size} bytes.`
  const format = form.get('response_format') ?? 'json'
  if (format === 'text') {
    call.response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
    return
  }
  if (format !== 'json') {
    throw new SandboxError(400, 'The sandbox transcribes to json or text.', { param: 'response_format' })
  }
  answerJson(call.response, { text })
}

function clampCount(value: unknown, fallback: number, most: number): number {
  return typeof value === 'number' && value >= 1 ? Math.min(Math.floor(value), most) : fallback
}

/** Images, audio and files of a request. */
import type { LanguageModelV4, LanguageModelV4FilePart } from '@ai-sdk/provider'
import { convertBase64ToUint8Array, convertUint8ArrayToBase64, isUrlSupported } from '@ai-sdk/provider-utils'
import { validationError } from '../../../errors.ts'
import type { BridgeCall } from '../port.ts'
import type { AudioPart, FilePart, ImagePart } from './messages.ts'

const ANY_IMAGE = 'image/*'
/** Of all images of a request together: they stand in memory several times over. */
const MAX_FETCHED_BYTES = 20 * 1024 * 1024
/** Of addresses in a request: each is a request of ours to a stranger. */
const MAX_FETCHED_FILES = 50
const audioTypes = { wav: 'audio/wav', mp3: 'audio/mpeg' } as const

type Role = 'user' | 'assistant'

/** Data of a kind, in a message of a role: what a package has a place for, or has not. */
export type Attachment = { field: string; role: Role; mediaType: string }

export type AttachmentReader = {
  read: (part: ImagePart | AudioPart | FilePart, at: { field: string; role: Role }) => Promise<LanguageModelV4FilePart>
  /** What has been read so far as data. */
  attachments: Attachment[]
}

/** Reads attachments for a model: by their address where the provider fetches such itself, else as data. */
export function createAttachmentReader(
  call: BridgeCall<'languageModel'>,
  supportedUrls: Awaited<LanguageModelV4['supportedUrls']>,
): AttachmentReader {
  const attachments: Attachment[] = []
  let fetchedBytes = 0
  let fetchedFiles = 0

  function inline({ base64, mediaType }: Data, { field, role }: At): LanguageModelV4FilePart {
    attachments.push({ field, role, mediaType })
    // As text, for packages differ in how they send it.
    const data = isText(mediaType)
      ? ({ type: 'text', text: decodeText(base64, field) } as const)
      : ({ type: 'data', data: base64 } as const)
    return { type: 'file', mediaType, data }
  }

  async function readImage(address: string, at: At): Promise<LanguageModelV4FilePart> {
    if (address.startsWith('data:')) return inline(parseDataUrl(address, at.field), at)
    const url = URL.parse(address)
    if (url?.protocol !== 'https:') throw invalid(at.field, 'has to be an https: or a data: URL')
    if (isUrlSupported({ mediaType: ANY_IMAGE, url: url.toString().toLowerCase(), supportedUrls })) {
      return { type: 'file', mediaType: ANY_IMAGE, data: { type: 'url', url } }
    }
    fetchedFiles += 1
    if (fetchedFiles > MAX_FETCHED_FILES)
      throw invalid(at.field, `is more than the ${MAX_FETCHED_FILES} addresses to fetch`)
    const { bytes, mediaType } = await call.download(url, at.field)
    fetchedBytes += bytes.byteLength
    if (fetchedBytes > MAX_FETCHED_BYTES)
      throw invalid(at.field, `is more than the ${MAX_FETCHED_BYTES} bytes to fetch`)
    // Of what servers say, only images are believed; packages know the others by their first bytes.
    const known = mediaType.startsWith('image/') ? mediaType : ANY_IMAGE
    return inline({ base64: convertUint8ArrayToBase64(bytes), mediaType: known }, at)
  }

  return {
    attachments,
    async read(part, { field, role }) {
      switch (part.type) {
        case 'image_url': {
          const image = await readImage(part.image_url.url, { field: `${field}.image_url.url`, role })
          const { detail } = part.image_url
          return detail ? { ...image, providerOptions: { cohere: { detail } } } : image
        }
        case 'input_audio': {
          const { data, format } = part.input_audio
          return inline({ base64: data, mediaType: audioTypes[format] }, { field: `${field}.input_audio.data`, role })
        }
        case 'file': {
          const at = { field: `${field}.file.file_data`, role }
          const file = inline(parseDataUrl(part.file.file_data, at.field), at)
          return part.file.filename ? { ...file, filename: part.file.filename } : file
        }
      }
    },
  }
}

type At = { field: string; role: Role }
type Data = { base64: string; mediaType: string }

function parseDataUrl(address: string, field: string): Data {
  const comma = address.indexOf(',')
  const header = /^data:([\w.+-]{1,100}\/[\w.+-]{1,100})(?:;[\w-]+=[^;,]*)*;base64$/i.exec(
    address.slice(0, Math.max(comma, 0)),
  )
  const base64 = address.slice(comma + 1)
  if (!header?.[1] || !base64) throw invalid(field, 'has to be a data: URL with a media type and base64')
  return { base64, mediaType: header[1].toLowerCase() }
}

export const isText = (mediaType: string) => mediaType.startsWith('text/') || mediaType === 'application/json'

function decodeText(base64: string, field: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(convertBase64ToUint8Array(base64))
  } catch {
    throw invalid(field, 'is not base64 of UTF-8 text')
  }
}

const invalid = (field: string, message: string) => validationError([{ field, message }])

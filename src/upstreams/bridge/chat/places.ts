/**
 * Packages leave out files that they have no place for, send them as something else, or refuse them without saying where
 * they stand. Here that is known before.
 */
import type { LanguageModelV4FilePart, LanguageModelV4Prompt } from '@ai-sdk/provider'
import { convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils'
import { validationError } from '../../../errors.ts'
import { isText, type Attachment } from './attachments.ts'
import { createMemo, type Probe } from './probe.ts'

/** Begins like an image, for packages that look, and is no text. */
const SAMPLE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0xfa, 0xf9)
const SAMPLE_BASE64 = convertUint8ArrayToBase64(SAMPLE)
const SAMPLE_TEXT = 'A sample of text'
const SAMPLE_TEXT_BASE64 = convertUint8ArrayToBase64(new TextEncoder().encode(SAMPLE_TEXT))

const findings = createMemo<boolean>()

/** @throws AppError `validation_failed` naming each file that would not reach the provider as it is. */
export async function requirePlaces(probe: Probe, attachments: Attachment[]): Promise<void> {
  const lost: Attachment[] = []
  for (const attachment of attachments) {
    const { role, mediaType } = attachment
    const key = `${probe.about} ${role} ${mediaType}`
    if (!(await findings(key, () => hasPlace(probe, attachment)))) lost.push(attachment)
  }
  if (lost.length === 0) return
  throw validationError(
    lost.map(({ field, mediaType }) => ({ field, message: `is ${mediaType}, which cannot be sent to this model` })),
  )
}

async function hasPlace(probe: Probe, { role, mediaType }: Attachment): Promise<boolean> {
  const shows = async (data: LanguageModelV4FilePart['data'], ...traces: string[]) => {
    const file: LanguageModelV4FilePart = { type: 'file', mediaType, data }
    const prompt: LanguageModelV4Prompt = [{ role, content: [{ type: 'text', text: 'Hi' }, file] }]
    // Undefined where the package refuses it.
    const body = JSON.stringify(await probe.bodyOf({ prompt }))
    return traces.some((trace) => body?.includes(trace))
  }
  if (isText(mediaType)) return shows({ type: 'text', text: SAMPLE_TEXT }, SAMPLE_TEXT, SAMPLE_TEXT_BASE64)
  // As bytes, for base64 might be taken for the text of a file; else as what it can be taken for nothing else.
  if (await shows({ type: 'data', data: SAMPLE }, SAMPLE_BASE64)) return true
  return shows({ type: 'data', data: SAMPLE_BASE64 }, `;base64,${SAMPLE_BASE64}`)
}

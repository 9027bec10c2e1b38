import { describe, expect, it } from 'vitest'
import { readAudioDurationMs } from '../../src/platform/audio-duration.ts'
import aac from '../fixtures/audio/tone.aac?inline'
import flac from '../fixtures/audio/tone.flac?inline'
import m4a from '../fixtures/audio/tone.m4a?inline'
import mp3 from '../fixtures/audio/tone.mp3?inline'
import ogg from '../fixtures/audio/tone.ogg?inline'
import wav from '../fixtures/audio/tone.wav?inline'
import webm from '../fixtures/audio/tone.webm?inline'
import { bytesOfDataUrl } from '../support/bridge-call.ts'

describe('the duration of audio', () => {
  // The tone is 1.5 s long; what codecs put around it differs.
  it.each([
    ['audio/wav', wav, 1500],
    ['audio/mpeg', mp3, 1584],
    ['audio/flac', flac, 1500],
    ['audio/ogg', ogg, 1500],
    ['audio/mp4', m4a, 1628],
    ['audio/webm', webm, 1508],
    ['audio/aac', aac, 1664],
  ])('is read from %s, whatever type the caller names', async (mediaType, file, expectedMs) => {
    const bytes = bytesOfDataUrl(file)
    expect(await readAudioDurationMs(bytes, mediaType)).toBe(expectedMs)
    expect(await readAudioDurationMs(bytes, 'application/octet-stream')).toBe(expectedMs)
    expect(await readAudioDurationMs(bytes, '')).toBe(expectedMs)
  })

  it('is not known of what is not audio, of nothing, and of half a header', async () => {
    expect(await readAudioDurationMs(new TextEncoder().encode('Not audio at all'), 'audio/mpeg')).toBeNull()
    expect(await readAudioDurationMs(new Uint8Array(), 'audio/wav')).toBeNull()
    expect(await readAudioDurationMs(bytesOfDataUrl(wav).slice(0, 20), 'audio/wav')).toBeNull()
    expect(await readAudioDurationMs(bytesOfDataUrl(m4a).slice(0, 60), 'audio/mp4')).toBeNull()
  })
})

describe('a header that says far less than its file holds', () => {
  it('is not believed: providers play every frame', async () => {
    const bytes = bytesOfDataUrl(mp3)
    const padded = new Uint8Array(bytes.byteLength * 100)
    for (let copy = 0; copy < 100; copy += 1) padded.set(bytes, copy * bytes.byteLength)
    expect(await readAudioDurationMs(padded, 'audio/mpeg')).not.toBe(1584)
  })
})

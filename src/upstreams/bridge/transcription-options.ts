/** OpenAI's transcription parameters in the words of the provider packages. Each package reads only what stands under its name. */
import type { SharedV4ProviderOptions, TranscriptionModelV4 } from '@ai-sdk/provider'
import { packageOf } from './package-of.ts'

/** By OpenAI's names. */
export type TranscriptionSettings = {
  language?: string | undefined
  prompt?: string | undefined
  temperature?: number | undefined
  keywords?: string[] | undefined
}

/** What has a time of its own in a transcript. */
export type TimedUnit = 'word' | 'segment'

const timesWords = new Set(['assemblyai', 'deepgram', 'elevenlabs', 'google', 'xai'])
const timesEither = new Set(['fal', 'groq', 'mistral'])

/** What a package times when it is asked for `wanted`: segments can be made of words, but not words of segments. */
export function timedUnitOf(model: TranscriptionModelV4, wanted: TimedUnit): TimedUnit | null {
  const name = packageOf(model)
  if (timesWords.has(name)) return 'word'
  return timesEither.has(name) || wanted === 'segment' ? wanted : null
}

/** @param unit what has to be timed. `null`: nothing. */
export function toProviderOptions(settings: TranscriptionSettings, unit: TimedUnit | null): SharedV4ProviderOptions {
  const { language, prompt, temperature, keywords } = settings
  const google = {
    languageCodes: language === undefined ? undefined : [language],
    customVocabulary: keywords,
    wordTimestamp: unit === null ? undefined : true,
  }
  return {
    // Where no language is named these two take English for granted, and OpenAI's form says that it is found out.
    assemblyai: {
      languageCode: language,
      languageDetection: language === undefined ? true : undefined,
      prompt,
      temperature,
      keytermsPrompt: keywords,
    },
    // It also leaves out punctuation.
    deepgram: { language, detectLanguage: language === undefined ? true : undefined, punctuate: true },
    elevenlabs: { languageCode: language },
    // Left out, its package would put English.
    fal: { language: language ?? null, chunkLevel: unit ?? 'segment', diarize: false },
    google,
    googleVertex: google,
    // Only this form says how long the audio is.
    groq: {
      language,
      prompt,
      temperature,
      responseFormat: 'verbose_json',
      timestampGranularities: [unit ?? 'segment'],
    },
    mistral: {
      language,
      temperature,
      contextBias: keywords,
      timestampGranularities: unit === null ? undefined : [unit],
    },
    xai: { language, keyterm: keywords },
  }
}

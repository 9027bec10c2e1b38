/** What OpenAI's form has on top of a transcript, from what the packages tell. */
import type { TranscriptionModelV4Result } from '@ai-sdk/provider'
import { z } from '../../platform/zod.ts'
import type { Timed } from './subtitles.ts'

/** Gemini's two ways of saying tokens. */
const tokenUsage = z.union([
  z
    .looseObject({ total_input_tokens: z.number(), total_output_tokens: z.number() })
    .transform(({ total_input_tokens: input, total_output_tokens: output }) => ({ input, output })),
  z
    .looseObject({ promptTokenCount: z.number(), candidatesTokenCount: z.number() })
    .transform(({ promptTokenCount: input, candidatesTokenCount: output }) => ({ input, output })),
])

/** What only Whisper says of a segment. Groq serves it and tells. */
const whisperSegments = z.looseObject({
  segments: z.array(
    z.object({
      seek: z.number(),
      tokens: z.array(z.number()),
      temperature: z.number(),
      avg_logprob: z.number(),
      compression_ratio: z.number(),
      no_speech_prob: z.number(),
    }),
  ),
})

/** For how long the provider says that the audio plays. Packages that are not told put the end of the last word. */
export function saidDurationOf({ durationInSeconds, segments }: TranscriptionModelV4Result): number | undefined {
  return durationInSeconds === segments.at(-1)?.endSecond ? undefined : durationInSeconds
}

/** `null`: the provider says neither how long the audio is nor what it took. */
export function usageOf(result: TranscriptionModelV4Result) {
  const seconds = saidDurationOf(result)
  if (seconds !== undefined) return { type: 'duration' as const, seconds }
  const tokens = tokenUsage.safeParse(result.usage)
  if (!tokens.success) return null
  const { input, output } = tokens.data
  return { type: 'tokens' as const, input_tokens: input, output_tokens: output, total_tokens: input + output }
}

/**
 * OpenAI's form asks for what Whisper alone measures. Where nothing was measured it is neutral by OpenAI's reading: no sign of
 * a failed segment (below -1, above 2.4) nor of silence (above 1).
 */
export function toVerboseSegments(
  segments: readonly Timed[],
  { response }: TranscriptionModelV4Result,
  temperature: number,
) {
  const measured = whisperSegments.safeParse(response.body).data?.segments ?? []
  return segments.map(({ text, startSecond, endSecond }, id) => ({
    id,
    start: startSecond,
    end: endSecond,
    text,
    seek: 0,
    tokens: [],
    temperature,
    avg_logprob: 0,
    compression_ratio: 1,
    no_speech_prob: 0,
    ...(measured.length === segments.length && measured[id]),
  }))
}

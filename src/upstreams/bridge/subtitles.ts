/** Timed text as subtitles. */

export type Timed = { text: string; startSecond: number; endSecond: number }

/** SubRip: numbered cues, a comma before the milliseconds. */
export function toSrt(cues: readonly Timed[]): string {
  return cues.map((cue, index) => `${index + 1}\n${timing(cue, ',')}\n${cueText(cue)}\n\n`).join('')
}

/** WebVTT, https://www.w3.org/TR/webvtt1/. */
export function toVtt(cues: readonly Timed[]): string {
  return `WEBVTT\n\n${cues.map((cue) => `${timing(cue, '.')}\n${cueText(cue)}\n\n`).join('')}`
}

function timing({ startSecond, endSecond }: Timed, decimalMark: string): string {
  // Some packages put 0 for an end that the provider did not say.
  return `${clock(startSecond, decimalMark)} --> ${clock(Math.max(startSecond, endSecond), decimalMark)}`
}

/** HH:MM:SS and milliseconds. */
function clock(seconds: number, decimalMark: string): string {
  const totalMs = Math.round(seconds * 1000)
  const part = (unitMs: number, count: number, digits = 2) =>
    String(Math.floor(totalMs / unitMs) % count).padStart(digits, '0')
  return `${part(3_600_000, Infinity)}:${part(60_000, 60)}:${part(1000, 60)}${decimalMark}${part(1, 1000, 3)}`
}

/** An empty line would end the cue, an arrow begin one. */
function cueText({ text }: Timed): string {
  return text
    .trim()
    .replaceAll('-->', '->')
    .replace(/\s*\n\s*/g, '\n')
}

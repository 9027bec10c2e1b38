import type { Deps } from '../../deps.ts'
import { ask, type Asked, type ChatMessage, type Reading, type ToRequest } from '../ask.ts'
import { toOriginFields, toTokenUsage } from '../completion.ts'
import { toModelName } from '../model-name.ts'
import type { Code, CodeRequest } from './schemas.ts'

type Written = { code: string; explanation: string; language: string | null }

const INSTRUCTIONS = `You are an experienced programmer. Do what the user asks.
Answer with one fenced code block that holds all of the code, opened by three backticks and the name of its language. After it explain the code shortly, in the language that the user writes in.`

/** CommonMark §4.5. */
const OPENING_FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/
const CLOSING_FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*$/

/** @throws AppError whatever stands in the way of a call; `upstream_error` when no code comes of it. */
export function writeCode(deps: Deps, toRequest: ToRequest, request: CodeRequest): Promise<Asked<Written>> {
  return ask(deps, toRequest, {
    capability: 'code',
    modelName: toModelName(request),
    messages: composeMessages(request),
    wanted: 'code',
    read: readCode,
  })
}

export function toCode(
  { value, answer, usage, isRepaired }: Asked<Written>,
  { language }: CodeRequest,
  generationTimeMs: number,
): Code {
  return {
    ...value,
    language: language ?? value.language,
    repaired: isRepaired,
    usage: toTokenUsage(usage),
    ...toOriginFields(answer, generationTimeMs),
  }
}

function composeMessages({ instruction, language, context }: CodeRequest): ChatMessage[] {
  const parts = [
    instruction,
    ...(language === undefined ? [] : [`Write it in ${language}.`]),
    ...(context === undefined ? [] : [`<context>\n${context}\n</context>`]),
  ]
  return [
    { role: 'system', content: INSTRUCTIONS },
    { role: 'user', content: parts.join('\n\n') },
  ]
}

/** The first fenced block; without an end it goes on to the end of the text. */
function readCode(text: string): Reading<Written> {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => OPENING_FENCE.test(line))
  const [, fence = '', info = ''] = OPENING_FENCE.exec(lines[start] ?? '') ?? []
  const isEnd = (line: string) => CLOSING_FENCE.exec(line)?.[1]!.startsWith(fence) ?? false
  const found = lines.findIndex((line, index) => index > start && isEnd(line))
  const end = found === -1 ? lines.length : found
  const code = lines.slice(start + 1, end).join('\n')
  if (start === -1 || code.trim() === '') {
    return { problems: [{ field: 'code', message: 'is missing: the answer has no fenced code block with code in it' }] }
  }
  const around = [lines.slice(0, start), lines.slice(end + 1)].map((part) => part.join('\n').trim())
  const [language = ''] = info.trim().split(/\s/)
  return { value: { code, explanation: around.filter(Boolean).join('\n\n'), language: language || null } }
}

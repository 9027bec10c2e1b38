/** How many tokens a call may take, reckoned before it is sent. */
import type { ModelRow } from '../db/rows.ts'
import { toJsonText } from '../platform/json.ts'
import { toPositive } from './json-body.ts'
import { countRemoteFiles, TOKENS_OF_A_REMOTE_FILE } from './remote-files.ts'
import { countTokens, maxTokensOf } from './token-usage.ts'

export type InputSize = {
  /** No tokenizer makes more of it. */
  maxTokens: number
  /** Where nobody counted. */
  likelyTokens: number
}

/** Text, whatever JSON it stands in, or lists of tokens. @throws AppError `validation_failed` when it is nested too deeply. */
export function measureInput(input: unknown): InputSize {
  const tokens = Array.isArray(input) ? input.flat() : []
  if (tokens.length > 0 && tokens.every((token) => typeof token === 'number')) {
    return { maxTokens: tokens.length, likelyTokens: tokens.length }
  }
  const text = input == null ? '' : toJsonText(input)
  const remoteTokens = countRemoteFiles(text) * TOKENS_OF_A_REMOTE_FILE
  return { maxTokens: maxTokensOf(text) + remoteTokens, likelyTokens: countTokens(text) }
}

/** What stands in a body beside what is known to be read: documents, schemas, predictions. The most tokens of it. */
export function measureRest({ model: _name, ...rest }: Record<string, unknown>): number {
  const read = Object.entries(rest).filter(([, value]) => typeof value === 'string' || typeof value === 'object')
  return read.length === 0 ? 0 : measureInput(Object.fromEntries(read)).maxTokens
}

/** For a model of which nobody said how much it reads. */
const UNKNOWN_CONTEXT = 1_000_000

/** Providers put words of their own before a request with tools, and more for each tool of their making. */
const TOKENS_OF_TOOLS = 1_000
const TOKENS_OF_A_PROVIDER_TOOL = 1_000

/** The most tokens that are read: those sent, or what fits where the provider itself finds more to read. */
export function boundInput(
  { contextWindow }: ModelRow,
  { maxTokens, tools, readsElsewhere }: { maxTokens: number; tools: unknown; readsElsewhere: boolean },
): number {
  const sent = maxTokens + boundToolPrompt(tools)
  return readsElsewhere ? Math.max(sent, contextWindow ?? UNKNOWN_CONTEXT) : sent
}

function boundToolPrompt(tools: unknown): number {
  if (!Array.isArray(tools) || tools.length === 0) return 0
  const isProviders = (tool: { type?: unknown } | null) =>
    typeof tool?.type === 'string' && tool.type !== 'function' && tool.type !== 'custom'
  return TOKENS_OF_TOOLS + TOKENS_OF_A_PROVIDER_TOOL * tools.filter(isProviders).length
}

/**
 * The most tokens of one answer: what the caller asks for, else the model's. Of several bounds the highest, for nobody
 * knows which of them a provider reads. `null`: there is none.
 */
export function boundOutput({ maxOutputTokens, contextWindow }: ModelRow, ...asked: unknown[]): number | null {
  const bounds = asked.map(toPositive).filter((bound) => bound !== null)
  return bounds.length > 0 ? Math.max(...bounds) : (maxOutputTokens ?? contextWindow)
}

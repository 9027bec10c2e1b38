/** One JSON line an event, to the Workers log. Callers pass facts, never bodies, headers or keys. */
export type Log = (level: 'info' | 'warn' | 'error', event: string, facts?: Record<string, unknown>) => void

export const writeLog: Log = (level, event, facts = {}) => {
  console[level](JSON.stringify({ level, event, ...facts }))
}

/** Name and message of an error and of its causes, for a log line. */
export function describeError(error: unknown): string {
  const parts: string[] = []
  for (let current = error; current instanceof Error; current = current.cause) {
    parts.push(`${current.name}: ${current.message}`)
  }
  return parts.join(' ← ').slice(0, 500) || String(error).slice(0, 500)
}

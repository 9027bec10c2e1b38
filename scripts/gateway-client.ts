/** Calls to the control plane of the local Gatehouse, as any caller would make them. */

/** Where a Gatehouse runs and the key to call it with. */
export type Gateway = { url: string; apiKey: string }

export type GatewayAnswer = { status: number; body: Record<string, unknown> }

const TIMEOUT_MS = 30_000

/** Calls the control plane. @throws when the answer is an error other than one of `allow`. */
export async function callGateway(
  { url, apiKey }: Gateway,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  { body, allow = [] }: { body?: unknown; allow?: number[] } = {},
): Promise<GatewayAnswer> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const text = await response.text()
  if (!response.ok && !allow.includes(response.status)) {
    throw new Error(`${method} /api/v1${path} answered ${response.status}: ${text}`)
  }
  return { status: response.status, body: parseObject(text) }
}

/** A JSON object, or an empty one where the text is something else. */
export function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

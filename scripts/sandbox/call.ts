/** What the endpoints of the sandbox upstream share: one call, its body, its errors. */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request, read to its end. */
export type SandboxCall = { request: IncomingMessage; body: Buffer; response: ServerResponse }

/** An error in OpenAI's shape. */
export class SandboxError extends Error {
  readonly status: number
  readonly param: string | null
  readonly code: string | null

  constructor(status: number, message: string, details: { param?: string; code?: string } = {}) {
    super(message)
    this.status = status
    this.param = details.param ?? null
    this.code = details.code ?? null
  }

  toBody() {
    const type = this.status >= 500 ? 'server_error' : 'invalid_request_error'
    return { error: { message: this.message, type, param: this.param, code: this.code } }
  }
}

/** The body as a JSON object. @throws SandboxError 400 when it is something else. */
export function readJson({ body }: Pick<SandboxCall, 'body'>): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Answered below, as any other body that is not an object.
  }
  throw new SandboxError(400, 'We could not parse the JSON body of your request.')
}

/** The body as a form. @throws SandboxError 400 when it is malformed. */
export async function readForm({ request, body }: Pick<SandboxCall, 'request' | 'body'>): Promise<FormData> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  try {
    return await new Response(new Uint8Array(body), { headers }).formData()
  } catch {
    throw new SandboxError(400, 'We could not parse the form in the body of your request.')
  }
}

/** Answers 200 with JSON. */
export function answerJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** Answers any error in OpenAI's shape; one that the sandbox did not mean is logged and named no further. */
export function answerError(response: ServerResponse, error: unknown): void {
  // The caller hung up: nobody is left to tell.
  if (response.destroyed) return
  const known = error instanceof SandboxError ? error : new SandboxError(500, 'The sandbox failed.')
  if (error !== known) console.error('[sandbox, development only]', error)
  if (response.headersSent) return void response.destroy()
  response.writeHead(known.status, { 'content-type': 'application/json' }).end(JSON.stringify(known.toBody()))
}

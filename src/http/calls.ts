import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { validationError } from '../errors.ts'
import type { CapabilityCall } from '../gateway/call.ts'
import { runCall, type PipelineAnswer, type PipelineRequest } from '../gateway/pipeline.ts'
import type { AppContext } from './context.ts'
import { describeBreak } from './errors.ts'
import { readCredentials } from './guards.ts'

/** Headers that an AI call may have besides its key. */
export const callHeaders = z.object({
  'idempotency-key': z.string().optional().openapi({ description: 'A call of this key is charged once in 24 hours.' }),
})

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/

/** What the pipeline needs of a request. @throws AppError `validation_failed` on a malformed `Idempotency-Key`. */
export function toPipelineRequest(c: Context<AppContext>, call: CapabilityCall): PipelineRequest {
  const idempotencyKey = c.req.header('idempotency-key')
  if (idempotencyKey !== undefined && !IDEMPOTENCY_KEY.test(idempotencyKey)) {
    throw validationError([{ field: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' }])
  }
  return {
    requestId: c.var.requestId,
    chargeId: idempotencyKey === undefined ? c.var.requestId : `idempotency:${idempotencyKey}`,
    credentials: readCredentials(c.req.raw),
    caller: c.var.caller,
    call,
    signal: c.req.raw.signal,
    describeBreak: (error) => describeBreak(error, c.req.path, c.var.requestId),
  }
}

/** What a call tells in headers, on an answer that is made here. */
export function setCallHeaders(c: Context<AppContext>, { headers }: { headers: Record<string, string> }): void {
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
}

/** Runs a call and hands the upstream's answer on. The body is the provider's own: its form is not ours to prove. */
export async function answerCall(c: Context<AppContext>, call: CapabilityCall): Promise<never> {
  const answer = await runCall(c.var.deps, toPipelineRequest(c, call))
  return toPassThroughResponse(answer) as never
}

/** The upstream's answer as it came: the bytes of a stream, of a file or of a whole. */
export function toPassThroughResponse({ answer, headers }: PipelineAnswer): Response {
  switch (answer.kind) {
    case 'stream':
      return new Response(answer.readable, {
        status: answer.status,
        headers: { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
      })
    case 'bytes':
      return new Response(answer.readable, {
        status: answer.status,
        headers: { ...headers, 'content-type': answer.contentType },
      })
    case 'whole':
      return new Response(answer.bytes, {
        status: answer.status,
        headers: { ...headers, 'content-type': answer.contentType },
      })
  }
}

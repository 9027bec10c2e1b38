/** Calling the control plane in tests: one admin's view of a gateway. */
import { runDurableObjectAlarm } from 'cloudflare:test'
import { expect } from 'vitest'
import { env, type Gateway } from './gateway.ts'

export type Answer<T> = {
  status: number
  /** The parsed body; `null` where there is none. */
  body: T
  headers: Headers
}

export type Page<T> = { count: number; next: string | null; previous: string | null; results: T[] }

export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  request_id: string
  reason?: string
  errors?: { field: string; message: string; index?: number }[]
}

export type Api = <T = Record<string, unknown>>(method: string, path: string, json?: unknown) => Promise<Answer<T>>

/** `path` is below `/api/v1`, or a whole address as `next` and `previous` give it. */
export function createApi(gateway: Gateway, key: string): Api {
  return async <T>(method: string, path: string, json?: unknown) => {
    const target = path.startsWith('https://') ? path.slice(new URL(path).origin.length) : `/api/v1${path}`
    const response = await gateway.fetch(target, { key, method, ...(json !== undefined && { json }) })
    const text = await response.text()
    // The caller says what it expects to find there.
    const body = (text === '' ? null : JSON.parse(text)) as T
    return { status: response.status, body, headers: response.headers }
  }
}

/** Asserts a refusal in its whole form: problem+json with status, code and the request's id. */
export function expectProblem(answer: Answer<unknown>, status: number, code: string, ...fields: string[]): Problem {
  const problem = answer.body as Problem
  expect([answer.status, problem.code]).toEqual([status, code])
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(problem).toMatchObject({ type: `urn:gatehouse:error:${code}`, status, title: expect.any(String) })
  expect(problem.request_id).toBe(answer.headers.get('x-request-id'))
  expect(problem.detail.length).toBeGreaterThan(0)
  if (fields.length > 0) expect([...new Set(problem.errors?.map(({ field }) => field))]).toEqual(fields)
  return problem
}

/** Follows `next` to the end, and from there `previous` back to the start. */
export async function followPages<T>(api: Api, path: string): Promise<{ forth: T[]; back: T[]; counts: number[] }> {
  const forth: T[] = []
  const counts: number[] = []
  let page = (await api<Page<T>>('GET', path)).body
  for (;;) {
    forth.push(...page.results)
    counts.push(page.count)
    if (page.next === null) break
    page = (await api<Page<T>>('GET', page.next)).body
  }
  const back = [...page.results]
  while (page.previous !== null) {
    page = (await api<Page<T>>('GET', page.previous)).body
    back.unshift(...page.results)
  }
  return { forth, back, counts }
}

/** Brings an admin's figures from their ledger into D1, as its alarm does. */
export async function rollUp(adminId: number): Promise<void> {
  await runDurableObjectAlarm(env.LEDGER.getByName(`admin:${adminId}`))
}

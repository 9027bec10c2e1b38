/** A caller who leaves before the answer begins. The runtime then ends whatever it was not told to wait for. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'
import { intercept } from '../support/faults.ts'

let gateway: Gateway
let caller: { id: number; key: string }
let name: string
let upstream: (request: Request) => Response | Promise<Response>

beforeAll(async () => {
  gateway = createGateway({ upstream: (request) => upstream(request) })
  ;({ name } = await createProvider(gateway, (await createAdmin('super_admin')).key, { slug: 'left' }))
})

beforeEach(async () => {
  caller = await createAdmin()
  upstream = answerChat
})

const ask = (through: Gateway, signal: AbortSignal | null = null) =>
  through.fetch('/v1/chat/completions', { key: caller.key, json: chat(name), signal })

const usage = async () => (await createApi(gateway, caller.key)('GET', '/ai/usage')).body

describe('a caller who leaves', () => {
  it('while the provider thinks is charged nothing, and nobody has failed', async () => {
    const { promise: isSent, resolve: send } = Promise.withResolvers<void>()
    upstream = ({ signal }) => {
      send()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    const connection = new AbortController()
    const answering = ask(gateway, connection.signal)
    await isSent
    connection.abort()
    const response = await answering
    await gateway.settle()
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0, errors: 0 } })
    const record = await createApi(gateway, caller.key)('GET', `/ai/requests/${response.headers.get('x-request-id')}`)
    expect(record.body).toMatchObject({ state: 'released', error_code: null })
  })

  it('while the call is admitted leaves no reservation behind', async () => {
    const { promise: isAdmitted, resolve: admit } = Promise.withResolvers<void>()
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
    const LEDGER = intercept(env.LEDGER, {
      admit: async (proceed) => {
        const verdict = await proceed()
        admit()
        await mayAnswer
        return verdict
      },
    })
    // As a real fetch does.
    upstream = ({ signal }) => (signal.aborted ? Promise.reject(signal.reason as Error) : answerChat())
    const slow = createGateway({ env: { LEDGER }, upstream: (request) => upstream(request) })
    const connection = new AbortController()
    const answering = ask(slow, connection.signal)
    await isAdmitted
    connection.abort()
    // What the runtime waits for.
    const ended = slow.settle()
    expect(await Promise.race([ended, scheduler.wait(30).then(() => 'is waited for')])).toBe('is waited for')
    answer()
    await ended
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0, errors: 0 } })
    await answering
  })
})

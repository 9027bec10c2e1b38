import { describe, expect, it } from 'vitest'
import { answerChat, chat, createAdmin, createGateway, createProvider } from '../support/gateway.ts'

describe('a chat', () => {
  it('is answered and counted', async () => {
    const superAdmin = await createAdmin('super_admin')
    const caller = await createAdmin()
    const seen: Request[] = []
    const gateway = createGateway({
      upstream: (request) => {
        seen.push(request)
        return answerChat()
      },
    })
    const { name } = await createProvider(gateway, superAdmin.key, { slug: 'plain' })
    const response = await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'Hello' } }] })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('999')
    expect(seen[0]!.url).toBe('http://127.0.0.1:9/plain/v1/chat/completions')
    expect(seen[0]!.headers.get('authorization')).toBe('Bearer sk-shared-plain-0123456789')
    await gateway.settle()
    const usage = await gateway.fetch('/api/v1/ai/usage/', { key: caller.key })
    expect(await usage.json()).toMatchObject({ totals: { requests: 1, input_tokens: 7, output_tokens: 3 } })
  })
})

import { expect, it } from 'vitest'
import { connect, dataOf, inviteAdmin, readUsage, registerProvider } from './support/control-plane.ts'
import { pause, startUpstream } from './support/upstream.ts'

const superClient = connect()

it('of 200 chats at once under a limit of 50, 50 are answered, 150 are told why, and every report says 50', async () => {
  const upstream = await startUpstream(async (response) => {
    await pause(20)
    const body = { choices: [{ message: { content: 'Hi' } }], usage: { prompt_tokens: 2, completion_tokens: 1 } }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const [{ slug, model }, admin] = await Promise.all([
    registerProvider(superClient, upstream.url),
    inviteAdmin(superClient),
  ])
  await dataOf(
    superClient.PUT('/api/v1/admins/{id}/settings/{provider}', {
      params: { path: { id: admin.id, provider: slug } },
      body: { monthly_limit: 50 },
    }),
  )
  const caller = connect(admin.apiKey)
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      caller.POST('/v1/chat/completions', { body: { model, messages: [{ role: 'user', content: 'Hi' }] } }),
    ),
  )
  const refused = answers.filter(({ response }) => response.status === 429)
  expect(answers.filter(({ response }) => response.status === 200)).toHaveLength(50)
  expect(refused).toHaveLength(150)
  for (const { error, response } of refused) {
    expect(error).toMatchObject({ error: { code: 'monthly_limit_reached', type: 'insufficient_quota' } })
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('50')
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('0')
  }
  expect(upstream.seen).toHaveLength(50)
  await upstream.close()

  const exact = await readUsage(superClient, admin.id)
  expect(exact).toMatchObject({ source: 'ledger', totals: { requests: 50, input_tokens: 100, output_tokens: 50 } })
  const everybodys = await dataOf(superClient.GET('/api/v1/ai/usage', {}))
  expect(everybodys.source).toBe('ledger')
  const figures = everybodys.by_admin.find(({ admin_id }) => admin_id === admin.id)
  expect(figures).toMatchObject({ requests: 50, input_tokens: 100, output_tokens: 50 })
})

it('a provider that was just used is deleted by force alone', async () => {
  const upstream = await startUpstream((response) => {
    const body = { choices: [{ message: { content: 'Hi' } }], usage: { prompt_tokens: 2, completion_tokens: 1 } }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const { slug, model } = await registerProvider(superClient, upstream.url)
  const body = { model, messages: [{ role: 'user', content: 'Hi' }] }
  expect((await superClient.POST('/v1/chat/completions', { body })).response.status).toBe(200)
  const remove = (force: boolean) =>
    superClient.DELETE('/api/v1/ai/providers/{id}', {
      params: { path: { id: slug }, query: force ? { force: 'true' } : {} },
    })
  const refused = await remove(false)
  expect(refused.response.status).toBe(409)
  expect(refused.error).toMatchObject({ code: 'provider_in_use' })
  expect((await remove(true)).response.status).toBe(204)
  await upstream.close()
})

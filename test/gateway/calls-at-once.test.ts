import { expect, it } from 'vitest'
import { createApi } from '../support/api.ts'
import { createEndpoint } from '../support/endpoint.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider } from '../support/gateway.ts'

/** Whoever reads the end of a stream and calls at once is faster than the settlement of that stream. */
it('a call that finds another just ending is asked for once more, and then admitted', async () => {
  const finishFirst = Promise.withResolvers<Response>()
  const reached = Promise.withResolvers<void>()
  let calls = 0
  const gateway = createGateway({
    upstream: () => {
      calls += 1
      reached.resolve()
      return calls === 1 ? finishFirst.promise : answerChat()
    },
  })
  const superAdmin = await createAdmin('super_admin')
  const caller = await createAdmin()
  const { name } = await createProvider(gateway, superAdmin.key, { slug: 'at-once' })
  await createApi(gateway, superAdmin.key)('PATCH', `/admins/${caller.id}`, { concurrent_calls: 1 })
  const call = () => gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })
  const first = call()
  await reached.promise
  const verdicts: string[] = []
  const { admit } = gateway.deps.ledgers
  gateway.deps.ledgers.admit = async (request) => {
    const verdict = await admit(request)
    verdicts.push(verdict.verdict)
    if (verdict.verdict === 'denied') {
      finishFirst.resolve(answerChat())
      await first
      while ((await gateway.deps.ledgers.report(caller.id)).open.length > 0) await Promise.resolve()
    }
    return verdict
  }
  expect((await call()).status).toBe(200)
  expect(verdicts).toEqual(['denied', 'admitted'])
})

it.each([
  ['/v1/images/generations', { pricing_image: 0.04 }, { prompt: 'A cat' }],
  ['/v1/audio/speech', { pricing_characters: 0.015 }, { input: 'Hello', voice: 'alloy' }],
])('what is billed by the piece at %s needs no max_tokens under a limit of tokens', async (path, fields, body) => {
  const answer = () =>
    path.includes('speech')
      ? new Response(new Uint8Array(8), { headers: { 'content-type': 'audio/mpeg' } })
      : Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] })
  const { post, model, caller, superAdmin, gateway } = await createEndpoint(path, { fields, answer })
  await createApi(gateway, superAdmin.key)('PATCH', `/admins/${caller.id}`, { tokens_per_minute: 1_000 })
  expect((await post({ model, ...body })).status).toBe(200)
})

it('an image whose model is billed by the token still needs a bound', async () => {
  const fields = { pricing_input: 5, pricing_output: 40 }
  const { refuse, model, caller, superAdmin, gateway } = await createEndpoint('/v1/images/generations', { fields })
  await createApi(gateway, superAdmin.key)('PATCH', `/admins/${caller.id}`, { tokens_per_minute: 1_000 })
  expect(await refuse({ model, prompt: 'A cat' })).toMatchObject({
    status: 400,
    code: 'token_limit_needs_max_tokens',
    param: 'max_tokens',
  })
})

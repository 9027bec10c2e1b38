import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { connect, inviteAdmin, product, registerProvider } from './support/control-plane.ts'
import { startUpstream } from './support/upstream.ts'

it('usage is downloaded as a file as soon as a call was answered', async () => {
  const upstream = await startUpstream((response) => {
    const body = { choices: [{ message: { content: 'Hi' } }], usage: { prompt_tokens: 2, completion_tokens: 1 } }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const superClient = connect()
  const [{ slug, model }, admin] = await Promise.all([
    registerProvider(superClient, upstream.url),
    inviteAdmin(superClient),
  ])
  const { response } = await connect(admin.apiKey).POST('/v1/chat/completions', {
    body: { model, messages: [{ role: 'user', content: 'Hi' }] },
  })
  expect(response.status).toBe(200)
  await upstream.close()

  const download = async () => {
    const headers = { authorization: `Bearer ${admin.apiKey}` }
    const file = await fetch(`${product.url}/api/v1/ai/usage/?format=csv`, { headers })
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="gatehouse-usage-\d{4}-\d\d.csv"$/)
    const { data } = Papa.parse<Record<string, string>>(await file.text(), { header: true })
    return data.map((row) => [row['admin_id'], row['provider'], row['requests'], row['input_tokens']])
  }
  // The call is booked once its answer is out.
  await expect.poll(download).toEqual([[String(admin.id), slug, '1', '2']])
})

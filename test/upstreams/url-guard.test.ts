import { describe, expect, it } from 'vitest'
import { answerChat, chat, createAdmin, createGateway, createProvider, env } from '../support/gateway.ts'
import { checkUpstreamUrl } from '../../src/upstreams/url-guard.ts'

const strict = { allowLoopback: false }
const development = { allowLoopback: true }

const allowed = [
  'https://api.deepseek.com/v1',
  'https://api.openai.com',
  'https://api.openai.com:443/v1',
  'https://generativelanguage.googleapis.com/v1beta/openai/',
  'https://my-resource.openai.azure.com/openai/deployments/gpt-5',
  'https://8.8.8.8/v1',
  'https://[2606:4700:4700::1111]/v1',
  'https://EXAMPLE.com/v1',
  'https://xn--bcher-kva.example/v1',
  'https://bücher.example/v1',
]

/** Spellings of this machine: decimal, octal, hex, short, full-width, IPv6, IPv4 in IPv6. */
const loopbackAddresses = [
  '127.0.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '017700000001',
  '0x7f.1',
  '0177.0.0.1',
  '127.1',
  '127.0.0.1.',
  '127.0.1',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
]

/** Private networks, link-local with the metadata services, what is reserved, and other spellings of these. */
const inwardAddresses = [
  '0.0.0.0',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '100.64.0.1',
  '192.0.0.192',
  '198.18.0.1',
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '[::]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[2001:db8::1]',
  '[4000::1]',
  '[::ffff:169.254.169.254]',
  '[::ffff:10.0.0.1]',
  '[::127.0.0.1]',
  '[::10.0.0.1]',
  '[::a9fe:a9fe]',
  '[::ffff:0:10.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::a00:1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::1]',
  '[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
]

const inwardNames = [
  'localhost',
  'LOCALHOST',
  'foo.localhost',
  'metadata',
  'metadata.google.internal',
  'instance-data.ec2.internal',
  'kubernetes.default.svc.cluster.local',
  'printer.local',
  'intranet',
  'db.intranet',
  'nas.home.arpa',
  'router.lan',
  'git.corp',
  'tv.home',
]

const oddForms = [
  '',
  'api.openai.com/v1',
  '//api.openai.com/v1',
  '/v1',
  'not a url',
  'https://',
  'https://?x',
  'http://api.openai.com/v1',
  'ftp://api.openai.com/v1',
  'file:///etc/passwd',
  'gopher://api.openai.com/',
  'ws://api.openai.com/',
  'wss://api.openai.com/',
  'data:text/plain,hello',
  'javascript:alert(1)',
  'blob:https://api.openai.com/1',
  'https://api.openai.com:8443/v1',
  'https://api.openai.com:80/v1',
  'https://api.openai.com:22/',
  'https://api.openai.com:0/',
  'https://api.openai.com:65536/',
  'https://user@api.openai.com/v1',
  'https://user:password@api.openai.com/v1',
  'https://:password@api.openai.com/v1',
  'https://api.openai.com@127.0.0.1/v1',
  'https://api.openai.com%40127.0.0.1/v1',
  'https://api.openai.com#@127.0.0.1/',
  'https://api.openai.com?@127.0.0.1/',
  'https://api.openai.com/v1?key=1',
  'https://api.openai.com/v1#top',
  'https://api.openai.com./v1',
  'https://localhost./v1',
  'https://metadata.google.internal./',
  'https://api.openai.com\\@127.0.0.1/v1',
  'https:\\\\127.0.0.1\\v1',
  'https://api.openai.com/v1\\..\\admin',
  'https://api.openai.com/v1/../admin',
  'https://api.openai.com/v1/..',
  'https://api.openai.com/./v1',
  'https://api.openai.com/v1/%2e%2e/admin',
  'https://api.openai.com/v1/%2E%2E/admin',
  'https://api.openai.com/v1/.%2e/admin',
  'https://api.openai.com/v1%2f..%2fadmin',
  'https://api.openai.com/v1%5c..%5cadmin',
  'https://api.openai.com/v1/a b',
  'https://api.openai.com/v1\t/x',
  'https://api.openai.com/v1\n/x',
  'https://api.open\nai.com/v1',
]

describe('the address of a provider', () => {
  it.each(allowed)('may be %s', (address) => {
    const { problem, url } = checkUpstreamUrl(address, strict)
    expect(problem).toBeUndefined()
    expect(url?.protocol).toBe('https:')
  })

  it.each([...loopbackAddresses, ...inwardAddresses])('may not point inward: %s', (host) => {
    for (const address of [`https://${host}`, `https://${host}/v1`, `https://${host}:443/v1`, `http://${host}/v1`]) {
      expect(checkUpstreamUrl(address, strict).problem, address).toEqual(expect.any(String))
    }
  })

  it.each(inwardNames)('may not be a name of a private network: %s', (host) => {
    expect(checkUpstreamUrl(`https://${host}/v1`, strict).problem).toBe('points to a name of a private network')
  })

  it.each(oddForms)('may not be "%s"', (address) => {
    expect(checkUpstreamUrl(address, strict).problem).toEqual(expect.any(String))
  })
})

describe('the development switch', () => {
  it.each([...loopbackAddresses, 'localhost'])('opens this machine, over http and any port: %s', (host) => {
    for (const address of [`http://${host}:8788/v1`, `https://${host}`, `http://${host}`]) {
      expect(checkUpstreamUrl(address, development).problem, address).toBeUndefined()
    }
    expect(checkUpstreamUrl(`ftp://${host}/`, development).problem).toBe('must be http or https')
  })

  it('opens nothing else', () => {
    for (const host of inwardAddresses) {
      expect(checkUpstreamUrl(`http://${host}:8000/v1`, development).problem, host).toEqual(expect.any(String))
      expect(checkUpstreamUrl(`https://${host}/v1`, development).problem, host).toEqual(expect.any(String))
    }
    for (const address of oddForms) {
      expect(checkUpstreamUrl(address, development).problem, address).toEqual(expect.any(String))
    }
  })
})

describe('a provider whose address points inward', () => {
  const inward = 'https://169.254.169.254/latest/meta-data'

  it('is refused on write, by POST, PUT and PATCH', async () => {
    const { key } = await createAdmin('super_admin')
    const gateway = createGateway({ env: { ALLOW_LOOPBACK_UPSTREAMS: 'false' } })
    const json = { name: 'guarded', api_base_url: 'https://api.example.com/v1' }
    expect((await gateway.fetch('/api/v1/ai/providers', { key, json })).status).toBe(201)
    const attempts = [
      ['POST', '/api/v1/ai/providers', { name: 'inward', api_base_url: inward }],
      ['PUT', '/api/v1/ai/providers/guarded', { ...json, api_base_url: inward }],
      ['PATCH', '/api/v1/ai/providers/guarded', { api_base_url: inward }],
      ['PATCH', '/api/v1/ai/providers/guarded', { api_base_url: 'http://127.0.0.1:9' }],
    ] as const
    for (const [method, path, body] of attempts) {
      const response = await gateway.fetch(path, { key, method, json: body })
      expect(await response.json()).toMatchObject({ code: 'validation_failed', errors: [{ field: 'api_base_url' }] })
    }
    const stored = await gateway.fetch('/api/v1/ai/providers/guarded', { key })
    expect(await stored.json()).toMatchObject({ api_base_url: 'https://api.example.com/v1' })
  })

  it('is refused on use, wherever the address came from, and nothing is sent or charged', async () => {
    const superAdmin = await createAdmin('super_admin')
    const caller = await createAdmin()
    let calls = 0
    const gateway = createGateway({
      upstream: () => {
        calls += 1
        return answerChat()
      },
    })
    const { name } = await createProvider(gateway, superAdmin.key, { slug: 'turned' })
    await gateway.settle()
    await env.DB.prepare(`UPDATE ai_providers SET api_base_url = ? WHERE slug = 'turned'`).bind(inward).run()
    await gateway.deps.registryEpoch.advance()
    const response = await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ error: { code: 'upstream_not_allowed' } })
    await gateway.settle()
    const usage = await gateway.fetch('/api/v1/ai/usage', { key: caller.key })
    expect(await usage.json()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
    expect(calls).toBe(0)
  })
})

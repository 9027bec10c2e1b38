import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { createDeps } from '../../../src/deps.ts'
import { readConfiguration, type Env } from '../../../src/env.ts'
import { AppError } from '../../../src/errors.ts'
import { toBase64Url } from '../../../src/platform/encoding.ts'
import { env } from '../../support/gateway.ts'

const base64 = (length: number) => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(length))))
const url = 'https://billing.example.com/hooks/usage'
const secret = `whsec_${base64(32)}`

const read = (parts: Partial<Env>) => readConfiguration({ ...env, ALLOW_LOOPBACK_UPSTREAMS: 'false', ...parts })

const refused: [name: string, parts: Partial<Env>, says: string][] = [
  ['no secret', { USAGE_WEBHOOK_URL: url }, 'USAGE_WEBHOOK_SECRET is missing'],
  ['an empty secret', { USAGE_WEBHOOK_URL: url, USAGE_WEBHOOK_SECRET: '' }, 'USAGE_WEBHOOK_SECRET is missing'],
  ['no URL', { USAGE_WEBHOOK_SECRET: secret }, 'USAGE_WEBHOOK_URL is missing'],
  ...[
    ['text that is no URL', 'billing.example.com', 'is not a URL'],
    ['http', url.replace('https', 'http'), 'must begin with https://'],
    ['another scheme', 'file:///etc/hosts', 'must begin with https://'],
    ['http to this machine', 'http://127.0.0.1:9/usage', 'must begin with https://'],
    ['a user name', 'https://user@billing.example.com/', 'must not hold a user name or password'],
    ['a password', 'https://:pa55@billing.example.com/', 'must not hold a user name or password'],
  ].map(([name, value, says]): [string, Partial<Env>, string] => [
    name!,
    { USAGE_WEBHOOK_URL: value!, USAGE_WEBHOOK_SECRET: secret },
    `USAGE_WEBHOOK_URL ${says}`,
  ]),
  ...[
    ['a secret without its prefix', base64(32)],
    ['a secret that is not base64', `whsec_${'*'.repeat(44)}`],
    ['a secret in base64url', `whsec_${toBase64Url(new Uint8Array(32).fill(255))}`],
    ['a secret without its padding', secret.replace(/=+$/, '')],
    ['a secret with a line break', `${secret}\n`],
    ['a secret of 23 bytes', `whsec_${base64(23)}`],
    ['a secret of 65 bytes', `whsec_${base64(65)}`],
  ].map(([name, value]): [string, Partial<Env>, string] => [
    name!,
    { USAGE_WEBHOOK_URL: url, USAGE_WEBHOOK_SECRET: value! },
    'USAGE_WEBHOOK_SECRET must be whsec_ and 24 to 64 random bytes in base64',
  ]),
]

describe('the usage webhook', () => {
  it('is nobody unless it is configured', () => {
    expect(read({}).usageWebhook).toBeNull()
    expect(read({ USAGE_WEBHOOK_URL: '', USAGE_WEBHOOK_SECRET: '' }).usageWebhook).toBeNull()
  })

  it.each([24, 25, 32, 64])('may have a secret of %d bytes', (length) => {
    const USAGE_WEBHOOK_SECRET = `whsec_${base64(length)}`
    expect(read({ USAGE_WEBHOOK_URL: url, USAGE_WEBHOOK_SECRET }).usageWebhook).toEqual({
      url,
      secret: USAGE_WEBHOOK_SECRET,
    })
  })

  it.each(['http://127.0.0.1:9/usage', 'http://localhost/usage', 'http://[::1]:9/usage'])(
    'is %s only where loopback is allowed',
    (local) => {
      const parts = { USAGE_WEBHOOK_URL: local, USAGE_WEBHOOK_SECRET: secret }
      expect(read({ ...parts, ALLOW_LOOPBACK_UPSTREAMS: 'true' }).usageWebhook).toEqual({ url: local, secret })
      expect(() => read(parts)).toThrow('USAGE_WEBHOOK_URL must begin with https://')
    },
  )

  it('is never open http to another machine', () => {
    const parts = { USAGE_WEBHOOK_URL: 'http://billing.example.com/', USAGE_WEBHOOK_SECRET: secret }
    expect(() => read({ ...parts, ALLOW_LOOPBACK_UPSTREAMS: 'true' })).toThrow('must begin with https://')
  })

  it.each(refused)('is refused with %s', (_, parts, says) => {
    let error: unknown
    try {
      read(parts)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'misconfigured', message: expect.stringContaining(says) })
    const text = JSON.stringify([(error as AppError).message, (error as AppError).details])
    for (const value of Object.values(parts)) if (value) expect(text).not.toContain(value as string)
  })

  it('that is wrong keeps the gateway from starting, and it says why without the values', async () => {
    const parts = { USAGE_WEBHOOK_URL: url, USAGE_WEBHOOK_SECRET: base64(32) }
    const app = createApp(() => createDeps({ ...env, ...parts }, { defer: () => undefined, log: () => undefined }))
    const answer = await app.fetch(new Request('https://gatehouse.test/v1/models'))
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(text).toContain('USAGE_WEBHOOK_SECRET must be whsec_')
    expect(text).not.toContain(parts.USAGE_WEBHOOK_SECRET)
  })
})

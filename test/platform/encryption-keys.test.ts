import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createDeps } from '../../src/deps.ts'
import { AppError } from '../../src/errors.ts'
import { toBase64Url } from '../../src/platform/encoding.ts'
import { createKeyring, parseEncryptionKeys } from '../../src/platform/keyring.ts'
import { createAdmin, env } from '../support/gateway.ts'

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const good = toBase64Url(bytes(32))

/** A value that must not show in an error, and what the error says. */
const refused: [name: string, value: string | undefined, says: string][] = [
  ['missing', undefined, 'is missing'],
  ['empty', '', 'is missing'],
  ['blank', '  \n', 'is missing'],
  ['a bare key without a version', good, 'entry 1 is not of the form <version>:<base64>'],
  ['version 0', `0:${good}`, 'entry 1 is not of the form'],
  ['a negative version', `-1:${good}`, 'entry 1 is not of the form'],
  ['a version that is a word', `one:${good}`, 'entry 1 is not of the form'],
  ['a trailing comma', `1:${good},`, 'entry 2 is not of the form'],
  ['no key after the colon', '1:', 'version 1 has 0 bytes where 32 are needed'],
  ['31 bytes', `1:${toBase64Url(bytes(31))}`, 'version 1 has 31 bytes where 32 are needed'],
  ['33 bytes', `1:${toBase64Url(bytes(33))}`, 'version 1 has 33 bytes where 32 are needed'],
  ['16 bytes', `1:${toBase64Url(bytes(16))}`, 'version 1 has 16 bytes where 32 are needed'],
  ['a second key that is short', `1:${good},2:${toBase64Url(bytes(8))}`, 'version 2 has 8 bytes'],
  ['not base64', `1:${'*'.repeat(43)}`, 'version 1 is not base64'],
  ['base64 with a space in it', `1:${good.slice(0, 20)} ${good.slice(20)}`, 'version 1 is not base64'],
  ['one byte over and over', `1:${toBase64Url(new Uint8Array(32).fill(65))}`, 'version 1 is not random'],
  ['all zero', `1:${toBase64Url(new Uint8Array(32))}`, 'version 1 is not random'],
  ['a version that stands twice', `1:${good},1:${toBase64Url(bytes(32))}`, 'version 1 stands twice'],
  ['a version too large', `123456:${good}`, 'entry 1 is not of the form'],
]

describe('ENCRYPTION_KEYS', () => {
  it.each(refused)('is refused when it is %s', (_, value, says) => {
    let error: unknown
    try {
      createKeyring(value)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(AppError)
    const { code, message } = error as AppError
    expect(code).toBe('misconfigured')
    expect(message).toContain(`ENCRYPTION_KEYS ${says}`)
    for (const part of secretsOf(value)) expect(message).not.toContain(part)
  })

  it('takes base64 and base64url, padded or not, with spaces around the entries', () => {
    const raw = bytes(32)
    const base64 = btoa(String.fromCharCode(...raw))
    for (const text of [base64, base64.replace('=', ''), toBase64Url(raw)]) {
      expect(parseEncryptionKeys(` 3:${text} , 4:${good} `)).toEqual(
        new Map([
          [3, raw],
          [4, parseEncryptionKeys(`4:${good}`).get(4)],
        ]),
      )
    }
  })
})

describe('a gateway without usable ENCRYPTION_KEYS', () => {
  const routes = createApp(() => {
    throw new Error('not served')
  }).routes.filter(({ method, path }) => method !== 'ALL' && path !== '/healthz')

  it.each(refused)('answers nothing but why, with the value %s', async (_, value, says) => {
    const { ENCRYPTION_KEYS: _key, ...rest } = env
    const configured = value === undefined ? rest : { ...rest, ENCRYPTION_KEYS: value }
    const app = createApp(() => createDeps(configured, { defer: () => undefined }))
    const response = await app.request('/readyz')
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(JSON.parse(text)).toMatchObject({ code: 'misconfigured' })
    expect(text).toContain(`ENCRYPTION_KEYS ${says}`.replaceAll('"', '\\"'))
    for (const part of secretsOf(value)) expect(text).not.toContain(part)
  })

  it('says so on every route, also with a good API key', async () => {
    const { key } = await createAdmin('super_admin')
    const app = createApp(() => createDeps({ ...env, ENCRYPTION_KEYS: '1:short' }, { defer: () => undefined }))
    expect(routes.length).toBeGreaterThan(30)
    for (const { method, path } of routes) {
      const response = await app.request(path.replaceAll(/[:{][^/]+/g, '1'), {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(method !== 'GET' && { body: '{}' }),
      })
      // Every surface says it in its own form, all in these words.
      expect([path, response.status]).toEqual([path, 500])
      expect(await response.text()).toContain('ENCRYPTION_KEYS version 1')
    }
  })

  it('still says on /healthz that the Worker runs', async () => {
    const app = createApp(() => createDeps({ ...env, ENCRYPTION_KEYS: '' }, { defer: () => undefined }))
    expect((await app.request('/healthz')).status).toBe(200)
  })
})

/** The pieces of a value that would give a key away. */
function secretsOf(value: string | undefined): string[] {
  return (value ?? '').split(/[,:\s]+/).filter((part) => part.length >= 8)
}

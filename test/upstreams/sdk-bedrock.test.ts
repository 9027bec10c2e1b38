import { describe, expect, it } from 'vitest'
import type { SdkSettings } from '../../src/upstreams/bridge/port.ts'
import { readBedrockKey } from '../../src/upstreams/sdk/bedrock.ts'
import { sdkPackages } from '../../src/upstreams/sdk/packages.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const SESSION = 'FwoGZXIvYXdzEBYaDExampleSessionToken=='
const baseURL = 'https://bedrock-runtime.eu-west-1.amazonaws.com'

async function sendChat(settings: Partial<SdkSettings>): Promise<Request> {
  const sent: Request[] = []
  const createSdk = await sdkPackages['amazon-bedrock'].load()
  const { languageModel } = createSdk({
    baseURL,
    apiKey: 'a Bedrock API key',
    headers: {},
    config: { region: 'eu-west-1' },
    fetch: async (input, init) => {
      sent.push(new Request(input, init))
      throw new Error('far enough')
    },
    ...settings,
  })
  const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }]
  await expect(languageModel!('anthropic.claude-opus-5-v1:0').doGenerate({ prompt })).rejects.toThrow('far enough')
  return sent[0]!
}

describe('access to Bedrock', () => {
  it('by access keys is signed, for the region of the configuration, and the secret stays', async () => {
    const request = await sendChat({ apiKey: `AKIAIOSFODNN7EXAMPLE:${SECRET}` })
    expect(request.url).toBe(`${baseURL}/model/anthropic.claude-opus-5-v1%3A0/converse`)
    expect(request.headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-west-1\/bedrock\/aws4_request, SignedHeaders=/,
    )
    expect(request.headers.get('x-amz-date')).toMatch(/^\d{8}T\d{6}Z$/)
    expect(request.headers.has('x-amz-security-token')).toBe(false)
    expect(JSON.stringify([request.url, ...request.headers, await request.text()])).not.toContain(SECRET)
  })

  it('by temporary access keys sends their session token too', async () => {
    const request = await sendChat({ apiKey: `ASIAIOSFODNN7EXAMPLE:${SECRET}:${SESSION}` })
    expect(request.headers.get('x-amz-security-token')).toBe(SESSION)
    expect(request.headers.get('authorization')).toContain('x-amz-security-token')
    expect(JSON.stringify([...request.headers])).not.toContain(SECRET)
  })

  it('by an API key sends that', async () => {
    const request = await sendChat({ apiKey: 'ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl' })
    expect(request.headers.get('authorization')).toBe('Bearer ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl')
    expect(request.headers.has('x-amz-date')).toBe(false)
  })

  it.each([`:${SECRET}`, 'AKIAIOSFODNN7EXAMPLE:', `AKIA:${SECRET}:`, `AKIA:${SECRET}:${SESSION}:more`])(
    'is refused with the key "%s", which the refusal does not quote',
    (key) => {
      const attempt = () => readBedrockKey(key)
      expect(attempt).toThrow(expect.objectContaining({ code: 'provider_key_unreadable' }))
      expect(attempt).not.toThrow(SECRET)
    },
  )
})

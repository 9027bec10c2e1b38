import { decodeProtectedHeader, exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SdkSettings } from '../../src/upstreams/bridge/port.ts'
import { sdkPackages } from '../../src/upstreams/sdk/packages.ts'

const baseURL = 'https://europe-west1-aiplatform.googleapis.com/v1beta1'
const email = 'gatehouse@my-project.iam.gserviceaccount.com'

let keys: CryptoKeyPair
let account: { [field: string]: string }

beforeAll(async () => {
  keys = (await generateKeyPair('RS256', { extractable: true })) as CryptoKeyPair
  account = {
    type: 'service_account',
    project_id: 'my-project',
    private_key_id: 'abc123',
    private_key: await exportPKCS8(keys.privateKey),
    client_email: email,
    token_uri: 'https://oauth2.googleapis.com/token',
  }
})

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }]

async function sendChat(settings: Partial<SdkSettings>): Promise<Request[]> {
  const sent: Request[] = []
  const createSdk = await sdkPackages['google-vertex'].load()
  const { languageModel } = createSdk({
    baseURL,
    apiKey: JSON.stringify(account),
    headers: { 'x-goog-user-project': 'billed' },
    config: {},
    fetch: async (input, init) => {
      sent.push(new Request(input, init))
      return Response.json({ candidates: [{ content: { parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }] })
    },
    ...settings,
  })
  await languageModel!('gemini-3-pro').doGenerate({ prompt })
  return sent
}

describe('access to Vertex AI', () => {
  it('by a service account carries a token that the account signed, and asks nobody else for one', async () => {
    const sent = await sendChat({})
    expect(sent.map(({ url }) => url)).toEqual([
      `${baseURL}/projects/my-project/locations/global/publishers/google/models/gemini-3-pro:generateContent`,
    ])
    const { headers } = sent[0]!
    const token = headers.get('authorization')!.replace(/^Bearer /, '')
    const { payload } = await jwtVerify(token, keys.publicKey)
    expect(payload).toMatchObject({ iss: email, sub: email, aud: 'https://aiplatform.googleapis.com/' })
    expect(payload.exp! - payload.iat!).toBe(3_600)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'abc123' })
    expect(headers.has('x-goog-api-key')).toBe(false)
    expect(headers.get('x-goog-user-project')).toBe('billed')
    expect(JSON.stringify([...headers])).not.toContain('PRIVATE KEY')
  })

  it('goes to the project and the location of the configuration', async () => {
    const [request] = await sendChat({ config: { project: 'other-project', location: 'europe-west1' } })
    expect(request!.url).toContain('/v1beta1/projects/other-project/locations/europe-west1/publishers/google/')
  })

  it('by an API key sends that', async () => {
    const [request] = await sendChat({ apiKey: 'AQ.Ab8RN6-express-mode' })
    expect(request!.url).toBe(`${baseURL}/publishers/google/models/gemini-3-pro:generateContent`)
    expect(request!.headers.get('x-goog-api-key')).toBe('AQ.Ab8RN6-express-mode')
    expect(request!.headers.has('authorization')).toBe(false)
  })

  it('gives no token to files that a caller points to', async () => {
    const createSdk = await sdkPackages['google-vertex'].load()
    const sent: Request[] = []
    const { languageModel } = createSdk({
      baseURL,
      apiKey: JSON.stringify(account),
      headers: {},
      config: {},
      fetch: async (input, init) => {
        sent.push(new Request(input, init))
        return new Response('far enough', { status: 500 })
      },
    })
    const file = {
      type: 'file' as const,
      mediaType: 'image/png',
      data: { type: 'url' as const, url: new URL('https://files.example/a.png') },
    }
    const output = { type: 'content' as const, value: [file] }
    const call = { toolCallId: '1', toolName: 'look' }
    const attempt = languageModel!('gemini-3-pro').doGenerate({
      prompt: [
        ...prompt,
        { role: 'assistant', content: [{ type: 'tool-call', ...call, input: {} }] },
        { role: 'tool', content: [{ type: 'tool-result', ...call, output }] },
      ],
    })
    await expect(attempt).rejects.toThrow()
    const [download] = sent
    expect(download!.url).toBe('https://files.example/a.png')
    expect(download!.headers.has('authorization')).toBe(false)
  })

  it.each([
    ['{"type":"service_account"}', 'is not the JSON of a service account'],
    ['{broken private_key', 'is not the JSON of a service account'],
    [JSON.stringify({ client_email: email, private_key: 'MIIEvQ', project_id: 'my-project' }), 'does not open'],
    [JSON.stringify({ client_email: email, private_key: 'MIIEvQ', project_id: '../x' }), 'is not the JSON of'],
    [JSON.stringify({ client_email: email, private_key: 'MIIEvQ' }), 'names no project'],
  ])('is refused with the key %s, which the refusal does not quote', async (apiKey, reason) => {
    const error = await sendChat({ apiKey }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'provider_key_unreadable', message: expect.stringContaining(reason) })
    expect((error as Error).message).not.toMatch(/MIIEvQ|private_key/)
    expect((error as Error).cause).toBeUndefined()
  })
})

import { describe, expect, it, vi } from 'vitest'
import { captureRequest, refuseDropped, rehearse } from '../../../src/upstreams/bridge/probe.ts'
import { refusedFields } from '../../support/bridge-call.ts'

type Settings = { size?: string | undefined; seed?: number | undefined; files?: string[] | undefined }

const post = (fetch: typeof globalThis.fetch, body: unknown) =>
  fetch('https://example.com/images', { method: 'POST', body: JSON.stringify(body) })

const fieldsOf = (refused: Promise<void>) => refusedFields(refused.then(() => new Response()))

describe('capturing a request', () => {
  it('answers the address and the body of the first, and sends nothing', async () => {
    const global = vi.spyOn(globalThis, 'fetch')
    const captured = await captureRequest(async (fetch) => {
      await post(fetch, { prompt: 'a' })
      await post(fetch, { prompt: 'b' })
    })
    expect(captured).toBe('https://example.com/images\n{"prompt":"a"}')
    expect(global).not.toHaveBeenCalled()
  })

  it('answers null when there is none', async () => {
    expect(await captureRequest(async () => Promise.reject(new Error('Not like this')))).toBeNull()
  })

  it('shows a form the same way each time', async () => {
    const form = new FormData()
    form.append('language', 'en')
    form.append('file', new File(['abc'], 'a.wav', { type: 'audio/wav' }))
    const run = (fetch: typeof globalThis.fetch) => fetch('https://example.com/', { method: 'POST', body: form })
    expect(await captureRequest(run)).toBe('https://example.com/\nlanguage=en\nfile=audio/wav:abc')
    expect(await captureRequest(run)).toBe(await captureRequest(run))
  })
})

describe('a rehearsal', () => {
  it('records all requests and the warnings when there is an answer for them', async () => {
    const { request, warnings } = await rehearse(
      async (fetch) => {
        const upload = await post(fetch, 1)
        const { url } = (await upload.json()) as { url: string }
        await fetch(url)
        return { warnings: [{ type: 'unsupported', feature: 'seed' }] }
      },
      { url: 'https://example.com/next' },
    )
    expect(request).toBe('https://example.com/images\n1\nhttps://example.com/next\n')
    expect(warnings).toEqual([{ type: 'unsupported', feature: 'seed' }])
  })

  it('ends for a package that would ask for ever', async () => {
    let requests = 0
    await rehearse(async (fetch) => {
      for (;;) {
        await fetch('https://example.com/status')
        requests++
      }
    }, {})
    expect(requests).toBeLessThan(10)
  })
})

describe('refusing what would be dropped', () => {
  it('lets pass what the request depends on, and what was not asked', async () => {
    const run = async ({ size, seed }: Settings, fetch: typeof globalThis.fetch) => {
      await post(fetch, { size, seed })
      return {}
    }
    await expect(refuseDropped<Settings>({ asked: { size: '1x1', seed: 1 }, run })).resolves.toBeUndefined()
    await expect(refuseDropped<Settings>({ asked: { size: undefined }, run })).resolves.toBeUndefined()
  })

  it('lets pass the value that the package takes anyway', async () => {
    const run = async ({ size = '1x1' }: Settings, fetch: typeof globalThis.fetch) => {
      await post(fetch, { size })
      return {}
    }
    await expect(refuseDropped<Settings>({ asked: { size: '1x1' }, run })).resolves.toBeUndefined()
  })

  it('names each setting that makes no difference', async () => {
    const run = async ({ size }: Settings, fetch: typeof globalThis.fetch) => {
      await post(fetch, { size })
      return {}
    }
    const asked = { size: '1x1', seed: 1, files: ['a'] }
    expect(await fieldsOf(refuseDropped<Settings>({ asked, run }))).toEqual(['seed', 'files'])
  })

  it('names a list of which only the first is looked at', async () => {
    const run = async ({ files }: Settings, fetch: typeof globalThis.fetch) => {
      await post(fetch, { file: files?.[0] })
      return {}
    }
    await expect(refuseDropped<Settings>({ asked: { files: ['a'] }, run })).resolves.toBeUndefined()
    expect(await fieldsOf(refuseDropped<Settings>({ asked: { files: ['a', 'b'] }, run }))).toEqual(['files'])
  })

  it('names the setting with which the package sends nothing at all', async () => {
    const run = async ({ size, seed }: Settings, fetch: typeof globalThis.fetch) => {
      if (size === '7x7') throw new Error('Not this size')
      await post(fetch, { size, seed })
      return {}
    }
    expect(await fieldsOf(refuseDropped<Settings>({ asked: { size: '7x7', seed: 1 }, run }))).toEqual(['size'])
  })

  it('names several of them, and those that only do not go together', async () => {
    const run = async ({ size, seed, files }: Settings, fetch: typeof globalThis.fetch) => {
      if (size === '7x7' || seed === 7 || (size && files)) throw new Error('Not like this')
      await post(fetch, { size, seed, files })
      return {}
    }
    expect(await fieldsOf(refuseDropped<Settings>({ asked: { size: '7x7', seed: 7 }, run }))).toEqual(['size', 'seed'])
    const together = { size: '1x1', files: ['a'] }
    expect(await fieldsOf(refuseDropped<Settings>({ asked: together, run }))).toEqual(['size', 'files'])
  })

  it('leaves to the call what no setting is to blame for', async () => {
    const run = async () => Promise.reject(new Error('Not this model'))
    await expect(refuseDropped<Settings>({ asked: { size: '1x1' }, run })).resolves.toBeUndefined()
  })

  it('names what the package warns of', async () => {
    const run = async ({ seed = 0 }: Settings, fetch: typeof globalThis.fetch) => {
      await post(fetch, { seed: Math.min(seed, 5) })
      return { warnings: seed > 5 ? [{ type: 'unsupported' as const, feature: 'randomness' }] : [] }
    }
    const plan = { run, answer: {}, settingOfFeature: { randomness: 'seed' as const } }
    await expect(refuseDropped<Settings>({ ...plan, asked: { seed: 4 } })).resolves.toBeUndefined()
    expect(await fieldsOf(refuseDropped<Settings>({ ...plan, asked: { seed: 6 } }))).toEqual(['seed'])
  })
})

import { describe, expect, it } from 'vitest'
import { rehome } from '../../src/upstreams/sdk/rehome.ts'

const addresses = { 'https://api.own.example/v1': 'https://gateway.example/base' }

function record(options: { downloads: boolean }) {
  const urls: string[] = []
  const fetch = rehome(async (input) => (urls.push(String(input)), new Response()), addresses, options)
  return { fetch, urls }
}

describe('a package with an address of its own', () => {
  it('is taken to the base URL, with path and query', async () => {
    const { fetch, urls } = record({ downloads: false })
    await fetch('https://api.own.example/v1/speak?model=a%2Fb&x=1', { method: 'POST' })
    expect(urls).toEqual(['https://gateway.example/base/speak?model=a%2Fb&x=1'])
  })

  it.each([
    'https://api.own.example/v2/speak',
    'https://api.own.example/v1',
    'https://api.own.example/v1/../admin',
    'https://api.own.example/v11/speak',
    'https://api.own.example.evil.example/v1/speak',
    'http://api.own.example/v1/speak',
    'https://evil.example/v1/speak',
  ])('may not call %s', async (url) => {
    const { fetch, urls } = record({ downloads: false })
    await expect(fetch(url)).rejects.toMatchObject({ code: 'upstream_not_allowed' })
    expect(urls).toEqual([])
  })

  it('may download results from elsewhere where it has to, and nothing but that', async () => {
    const { fetch, urls } = record({ downloads: true })
    await fetch('https://media.example/cat.png')
    expect(urls).toEqual(['https://media.example/cat.png'])
    await expect(fetch('https://media.example/', { method: 'POST' })).rejects.toMatchObject({
      code: 'upstream_not_allowed',
    })
  })
})

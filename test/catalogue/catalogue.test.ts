import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../catalogue/providers.ts'
import { CAPABILITIES } from '../../src/capabilities/schemas.ts'
import { deriveCapabilities, derivePricing } from '../../catalogue/rules.ts'
import { buildCatalogue, describeChanges, formatCatalogue, readCatalogue } from '../../scripts/catalogue-refresh.ts'
import { toExactMicroUsd, writeSeedSql } from '../../scripts/catalogue-seed.ts'
import { repositoryRoot } from '../../scripts/local-home.ts'

const catalogue = expectCatalogue()
const models = catalogue.providers.flatMap((provider) =>
  provider.models.map((model) => ({ ...model, provider: provider.slug })),
)
const NOW = '2026-11-23T00:00:00.000Z'

describe('the committed catalogue', () => {
  it('is what the refresh makes of the installed package', () => {
    expect(catalogue).toEqual(buildCatalogue(catalogue.as_of).catalogue)
  })

  it('holds at least 12 providers and 100 models', () => {
    expect(catalogue.providers.length).toBeGreaterThanOrEqual(12)
    expect(models.length).toBeGreaterThanOrEqual(100)
    expect(catalogue.providers.filter((provider) => provider.models.length === 0)).toEqual([])
  })

  it('names each provider and each of its models once', () => {
    expectUnique(catalogue.providers.map(({ slug }) => slug))
    expectUnique(catalogue.providers.map(({ name }) => name))
    expectUnique(models.map(({ provider, model_id }) => `${provider}/${model_id}`))
  })

  it('gives base URLs over https, without a slash or a query at their end', () => {
    for (const { api_base_url } of catalogue.providers) {
      const url = new URL(api_base_url)
      expect(url.protocol).toBe('https:')
      expect(`${url.origin}${url.pathname}`).toBe(api_base_url)
      expect(api_base_url.endsWith('/')).toBe(false)
    }
  })

  it('holds only known capabilities, each model at least one', () => {
    for (const { capabilities } of models) {
      expect(capabilities.length).toBeGreaterThan(0)
      expect(CAPABILITIES).toEqual(expect.arrayContaining(capabilities))
      if (capabilities.includes('vision')) expect(capabilities).toContain('chat')
    }
  })

  it('holds prices that are whole micro-USD, and none where the price is free or unknown', () => {
    for (const model of models) {
      const prices = [
        model.pricing_input,
        model.pricing_output,
        model.pricing_cached_input,
        model.pricing_cache_write,
        model.pricing_audio_minute,
      ].map(toExactMicroUsd)
      const set = prices.filter((price) => price !== null)
      expect(set.every((price) => Number.isSafeInteger(price) && price > 0)).toBe(true)
      expect(set.length > 0).toBe(model.pricing === 'priced')
    }
  })

  it('prices every priced chat model for input and for output', () => {
    const priced = models.filter((model) => model.pricing === 'priced' && model.capabilities.includes('chat'))
    expect(priced.filter((model) => model.pricing_input === null || model.pricing_output === null)).toEqual([])
  })
})

describe('prices from the package', () => {
  const derive = (entry: Parameters<typeof derivePricing>[0]) => derivePricing(entry, ['chat', 'code'], '2026-11-23')

  it('takes the highest tier that fits the context window', () => {
    const input = { base: 1, tiers: [{ start: 200_000, price: 2 }] }
    const prices = { input_mtok: input, output_mtok: 3 }
    expect(derive({ prices, context_window: 1_000_000 })).toMatchObject({ pricing_input: 2, pricing_output: 3 })
    expect(derive({ prices }).pricing_input).toBe(2)
    expect(derive({ prices, context_window: 200_000 }).pricing_input).toBe(1)
  })

  it('takes the rates in force, or a higher one already announced', () => {
    const at = (start_date: string) => ({ start_date, type: 'start_date' as const })
    const prices = [
      { prices: { input_mtok: 9, output_mtok: 9 } },
      { constraint: at('2026-01-01'), prices: { input_mtok: 1, output_mtok: 4 } },
      { constraint: at('2027-01-01'), prices: { input_mtok: 2, output_mtok: 3 } },
    ]
    expect(derive({ prices })).toMatchObject({ pricing_input: 2, pricing_output: 4 })
    expect(derive({ prices }).description).toContain('2027-01-01')
  })

  it('takes the peak hours', () => {
    const constraint = { start_time: '01:00:00Z', end_time: '04:00:00Z', type: 'time_of_date' as const }
    const prices = [
      { prices: { input_mtok: 1, output_mtok: 1 } },
      { constraint, prices: { input_mtok: 2, output_mtok: 2 } },
    ]
    expect(derive({ prices })).toMatchObject({ pricing_input: 2, pricing_output: 2 })
  })

  it('covers audio input with the input price, but not for embeddings, which take text alone', () => {
    const prices = { input_mtok: 1, input_audio_mtok: 6, output_mtok: 2 }
    expect(derive({ prices }).pricing_input).toBe(6)
    expect(derivePricing({ prices }, ['embeddings'], '2026-11-23').pricing_input).toBe(1)
  })

  it('rounds up what is not a whole number of micro-USD', () => {
    expect(derive({ prices: { input_mtok: 1 / 12, output_mtok: 0.29 } })).toMatchObject({
      pricing_input: 0.083334,
      pricing_output: 0.29,
    })
  })

  it('says unknown, never 0, to a charge by the request, to a missing rate and to no rates', () => {
    const unknown = { pricing: 'unknown', pricing_input: null, pricing_output: null }
    expect(derive({ prices: { input_mtok: 1, output_mtok: 1, requests_kcount: 12 } })).toMatchObject(unknown)
    expect(derive({ prices: { input_mtok: 1 } })).toMatchObject(unknown)
    expect(derive({ prices: { input_mtok: 0, output_mtok: 0 } })).toMatchObject(unknown)
    expect(derive({ prices: {} })).toMatchObject(unknown)
  })

  it('says free only where the package says so', () => {
    const said = { prices: {}, price_comments: 'Free of charge on the Gemini API with no paid tier.' }
    expect(derive(said)).toMatchObject({ pricing: 'free', pricing_input: null })
  })
})

describe('capabilities from model ids', () => {
  it.each([
    ['text-embedding-3-small', ['embeddings']],
    ['whisper-1', ['speech_to_text']],
    ['gpt-4o-mini-tts', ['audio']],
    ['gpt-image-2', ['image']],
    ['omni-moderation-latest', ['moderation']],
    ['claude-opus-5', ['chat', 'code']],
    ['gpt-realtime', []],
  ])('%s: %j', (modelId, capabilities) => {
    expect(deriveCapabilities(modelId)).toEqual(capabilities)
  })
})

describe('the report of a refresh', () => {
  it('names what is new, changed and gone, and says nothing where nothing is', () => {
    const [first, ...rest] = catalogue.providers
    const [changed, gone, ...kept] = first?.models ?? []
    if (!first || !changed || !gone) throw new Error('the first provider has too few models')
    const before: Catalogue = {
      ...catalogue,
      providers: [
        { ...first, models: [{ ...changed, pricing_input: 77 }, { ...gone, model_id: 'gone' }, ...kept] },
        ...rest,
      ],
    }
    expect(describeChanges(before, catalogue)).toEqual([
      `${first.slug}:`,
      `  + ${gone.model_id}`,
      `  ~ ${changed.model_id} pricing_input: 77 → ${changed.pricing_input}`,
      '  - gone (retired)',
    ])
    expect(describeChanges(catalogue, catalogue)).toEqual([])
  })

  it('writes a file that reads back as the same', () => {
    expect(JSON.parse(formatCatalogue(catalogue))).toEqual(catalogue)
  })
})

describe('seeding', () => {
  it('adds every provider inactive and without a key, and every model active, in the order of the file', () => {
    const database = createDatabase()
    database.exec(writeSeedSql(catalogue, NOW))
    const providers = database.prepare('SELECT * FROM ai_providers ORDER BY sort_order').all()
    expect(providers.map((row) => row['slug'])).toEqual(catalogue.providers.map(({ slug }) => slug))
    for (const row of providers) {
      expect(row).toMatchObject({ source: 'catalogue', is_active: 0, shared_api_key: null, created_at: NOW })
    }
    const rows = database.prepare('SELECT * FROM ai_models ORDER BY sort_order').all()
    expect(rows.map((row) => row['model_id'])).toEqual(models.map(({ model_id }) => model_id))
    expect(rows.every((row) => row['is_active'] === 1)).toBe(true)
  })

  it('stores prices as integers of micro-USD', () => {
    const database = createDatabase()
    database.exec(writeSeedSql(catalogue, NOW))
    const rows = database.prepare('SELECT * FROM ai_models ORDER BY sort_order').all()
    rows.forEach((row, index) => {
      const { pricing_input: inputUsd = null, pricing } = models[index] ?? {}
      expect(row['price_status']).toBe(pricing)
      expect(row['price_input_micro_usd']).toBe(inputUsd === null ? null : Math.round(inputUsd * 1_000_000))
    })
  })

  it('changes nothing when it runs again, later', () => {
    const database = createDatabase()
    database.exec(writeSeedSql(catalogue, NOW))
    const before = readRows(database)
    database.exec(writeSeedSql(catalogue, '2027-01-01T00:00:00.000Z'))
    expect(readRows(database)).toEqual(before)
  })

  it('keeps what a person changed, and adds what is missing', () => {
    const database = createDatabase()
    database.exec(writeSeedSql(catalogue, NOW))
    database.exec(
      `UPDATE ai_providers SET is_active = 1, api_base_url = 'https://proxy.example/v1' WHERE slug = 'openai'`,
    )
    database.exec(`UPDATE ai_models SET is_active = 0, price_input_micro_usd = 1 WHERE model_id = 'claude-opus-5'`)
    const before = readRows(database)
    database.exec(`DELETE FROM ai_models WHERE model_id = 'kimi-k3'`)
    database.exec(writeSeedSql(catalogue, NOW))
    const after = readRows(database)
    expect(after.providers).toEqual(before.providers)
    expect(after.models.map(withoutId)).toEqual(before.models.map(withoutId))
  })

  it("leaves a person's own provider of the same slug or name alone", () => {
    const database = createDatabase()
    const columns = 'name, slug, display_name, protocol, api_base_url, created_at, updated_at'
    const insert = database.prepare(`INSERT INTO ai_providers (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
    insert.run('Ours', 'openai', 'Ours', 'openai', 'https://ours.example/v1', NOW, NOW)
    insert.run('Groq', 'our-groq', 'Ours', 'openai', 'https://ours.example/v1', NOW, NOW)
    const before = database.prepare(`SELECT * FROM ai_providers`).all()
    database.exec(writeSeedSql(catalogue, NOW))
    expect(database.prepare(`SELECT * FROM ai_providers WHERE source = 'manual'`).all()).toEqual(before)
    expect(database.prepare(`SELECT count(*) AS n FROM ai_providers WHERE slug = 'groq'`).get()).toEqual({ n: 0 })
    const theirs = `SELECT count(*) AS n FROM ai_models JOIN ai_providers AS p ON p.id = provider_id WHERE p.source = 'manual'`
    expect(database.prepare(theirs).get()).toEqual({ n: 0 })
  })

  it('quotes text that would end a literal', () => {
    const [first, ...rest] = catalogue.providers
    if (!first) throw new Error('the catalogue is empty')
    const description = `it's; DROP TABLE ai_models; --`
    const database = createDatabase()
    database.exec(writeSeedSql({ ...catalogue, providers: [{ ...first, description }, ...rest] }, NOW))
    const row = database.prepare('SELECT description FROM ai_providers WHERE slug = ?').get(first.slug)
    expect(row).toEqual({ description })
  })

  it('keeps each statement below 50 KB', () => {
    const sizes = writeSeedSql(catalogue, NOW)
      .split(';\n')
      .map((statement) => Buffer.byteLength(statement))
    expect(Math.max(...sizes)).toBeLessThan(50_000)
  })

  it('refuses a price that the columns cannot hold exactly', () => {
    expect(toExactMicroUsd(0.0028)).toBe(2800)
    expect(() => toExactMicroUsd(0.0000005)).toThrow(/micro-USD/)
  })
})

it('the README says how much there is', () => {
  const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8')
  expect(readme).toContain(`${catalogue.providers.length} providers and ${models.length} models`)
})

function expectCatalogue(): Catalogue {
  const read = readCatalogue()
  if (read === null) throw new Error('catalogue.json is missing')
  return read
}

function expectUnique(values: string[]): void {
  expect(new Set(values).size).toBe(values.length)
}

function createDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  const directory = join(repositoryRoot, 'migrations')
  const files = readdirSync(directory).filter((file) => file.endsWith('.sql'))
  for (const file of files.sort()) database.exec(readFileSync(join(directory, file), 'utf8'))
  return database
}

function readRows(database: DatabaseSync) {
  return {
    providers: database.prepare('SELECT * FROM ai_providers ORDER BY slug').all(),
    models: database.prepare('SELECT * FROM ai_models ORDER BY provider_id, model_id').all(),
  }
}

/** A row that was deleted and added again has a new id. */
function withoutId(row: Record<string, unknown>) {
  return { ...row, id: null }
}

/**
 * Puts catalogue/catalogue.json into a database: providers inactive and without a key, so that nothing is offered
 * before a person sets one.
 *
 *   node scripts/catalogue-seed.ts --local [--persist-to DIR]
 *   node scripts/catalogue-seed.ts --remote
 *
 * It adds what is missing and nothing else: what a person has changed stays, and so does a price that has since become
 * old. It writes past the Worker and so past the registry's epoch: meant for a fresh database, or to be followed by at
 * most five minutes until running isolates have read their cached lists anew.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Catalogue, CatalogueModel, CatalogueProvider } from '../catalogue/providers.ts'
import { isExactUsd, toMicroUsd } from '../src/platform/money.ts'
import { readCatalogue } from './catalogue-refresh.ts'
import { locateHome } from './local-home.ts'
import type { DatabaseTarget } from './wrangler.ts'
import { executeSql, quoteSql, runWrangler } from './wrangler.ts'

type Row = Record<string, string | number | null>

/**
 * The catalogue as SQL, a statement a row and so far below D1's 100 KB a statement. Running it again changes nothing.
 * @param now ISO 8601 UTC
 */
export function writeSeedSql(catalogue: Catalogue, now: string): string {
  let position = 0
  const statements = catalogue.providers.flatMap((provider, index) => [
    insertProvider(provider, index + 1, now),
    // One numbering through the whole file, since lists of models go across providers.
    ...provider.models.map((model) => insertModel(provider.slug, model, (position += 1), now)),
  ])
  return statements.map((statement) => `${statement};\n`).join('')
}

function insertProvider(provider: CatalogueProvider, sortOrder: number, now: string): string {
  const row: Row = {
    slug: provider.slug,
    name: provider.name,
    display_name: provider.display_name,
    description: provider.description,
    website: provider.website,
    protocol: provider.protocol,
    api_base_url: provider.api_base_url,
    source: 'catalogue',
    is_active: 0,
    sort_order: sortOrder,
    created_at: now,
    updated_at: now,
  }
  const values = Object.values(row).map(writeLiteral).join(', ')
  // Without a target: a provider of a person may have the name or the slug.
  return `INSERT INTO ai_providers (${Object.keys(row).join(', ')}) VALUES (${values}) ON CONFLICT DO NOTHING`
}

function insertModel(slug: string, model: CatalogueModel, sortOrder: number, now: string): string {
  const row: Row = {
    name: model.name,
    model_id: model.model_id,
    display_name: model.display_name,
    description: model.description,
    capabilities: JSON.stringify(model.capabilities),
    context_window: model.context_window,
    max_output_tokens: model.max_output_tokens,
    price_status: model.pricing,
    price_input_micro_usd: toExactMicroUsd(model.pricing_input),
    price_cached_input_micro_usd: toExactMicroUsd(model.pricing_cached_input),
    price_cache_write_micro_usd: toExactMicroUsd(model.pricing_cache_write),
    price_output_micro_usd: toExactMicroUsd(model.pricing_output),
    price_audio_minute_micro_usd: toExactMicroUsd(model.pricing_audio_minute),
    is_active: 1,
    sort_order: sortOrder,
    created_at: now,
    updated_at: now,
  }
  return [
    `INSERT INTO ai_models (provider_id, ${Object.keys(row).join(', ')})`,
    `SELECT id, ${Object.values(row).map(writeLiteral).join(', ')} FROM ai_providers`,
    // A provider that a person made under this slug is theirs to fill.
    `WHERE slug = ${quoteSql(slug)} AND source = 'catalogue'`,
    'ON CONFLICT (provider_id, model_id) DO NOTHING',
  ].join(' ')
}

/** Whole micro-USD. @throws when the columns cannot hold the price exactly. */
export function toExactMicroUsd(usd: number | null): number | null {
  if (usd === null) return null
  if (!isExactUsd(usd)) throw new Error(`${usd} USD is not a whole number of micro-USD`)
  return toMicroUsd(usd)
}

function writeLiteral(value: string | number | null): string {
  return typeof value === 'string' ? quoteSql(value) : String(value ?? 'NULL')
}

async function seed(target: DatabaseTarget): Promise<void> {
  const catalogue = readCatalogue()
  if (catalogue === null) throw new Error('There is no catalogue.json: run `npm run catalogue:refresh`.')
  const before = await countRows(target)
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-catalogue-'))
  try {
    const file = join(directory, 'seed.sql')
    writeFileSync(file, writeSeedSql(catalogue, new Date().toISOString()))
    const place = target.location === 'remote' ? ['--remote'] : ['--local', '--persist-to', target.persistTo]
    await runWrangler(['d1', 'execute', 'DB', ...place, '--file', file, '--yes'])
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
  const after = await countRows(target)
  const added = `${after.providers - before.providers} providers and ${after.models - before.models} models`
  console.log(`Catalogue (${catalogue.source}, as of ${catalogue.as_of}): added ${added}.`)
}

async function countRows(target: DatabaseTarget): Promise<{ providers: number; models: number }> {
  const [providers, models] = await executeSql(target, [
    `SELECT count(*) AS count FROM ai_providers WHERE source = 'catalogue'`,
    `SELECT count(*) AS count FROM ai_models JOIN ai_providers AS p ON p.id = provider_id WHERE p.source = 'catalogue'`,
  ])
  return { providers: Number(providers?.[0]?.['count']), models: Number(models?.[0]?.['count']) }
}

/** @throws on anything but exactly one of `--local` and `--remote`. */
function readTarget(): DatabaseTarget {
  const { values } = parseArgs({
    options: { local: { type: 'boolean' }, remote: { type: 'boolean' }, 'persist-to': { type: 'string' } },
  })
  if (values.local === values.remote) throw new Error('Say --local or --remote.')
  if (values.remote) return { location: 'remote' }
  return { location: 'local', persistTo: resolve(values['persist-to'] ?? locateHome().persistTo) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await seed(readTarget())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

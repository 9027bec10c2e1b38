/**
 * Makes catalogue/catalogue.json from catalogue/providers.ts and the installed @pydantic/genai-prices, and reports what
 * changed. Nobody edits that file by hand.
 *
 *   node scripts/catalogue-refresh.ts            write it, with the prices in force today
 *   node scripts/catalogue-refresh.ts --check    write nothing; exit 1 when the file is not what its inputs make
 *   --verbose                                    also list what the catalogue leaves out of the package, and why
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import type { ModelInfo } from '@pydantic/genai-prices'
import { calcPrice, findProvider } from '@pydantic/genai-prices'
import type {
  Catalogue,
  CatalogueModel,
  CatalogueProvider,
  ProviderEntry,
  ProviderFacts,
  Source,
} from '../catalogue/providers.ts'
import { providers } from '../catalogue/providers.ts'
import { blankPricing, deriveCapabilities, derivePricing } from '../catalogue/rules.ts'
import { repositoryRoot } from './local-home.ts'

const catalogueFile = join(repositoryRoot, 'catalogue/catalogue.json')

/** A model of the package that the catalogue does not take. */
export type LeftOut = { slug: string; id: string; reason: string }

/** The whole catalogue as the package and providers.ts make it, and what of the package is not in it. */
export function buildCatalogue(asOf: string): { catalogue: Catalogue; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const built = providers.map((provider) => buildProvider(provider, asOf, leftOut))
  return { catalogue: { source: readSource(), as_of: asOf, providers: built }, leftOut }
}

function buildProvider(provider: ProviderEntry, asOf: string, leftOut: LeftOut[]): CatalogueProvider {
  const models = provider.sources.flatMap((source) => buildModels(provider, source, asOf, leftOut))
  models.sort((a, b) => (a.model_id < b.model_id ? -1 : 1))
  const repeated = models.find((model, index) => model.model_id === models[index - 1]?.model_id)
  if (repeated) throw new Error(`${provider.slug}: two entries give ${repeated.model_id}; exclude one of them`)
  const { slug, name, display_name, description, website, protocol, api_base_url } = provider satisfies ProviderFacts
  return { slug, name, display_name, description, website, protocol, api_base_url, models }
}

function buildModels(provider: ProviderEntry, source: Source, asOf: string, leftOut: LeftOut[]): CatalogueModel[] {
  const known = findProvider({ providerId: source.id })
  if (known?.id !== source.id) throw new Error(`${provider.slug}: the package has no provider ${source.id}`)
  const nameCounts = countNames(known.models)
  return known.models.flatMap((entry) => {
    const reason = findReasonAgainst(source, entry)
    if (reason !== null) {
      leftOut.push({ slug: provider.slug, id: entry.id, reason })
      return []
    }
    const ids = listApiIds(provider, source, entry)
    return ids.flatMap((id) => {
      const retired = provider.retires?.[id]
      if (retired !== undefined && retired <= asOf) {
        leftOut.push({ slug: provider.slug, id, reason: `shut down on ${retired}` })
        return []
      }
      const isNameGood = ids.length === 1 && /[A-Z]/.test(entry.name ?? '') && nameCounts.get(entry.name) === 1
      return [buildModel(provider, source, entry, { id, isNameGood, asOf })]
    })
  })
}

function findReasonAgainst(source: Source, entry: ModelInfo): string | null {
  if (!source.include.some((pattern) => pattern.test(entry.id))) return 'not among those to include'
  const excluded = source.exclude?.find(({ pattern }) => pattern.test(entry.id))
  if (excluded) return excluded.reason
  if (entry.deprecated) return 'deprecated'
  const comment = entry.price_comments ?? ''
  if (/^(retired|deprecated|seems to be no longer|no longer)/i.test(comment)) return 'retired'
  // Such an entry copies what another vendor calls and charges; the maker's own API may know no such model.
  if (/^(imported from|seen on) openrouter/i.test(comment)) return "known from OpenRouter's list only"
  return deriveCapabilities(entry.id).length === 0 ? 'no route of the gateway reaches it' : null
}

/** @throws when the package would price an id as another model: then `ids` in providers.ts has to name the right one. */
function listApiIds(provider: ProviderEntry, source: Source, entry: ModelInfo): string[] {
  const only = 'equals' in entry.match ? [entry.match.equals] : []
  const isPricedAsEntry = (id: string) => {
    const found = calcPrice({}, id, { providerId: source.id })
    return found?.provider.id === source.id && found.model.id === entry.id
  }
  const named = source.ids?.[entry.id] ?? [[entry.id], only].find((ids) => ids.length > 0 && ids.every(isPricedAsEntry))
  if (!named?.every(isPricedAsEntry)) throw new Error(`${provider.slug}: say in \`ids\` what the API calls ${entry.id}`)
  return named.map((id) => id + (source.suffix ?? ''))
}

function buildModel(
  provider: ProviderEntry,
  source: Source,
  entry: ModelInfo,
  { id, isNameGood, asOf }: { id: string; isNameGood: boolean; asOf: string },
): CatalogueModel {
  const capabilities = deriveCapabilities(id)
  if (capabilities.includes('chat') && provider.vision?.some((pattern) => pattern.test(id))) capabilities.push('vision')
  const correction = provider.corrections?.[id]
  const refusal = provider.unpriced?.[id]
  const pricing =
    refusal === undefined
      ? derivePricing(correction ? { ...entry, prices: correction } : entry, capabilities, asOf)
      : blankPricing('unknown', refusal)
  const name = id.slice(id.lastIndexOf('/') + 1)
  // The package's name may be of a preview that has since become this model.
  const givenName = /preview/.test(id) ? entry.name : entry.name?.replace(/ Preview$/, '')
  const displayName = isNameGood && givenName ? givenName : name.replace(source.suffix ?? '', '')
  return {
    model_id: id,
    name,
    display_name: source.suffix ? `${displayName} (${source.suffix.slice(1)})` : displayName,
    capabilities,
    context_window: entry.context_window ?? null,
    // The package does not know it.
    max_output_tokens: null,
    ...pricing,
  }
}

function countNames(entries: ModelInfo[]): Map<string | undefined, number> {
  const counts = new Map<string | undefined, number>()
  for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function readSource(): string {
  const entryFile = createRequire(import.meta.url).resolve('@pydantic/genai-prices')
  const packageFile = join(dirname(entryFile), '../package.json')
  const { name, version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { name: string; version: string }
  return `${name} ${version}`
}

/** The text of catalogue.json: a field a line, so that a diff shows what changed, and as the formatter wants it. */
export function formatCatalogue(catalogue: Catalogue): string {
  const joinWords = (list: string) => list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']')
  return `${JSON.stringify(catalogue, null, 2).replace(/\[\s+"[a-z_]+"(,\s+"[a-z_]+")*\s+\]/g, joinWords)}\n`
}

/** What is new, different (`field: old → new`) and gone, provider by provider. Empty when nothing is. */
export function describeChanges(before: Catalogue | null, after: Catalogue): string[] {
  const lines: string[] = []
  const slugs = new Set([...(before?.providers ?? []), ...after.providers].map(({ slug }) => slug))
  for (const slug of slugs) {
    const [old, now] = [before, after].map((catalogue) => catalogue?.providers.find((found) => found.slug === slug))
    const changes = describeModels(old?.models ?? [], now?.models ?? [])
    if (!old) lines.push(`${slug}: new provider`)
    else if (!now) lines.push(`${slug}: provider gone`)
    else changes.unshift(...describeFields(slug, { ...old, models: [] }, { ...now, models: [] }))
    if (old && now && changes.length > 0) lines.push(`${slug}:`)
    lines.push(...changes.map((change) => `  ${change}`))
  }
  return lines
}

function describeModels(before: CatalogueModel[], after: CatalogueModel[]): string[] {
  const byId = (models: CatalogueModel[]) => new Map(models.map((model) => [model.model_id, model]))
  const [old, now] = [byId(before), byId(after)]
  return [
    ...after.filter(({ model_id }) => !old.has(model_id)).map(({ model_id }) => `+ ${model_id}`),
    ...after.flatMap((model) => describeFields(model.model_id, old.get(model.model_id) ?? model, model)),
    ...before.filter(({ model_id }) => !now.has(model_id)).map(({ model_id }) => `- ${model_id} (retired)`),
  ]
}

function describeFields(label: string, before: object, after: object): string[] {
  const old = new Map(Object.entries(before))
  return Object.entries(after)
    .filter(([field, value]) => !isDeepStrictEqual(value, old.get(field)))
    .map(([field, value]) => `~ ${label} ${field}: ${JSON.stringify(old.get(field))} → ${JSON.stringify(value)}`)
}

/** The committed catalogue, or `null` where there is none yet. */
export function readCatalogue(): Catalogue | null {
  return existsSync(catalogueFile) ? (JSON.parse(readFileSync(catalogueFile, 'utf8')) as Catalogue) : null
}

function countModels(catalogue: Catalogue): string {
  const count = catalogue.providers.reduce((sum, provider) => sum + provider.models.length, 0)
  return `${catalogue.providers.length} providers, ${count} models (${catalogue.source}, as of ${catalogue.as_of})`
}

function refresh(options: { check?: boolean; verbose?: boolean }): number {
  const before = readCatalogue()
  const today = new Date().toISOString().slice(0, 10)
  // A check asks whether the file fits its inputs, not whether a day has passed.
  const { catalogue, leftOut } = buildCatalogue(options.check && before ? before.as_of : today)
  const changes = describeChanges(before, catalogue)
  const isSame = changes.length === 0 && before?.source === catalogue.source
  if (options.verbose) for (const { slug, id, reason } of leftOut) console.log(`${slug}: left out ${id}: ${reason}`)
  console.log([...changes, countModels(catalogue)].join('\n'))
  if (isSame) console.log('No changes.')
  else if (options.check) console.log('catalogue.json is out of date: run `npm run catalogue:refresh`.')
  // The day alone is no reason for a diff.
  else writeFileSync(catalogueFile, formatCatalogue(catalogue))
  return options.check && !isSame ? 1 : 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, verbose: { type: 'boolean' } } })
  process.exitCode = refresh(values)
}

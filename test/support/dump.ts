/** All that is stored, as text: for tests of what must not change or must not be there. */
import { env } from './gateway.ts'

/** Every row of every table of D1. */
export async function dumpDatabase(): Promise<Record<string, Record<string, unknown>[]>> {
  const tables = await readTables()
  const rows = await env.DB.batch<Record<string, unknown>>(
    tables.map((table) => env.DB.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`)),
  )
  return Object.fromEntries(tables.map((table, index) => [table, rows[index]!.results]))
}

/** The columns of every table of the product, as they are named there. */
export async function readColumns(): Promise<string[]> {
  const tables = await readTables()
  const columns = await env.DB.batch<{ name: string }>(
    tables.map((table) => env.DB.prepare(`PRAGMA table_info("${table}")`)),
  )
  return [...new Set(columns.flatMap(({ results }) => results.map(({ name }) => name)))]
}

/** Every name and value in KV. */
export async function dumpCache(): Promise<Record<string, string | null>> {
  const { keys, list_complete: isComplete } = await env.CACHE.list()
  if (!isComplete) throw new Error('More entries than one listing holds')
  return Object.fromEntries(await Promise.all(keys.map(async ({ name }) => [name, await env.CACHE.get(name)] as const)))
}

async function readTables(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'
       AND name <> 'd1_migrations' ORDER BY name`,
  ).all<{ name: string }>()
  return results.map(({ name }) => name)
}

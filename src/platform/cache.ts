/**
 * The one cache: a few seconds of memory in this isolate, then Workers KV for five minutes, then whatever `load` asks.
 *
 * Every entry carries the epoch at which it was read. A reader says which epoch it needs at least; an older entry, one of
 * another form, or junk is reread. Keys in use:
 *
 * - `auth:{sha256}`                an API key and its admin               (epoch of the admin)
 * - `settings:{admin}:{provider}`  an admin's settings, or that there are none (epoch of the admin)
 * - `provider:{slug}`              a provider and its models              (epoch of the registry)
 * - `providers:active`             slugs of the active providers          (epoch of the registry)
 * - `named:{model_id}`             slugs of the providers with that model (epoch of the registry)
 * - `default:{capability}`         the default model of a capability      (epoch of the registry)
 * - `bulk:{sorted slugs}`          models of several providers            (epoch of the registry)
 * - `policy`                       the default policy, or that there is none (epoch of the registry)
 */
import { z } from 'zod'
import type { Clock } from './clock.ts'
import { describeError, type Log } from './log.ts'

export const KV_TTL_SECONDS = 300
const MEMORY_TTL_MS = 5_000
const MEMORY_ENTRIES = 2_000
/** Raised when the form of any cached value changes. */
const FORM_VERSION = 1
/** KV takes keys of at most 512 bytes. */
const KV_KEY_BYTES = 512

export type CacheEntry<T> = { value: T; epoch: number }

/** Asks for an entry that is never taken from a cache. */
export const REREAD = Number.POSITIVE_INFINITY

export type CacheRead<T> = {
  key: string
  schema: z.ZodType<T>
  /** The oldest epoch that will do; `REREAD` to skip every cache. */
  minEpoch: number
  /** Reads the truth. `null`: there is no such thing, which is never cached. */
  load: () => Promise<CacheEntry<T> | null>
}

export type Cache = {
  read<T>(request: CacheRead<T>): Promise<CacheEntry<T> | null>
  /** Stores a fresh entry. A KV that is down is logged, never an error. */
  put<T>(key: string, entry: CacheEntry<T>): Promise<void>
  drop(key: string): Promise<void>
}

type Remembered = { entry: CacheEntry<unknown>; untilMs: number }

export function createCache(parts: {
  kv: KVNamespace
  clock: Clock
  log: Log
  defer: (work: Promise<unknown>) => void
}): Cache {
  const { kv, clock, log, defer } = parts
  const memory = new Map<string, Remembered>()

  function remember(key: string, entry: CacheEntry<unknown>): void {
    memory.delete(key)
    memory.set(key, { entry, untilMs: clock() + MEMORY_TTL_MS })
    if (memory.size > MEMORY_ENTRIES) memory.delete(memory.keys().next().value!)
  }

  async function put<T>(key: string, entry: CacheEntry<T>): Promise<void> {
    remember(key, entry)
    if (!fitsKv(key)) return
    try {
      await kv.put(key, JSON.stringify({ form: FORM_VERSION, ...entry }), { expirationTtl: KV_TTL_SECONDS })
    } catch (error) {
      log('warn', 'cache_write_failed', { kind: kindOf(key), error: describeError(error) })
    }
  }

  async function readKv<T>(key: string, schema: z.ZodType<T>): Promise<CacheEntry<T> | null> {
    if (!fitsKv(key)) return null
    try {
      const stored = await kv.get(key, 'text')
      return stored === null ? null : parseEntry(stored, schema)
    } catch (error) {
      log('warn', 'cache_read_failed', { kind: kindOf(key), error: describeError(error) })
      return null
    }
  }

  return {
    put,

    async read({ key, schema, minEpoch, load }) {
      if (minEpoch !== REREAD) {
        const remembered = memory.get(key)
        if (remembered && remembered.untilMs > clock() && remembered.entry.epoch >= minEpoch) {
          // Only this module writes the memory, each key with one schema.
          return remembered.entry as CacheEntry<z.infer<typeof schema>>
        }
        const stored = await readKv(key, schema)
        if (stored && stored.epoch >= minEpoch) {
          remember(key, stored)
          return stored
        }
      }
      const loaded = await load()
      if (loaded) defer(put(key, loaded))
      else memory.delete(key)
      return loaded
    },

    async drop(key) {
      memory.delete(key)
      try {
        if (fitsKv(key)) await kv.delete(key)
      } catch (error) {
        log('warn', 'cache_delete_failed', { kind: kindOf(key), error: describeError(error) })
      }
    },
  }
}

/** `null` for whatever is not an entry of today's form: it is reread, never trusted. */
function parseEntry<T>(text: string, schema: z.ZodType<T>): CacheEntry<T> | null {
  try {
    const envelope = z.object({ form: z.literal(FORM_VERSION), epoch: z.number().int(), value: schema })
    const parsed = envelope.safeParse(JSON.parse(text))
    return parsed.success ? { epoch: parsed.data.epoch, value: parsed.data.value as T } : null
  } catch {
    return null
  }
}

const kindOf = (key: string) => key.split(':', 1)[0]
const fitsKv = (key: string) => new TextEncoder().encode(key).byteLength <= KV_KEY_BYTES

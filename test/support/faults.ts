/** Stores and Durable Objects that fail where a test says. */

/** `refused`: D1 itself fails the statement, and rolls its batch back · `unreachable`: the connection breaks. */
export type DatabaseFault = 'refused' | 'unreachable'

/** D1 that fails at the statements that `shouldFail` picks, counted from 1, those of batches one by one. */
export function createFaultyDatabase(
  d1: D1Database,
  shouldFail: (statement: number) => boolean,
  fault: DatabaseFault = 'refused',
): D1Database {
  let statements = 0
  const originals = new WeakMap<object, D1PreparedStatement>()
  const isNextBroken = () => {
    statements += 1
    return shouldFail(statements)
  }
  const broken = () => d1.prepare('SELECT * FROM a_table_that_is_not_there')
  const unreachable = () => new Error('Network connection lost.')

  function guard(statement: D1PreparedStatement): D1PreparedStatement {
    const pick = () => {
      if (!isNextBroken()) return statement
      if (fault === 'unreachable') throw unreachable()
      return broken()
    }
    const guarded = {
      bind: (...values: unknown[]) => guard(statement.bind(...values)),
      all: async () => pick().all(),
      run: async () => pick().run(),
      raw: async () => pick().raw(),
    }
    originals.set(guarded, statement)
    // What Drizzle uses of a statement.
    return guarded as unknown as D1PreparedStatement
  }

  return {
    prepare: (sql: string) => guard(d1.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) => {
      const picked = statements.map((statement) => (isNextBroken() ? null : originals.get(statement)!))
      if (fault === 'unreachable' && picked.includes(null)) throw unreachable()
      return d1.batch(picked.map((statement) => statement ?? broken()))
    },
    // What Drizzle uses of a database.
  } as unknown as D1Database
}

/** Calls that come before or instead of those of an object. `proceed` makes the real one. */
export type Interceptors = Record<string, (proceed: () => Promise<unknown>, parameters: unknown[]) => Promise<unknown>>

/** A namespace whose objects answer some calls by an interceptor. The gateway finds its objects by name alone. */
export function intercept<N extends { getByName(name: string): object }>(namespace: N, interceptors: Interceptors): N {
  const getByName = (name: string) =>
    new Proxy(namespace.getByName(name), {
      get(stub, property) {
        const method = Reflect.get(stub, property, stub) as (...parameters: unknown[]) => Promise<unknown>
        const interceptor = interceptors[String(property)]
        if (!interceptor) return method
        return (...parameters: unknown[]) => interceptor(async () => method(...parameters), parameters)
      },
    })
  return { getByName } as unknown as N
}

/** An interceptor: the object does not answer, while `isDown` says so. */
export const overloaded =
  (isDown: () => boolean = () => true): Interceptors[string] =>
  async (proceed) => {
    if (isDown()) throw new Error('Durable Object is overloaded.')
    return proceed()
  }

/** D1 and KV that answer late: what was read is old by then, what is written comes after what others wrote meanwhile. */
export function createSlowStores(
  stores: { DB: D1Database; CACHE: KVNamespace },
  /** Told the SQL or the key. */
  pause: (what: string) => Promise<unknown>,
) {
  const late = async <T>(what: string, work: Promise<T>) => {
    const answer = await work
    await pause(what)
    return answer
  }
  const originals = new WeakMap<object, D1PreparedStatement>()
  function slow(sql: string, statement: D1PreparedStatement): D1PreparedStatement {
    const slowed = {
      bind: (...values: unknown[]) => slow(sql, statement.bind(...values)),
      all: () => late(sql, statement.all()),
      run: () => late(sql, statement.run()),
      raw: () => late(sql, statement.raw()),
    }
    originals.set(slowed, statement)
    return slowed as unknown as D1PreparedStatement
  }
  const { DB, CACHE } = stores
  return {
    DB: {
      prepare: (sql: string) => slow(sql, DB.prepare(sql)),
      batch: (statements: D1PreparedStatement[]) =>
        late('batch', DB.batch(statements.map((one) => originals.get(one)!))),
    } as unknown as D1Database,
    CACHE: {
      get: (key: string) => late(key, CACHE.get(key)),
      put: async (key: string, text: string, options: KVNamespacePutOptions) => {
        await pause(key)
        await CACHE.put(key, text, options)
      },
      delete: (key: string) => CACHE.delete(key),
    } as unknown as KVNamespace,
  }
}

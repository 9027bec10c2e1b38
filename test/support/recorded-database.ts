/** D1 with a witness: notes each statement that is sent with its parameters, and passes it on. */

export type Statement = { sql: string; parameters: unknown[] }

export function recordDatabase(database: D1Database): { database: D1Database; statements: Statement[] } {
  const statements: Statement[] = []
  const recorded = new Proxy(database, {
    get(target, property) {
      if (property === 'prepare') return (sql: string) => recordStatement(target.prepare(sql), sql, statements)
      const value: unknown = Reflect.get(target, property)
      // The methods of D1 want their own object as `this`.
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { database: recorded, statements }
}

/** Drizzle binds every statement once, with no parameters where there are none. */
function recordStatement(prepared: D1PreparedStatement, sql: string, statements: Statement[]): D1PreparedStatement {
  const bind = prepared.bind.bind(prepared)
  prepared.bind = (...parameters: unknown[]) => {
    statements.push({ sql, parameters })
    return bind(...parameters)
  }
  return prepared
}

/** A D1 that remembers every statement it was given. */
export type RecordedStatement = { sql: string; parameters: unknown[] }

export function recordStatements(database: D1Database): { database: D1Database; statements: RecordedStatement[] } {
  const statements: RecordedStatement[] = []
  const recording = new Proxy(database, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property)
      if (property === 'prepare') {
        return (sql: string) => {
          const recorded: RecordedStatement = { sql, parameters: [] }
          statements.push(recorded)
          return recordBindings(target.prepare(sql), recorded)
        }
      }
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { database: recording, statements }
}

/** `bind` answers a new statement, which `batch` has to get as it is: only the parameters are looked at on the way. */
function recordBindings(statement: D1PreparedStatement, recorded: RecordedStatement): D1PreparedStatement {
  const bind = statement.bind.bind(statement)
  statement.bind = (...parameters: unknown[]) => {
    recorded.parameters = parameters
    return bind(...parameters)
  }
  return statement
}

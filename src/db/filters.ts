import { asc, desc, getTableName, sql, type Column, type SQL } from 'drizzle-orm'

/** Whether any of the columns contains the text, in any ASCII case. Not by LIKE: D1 takes patterns of 50 bytes at most. */
export function contains(text: string, columns: Column[]): SQL {
  return sql.join(
    [
      sql`(`,
      sql.join(
        columns.map((column) => sql`instr(lower(${column}), lower(${text})) > 0`),
        sql` OR `,
      ),
      sql`)`,
    ],
    sql``,
  )
}

/** `-name` descending, `name` ascending, then by id so that pages never overlap. */
export function orderBy(ordering: string, columns: Record<string, Column>, id: Column): SQL[] {
  const descending = ordering.startsWith('-')
  const column = columns[descending ? ordering.slice(1) : ordering]!
  const direction = descending ? desc : asc
  return column === id ? [direction(id)] : [direction(column), direction(id)]
}

/** `table.column`. In a select from one table Drizzle leaves the table out, which a correlated subquery misreads. */
export function qualified(column: Column): SQL {
  return sql`${sql.identifier(getTableName(column.table))}.${sql.identifier(column.name)}`
}

/** `column IN (…)` as one bound parameter, whatever the number of values: D1 binds a hundred at most. */
export function isOneOf(column: Column, values: string[]): SQL {
  return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`
}

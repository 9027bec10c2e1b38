import Papa from 'papaparse'

export type CsvRow = { [column: string]: string | number | null }

/** What a spreadsheet may take for a formula, however it is spaced or wide. The library's own pattern stops at a line break. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

/** RFC 4180, with a header. A text that looks like a formula begins with an apostrophe, which makes it a text. */
export function toCsv(columns: string[], rows: CsvRow[]): string {
  return Papa.unparse([columns, ...rows.map((row) => columns.map((column) => row[column]))], {
    escapeFormulae: FORMULA,
  })
}

/** The table: medians over the rounds, and ratios to the bare Worker. */
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseObject } from '../gateway-client.ts'
import { repositoryRoot } from '../local-home.ts'
import { median, ratioOf } from './statistics.ts'

/** One figure of one round after the other, of the bare Worker and of what is compared with it. */
export type Row = { title: string; unit: 'ms' | 'µs' | '/s'; bare: number[]; compared: number[][] }

const TITLE_WIDTH = 58
const VALUE_WIDTH = 9
const RATIO_WIDTH = 9

export function describeMachine(): string {
  const processors = cpus()
  const model = processors[0]?.model.trim() ?? 'unknown'
  const workerd = parseObject(readFileSync(join(repositoryRoot, 'node_modules/workerd/package.json'), 'utf8'))
  return `${processors.length} cores (${model}), Node ${process.versions.node}, workerd ${String(workerd['version'])}`
}

export function printTable(title: string, subjects: string[], rows: Row[]): void {
  const heads = subjects.map((subject) => subject.padStart(VALUE_WIDTH + RATIO_WIDTH)).join('')
  console.log(`\n${title.padEnd(TITLE_WIDTH)}${'bare'.padStart(VALUE_WIDTH)}${heads}`)
  for (const { title, unit, bare, compared } of rows) {
    const figures = compared.map(
      (values) => show(median(values)).padStart(VALUE_WIDTH) + showRatio(ratioOf(values, bare)).padStart(RATIO_WIDTH),
    )
    console.log(
      `  ${`${title}, ${unit}`.padEnd(TITLE_WIDTH - 2)}${show(median(bare)).padStart(VALUE_WIDTH)}${figures.join('')}`,
    )
  }
}

function show(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (value >= 100) return String(Math.round(value))
  return value.toFixed(value >= 10 ? 1 : 2)
}

function showRatio(ratio: number): string {
  return Number.isNaN(ratio) ? '' : `${ratio.toFixed(2)} ×`
}

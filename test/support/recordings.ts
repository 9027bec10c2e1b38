/// <reference types="vite/types/importMeta.d.ts" />
/** Answers recorded from real providers, see test/fixtures/README.md. */

const files = import.meta.glob<string>('../fixtures/recorded/*/*.{json,chunks.txt}', {
  query: '?raw',
  import: 'default',
  eager: true,
})

export type Recording = {
  folder: string
  name: string
  /** A whole body, or the data of each event of a stream. */
  answer: { kind: 'whole'; body: string } | { kind: 'stream'; events: string[] }
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

export const recordings: Recording[] = Object.entries(files).map(([path, text]) => {
  const [folder = '', name = ''] = path.split('/').slice(-2)
  const isStream = name.endsWith('.chunks.txt')
  return { folder, name, answer: isStream ? { kind: 'stream', events: linesOf(text) } : { kind: 'whole', body: text } }
})

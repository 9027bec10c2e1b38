/** HTML of strangers, through a real parse tree. Much code: loaded when an article is asked for, not before. */
import { fromParse5 } from 'hast-util-from-parse5'
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { toText } from 'hast-util-to-text'
import { defaultTreeAdapter, parseFragment } from 'parse5'
import type { Element, Nodes } from 'hast'

export type Heading = { level: number; text: string }

export type Body = {
  html: string
  /** As a reader sees it. */
  text: string
  /** In order, without empty ones. */
  headings: Heading[]
}

/** Unclosed elements are repeated by the rules of HTML: a short text can make millions. */
const MAX_ELEMENTS = 10_000

/** What these hold is no text of an article. */
const removed = words('script style template noscript noembed noframes title iframe object svg math textarea select')

/** Whatever is not named here goes, and what it holds stays. */
const bodySchema: Schema = {
  tagNames: words('h2 h3 h4 p ul ol li strong em a blockquote code pre br hr table caption thead tbody tfoot tr th td'),
  attributes: { a: ['href'], th: ['colSpan', 'rowSpan'], td: ['colSpan', 'rowSpan'] },
  protocols: { href: ['http', 'https'] },
  required: { a: { rel: ['nofollow', 'noopener'] } },
  ancestors: { ...defaultSchema.ancestors, caption: ['table'], li: ['ul', 'ol'] },
  // The title of an article stands above its body, and models like to repeat it there.
  strip: [...removed, 'h1'],
}

const plainSchema: Schema = { tagNames: [], attributes: {}, strip: ['script', 'style'] }

const renamed = new Map([
  ['b', 'strong'],
  ['i', 'em'],
  ['h5', 'h4'],
  ['h6', 'h4'],
])

/** An article's body with only the elements of an article. @throws Error when it is not a sane tree. */
export function cleanBody(markup: string): Body {
  const tree = parse(markup)
  const elements = [...elementsOf(tree)]
  const hasOneTitle = elements.filter(({ tagName }) => tagName === 'h1').length === 1
  for (const element of elements) {
    // Several are the sections' headings.
    if (element.tagName === 'h1' && !hasOneTitle) element.tagName = 'h2'
    // A link to nowhere is none.
    if (element.tagName === 'a' && !isWebLink(element)) element.tagName = 'span'
    element.tagName = renamed.get(element.tagName) ?? element.tagName
  }
  const clean = sanitize(tree, bodySchema)
  return { html: toHtml(clean).trim(), text: toText(clean), headings: readHeadings(clean) }
}

/** Text as text: what looks like markup in it goes, also what does only after a first look. */
export function toPlainText(text: string): string {
  const before = toLine(text)
  const after = toLine(toText(sanitize(parse(before), plainSchema)))
  return after === before ? after : toPlainText(after)
}

function parse(markup: string): Nodes {
  let elements = 0
  const createElement: typeof defaultTreeAdapter.createElement = (...parts) => {
    elements += 1
    if (elements > MAX_ELEMENTS) throw new RangeError(`More than ${MAX_ELEMENTS} elements`)
    return defaultTreeAdapter.createElement(...parts)
  }
  return fromParse5(parseFragment(markup, { treeAdapter: { ...defaultTreeAdapter, createElement } }))
}

function* elementsOf(node: Nodes): Generator<Element> {
  if (!('children' in node)) return
  for (const child of node.children) {
    if (child.type === 'element') yield child
    yield* elementsOf(child)
  }
}

function isWebLink({ properties: { href } }: Element): boolean {
  return typeof href === 'string' && /^https?:\/\//i.test(href)
}

function readHeadings(tree: Nodes): Heading[] {
  return [...elementsOf(tree)]
    .filter(({ tagName }) => /^h\d$/.test(tagName))
    .map((element) => ({ level: Number(element.tagName[1]), text: toLine(toText(element)) }))
    .filter(({ text }) => text !== '')
}

function words(list: string): string[] {
  return list.split(' ')
}

const toLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

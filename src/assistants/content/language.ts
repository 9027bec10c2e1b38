/** Languages by tag or name, as the runtime's own Unicode data (CLDR) knows them. */

/** Names for what has several, beside those of CLDR. */
const OTHER_NAMES = { farsi: 'fa', bengali: 'bn', mandarin: 'zh' }

/** Tags with a name of their own that are not two letters. */
const LONGER_TAGS = ['ckb', 'fil', 'yue', 'fa-AF', 'zh-Hans', 'zh-Hant', 'pt-BR', 'pt-PT', 'en-GB', 'en-US', 'es-419']

const RIGHT_TO_LEFT_SCRIPTS = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr'])

const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz']

let tagsByName: Map<string, string> | undefined

/** The canonical BCP 47 tag of a tag (`pt_br`) or of a language's name, English or its own. `null`: neither. */
export function toLanguageTag(text: string): string | null {
  tagsByName ??= readTagsByName()
  const named = tagsByName.get(text.toLowerCase())
  if (named !== undefined) return named
  try {
    const { language, baseName } = new Intl.Locale(text.replaceAll('_', '-'))
    // Longer ones are free for the future, so every name looks like a tag.
    return language.length <= 3 ? baseName : null
  } catch {
    return null
  }
}

function readTagsByName(): Map<string, string> {
  const names = new Map(Object.entries(OTHER_NAMES))
  const english = englishNames()
  const pairs = ALPHABET.flatMap((first) => ALPHABET.map((second) => first + second))
  for (const code of [...pairs, ...LONGER_TAGS]) {
    const name = english.of(code)
    if (name === undefined) continue
    // The canonical one, since some languages had other codes before.
    const [tag] = Intl.getCanonicalLocales(code)
    const own = new Intl.DisplayNames([code], { type: 'language' }).of(code)
    for (const each of [name, own ?? name]) names.set(each.toLowerCase(), tag!)
  }
  return names
}

const englishNames = () => new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** In English, with the tag: `Persian (fa)`. */
export function describeLanguage(tag: string): string {
  const name = englishNames().of(tag)
  return name === undefined ? tag : `${name} (${tag})`
}

export function directionOf(tag: string): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(tag).maximize()
  return script !== undefined && RIGHT_TO_LEFT_SCRIPTS.has(script) ? 'rtl' : 'ltr'
}

/** Words and numbers, also where they stand without spaces (Unicode's UAX #29, with the runtime's dictionaries). */
export function countWords(text: string, tag: string): number {
  const segments = new Intl.Segmenter(tag, { granularity: 'word' }).segment(text)
  return [...segments].filter(({ isWordLike }) => isWordLike).length
}

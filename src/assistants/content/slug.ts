const MAX_CHARACTERS = 80

/**
 * A slug in the title's own script: letters and digits in lower case (NFC), with single hyphens between words. Cut between
 * words where there are any. Empty for a title without letters and digits.
 */
export function toSlug(title: string, languageTag: string): string {
  const lowerCase = title
    .normalize('NFC')
    .replaceAll(/['’]/g, '')
    .toLocaleLowerCase(languageTag)
  // Marks belong to their letter: vowels of Hindi or Thai are such.
  const words = lowerCase.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  let slug = [...(words[0] ?? '')].slice(0, MAX_CHARACTERS).join('')
  for (const word of words.slice(1)) {
    const longer = `${slug}-${word}`
    if ([...longer].length > MAX_CHARACTERS) break
    slug = longer
  }
  return slug
}

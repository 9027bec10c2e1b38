/** Keys that must show nowhere in the clear, and the search for them. */

export const createCanary = (name: string) => `sk-${name}-${crypto.randomUUID().replaceAll('-', '')}`

/** Where a text gives a key away: whole, in part, or in another coding. */
export function findKeys(keys: readonly string[], text: string): string[] {
  return keys.flatMap((key) => {
    const parts = [key.slice(8, 20), key.slice(-16, -4), key.slice(0, 24)]
    const hex = Array.from(key, (char) => char.charCodeAt(0).toString(16)).join('')
    // In base64 a text looks different at each of three offsets; two characters at either end belong to neighbours.
    const base64 = ['', 'x', 'xx'].map((lead) => btoa(lead + key).slice(4, -4))
    const url = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))
    return [...parts, hex, ...base64, ...url].filter((form) => text.includes(form)).map((form) => `${key} as ${form}`)
  })
}

/**
 * Where Gatehouse may send provider keys. Asked when a base URL is stored and again each time one is used.
 */
import ipaddr from 'ipaddr.js'

export type UrlVerdict = { url: URL; problem?: never } | { url?: never; problem: string }

const INWARD_NAMES = /(^|\.)(localhost|local|internal|intranet|home\.arpa|lan|corp|home)$/

/** `allowLoopback` is the development switch: this machine, over http and any port. */
export function checkUpstreamUrl(text: string, { allowLoopback }: { allowLoopback: boolean }): UrlVerdict {
  if (!URL.canParse(text)) return { problem: 'is not a URL' }
  const url = new URL(text)
  if (url.username || url.password) return { problem: 'must not hold a user name or password' }
  if (url.search || url.hash) return { problem: 'must not hold a query or fragment' }
  if (/[\\\s]/.test(text) || /%2f|%5c|%2e|\/\.\.?(\/|$)/i.test(text.replace(/^[^:]*:\/\//, ''))) {
    return { problem: 'has a path that could be read in two ways' }
  }
  // The parser has already turned decimal, octal and hex forms of IPv4 into dotted quads.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (allowLoopback && isLoopback(host)) {
    return url.protocol === 'http:' || url.protocol === 'https:' ? { url } : { problem: 'must be http or https' }
  }
  if (url.protocol !== 'https:') return { problem: 'must begin with https://' }
  if (url.port !== '') return { problem: 'must use the standard port' }
  if (host.endsWith('.')) return { problem: 'must not end in a dot' }
  if (ipaddr.isValid(host)) {
    return isPublic(host) ? { url } : { problem: 'points to a private or reserved address' }
  }
  if (!host.includes('.') || INWARD_NAMES.test(host)) return { problem: 'points to a name of a private network' }
  return { url }
}

/** Of IPv6 only this block is given out (RFC 4291 §2.4). Outside it stand forms with an IPv4 address inside. */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

function isPublic(host: string): boolean {
  const address = ipaddr.process(host)
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(PUBLIC_IPV6)
}

/** Whether a host, IPv6 in brackets or without, is this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback')
}

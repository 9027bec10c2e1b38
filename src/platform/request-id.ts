/** A new id of a request, as `x-request-id` carries it. */
export function createRequestId(): string {
  return `req_${crypto.randomUUID().replaceAll('-', '')}`
}

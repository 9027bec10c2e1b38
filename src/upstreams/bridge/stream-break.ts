/**
 * A stream that ends where it breaks, and tells of it. An error would take along what has come and is not read yet: the
 * caller would miss it, and nobody would count it.
 */
export function tellBreak(response: Response, onBreak: (error: unknown) => void): Response {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (!isStream || !response.body) return response
  const reader = response.body.getReader()
  const body = new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
      } catch (error) {
        onBreak(error)
      }
      controller.close()
      // A read that waits with a buffer of its own has to be let go.
      controller.byobRequest?.respond(0)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return new Response(body, response)
}

/** The listening side against an object that misbehaves. */
import { describe, expect, it } from 'vitest'
import { openFeed } from '../../../src/ledger/events/event-feed.ts'
import { PING, PONG } from '../../../src/ledger/events/event-log.ts'
import { numbered, waitUntil } from '../../support/events.ts'

const opened = JSON.stringify({ kind: 'opened', opening: { position: 1, isReset: false, missed: [] } })

/** A feed of an object whose side of the socket is a test's. */
async function arrange({ answersPings = true, first = opened }: { answersPings?: boolean; first?: string } = {}) {
  const { 0: theirs, 1: ours } = new WebSocketPair()
  ours.accept()
  ours.addEventListener('message', ({ data }) => {
    if (data === PING && answersPings) ours.send(PONG)
  })
  ours.send(first)
  const seen = { ends: 0, events: 0 }
  const feed = await openFeed(
    { fetch: async () => new Response(null, { status: 101, webSocket: theirs }) },
    { after: null, audience: 'all' },
    { onEvent: () => void (seen.events += 1), onEnd: () => void (seen.ends += 1) },
  )
  return { feed, ours, seen }
}

describe('a feed', () => {
  it('goes on while its object answers', async () => {
    const { feed, ours, seen } = await arrange()
    for (let check = 0; check < 5; check += 1) {
      feed.check()
      await scheduler.wait(5)
    }
    ours.send(JSON.stringify({ kind: 'event', event: { ...numbered(1), id: 2, atMs: 1 } }))
    await waitUntil(() => seen.events === 1)
    expect(seen.ends).toBe(0)
    feed.close()
  })

  it('ends when nothing has come back since the last time', async () => {
    const { feed, seen } = await arrange({ answersPings: false })
    feed.check()
    await scheduler.wait(5)
    expect(seen.ends).toBe(0)
    feed.check()
    expect(seen.ends).toBe(1)
  })

  it('ends once, and tells nothing afterwards', async () => {
    const { feed, ours, seen } = await arrange()
    feed.close()
    feed.close()
    ours.send(JSON.stringify({ kind: 'event', event: { ...numbered(1), id: 2, atMs: 1 } }))
    ours.close()
    await scheduler.wait(5)
    expect(seen).toEqual({ ends: 1, events: 0 })
  })

  it.each<[string, () => Promise<Response>]>([
    ['is not reachable', () => Promise.reject(new Error('Durable Object is overloaded.'))],
    ['answers something else', async () => new Response('no', { status: 500 })],
    [
      'breaks off before it has said anything',
      async () => {
        const { 0: theirs, 1: ours } = new WebSocketPair()
        ours.accept()
        ours.close()
        return new Response(null, { status: 101, webSocket: theirs })
      },
    ],
  ])('is a ledger_unavailable when the object %s', async (_, fetch) => {
    const listener = { onEvent: () => undefined, onEnd: () => undefined }
    await expect(openFeed({ fetch }, { after: null, audience: 'all' }, listener)).rejects.toMatchObject({
      code: 'ledger_unavailable',
    })
  })
})

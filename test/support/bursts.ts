/** Calls at the same moment, through several isolates, to an upstream that answers when a test says so. */
import { chat, createAdmin, createGateway, createProvider, type Gateway } from './gateway.ts'
import { times } from './ledger.ts'

/** USD per million tokens, so that a token costs a micro-USD. */
const PRICES = { pricing_input: 1, pricing_output: 1 }
/** What the upstream says that a call has used. */
export const USED_TOKENS = 10
/** A chat of this many tokens at most, besides those of its text. */
export const MAX_TOKENS = 50

export type Burst = {
  /** How many the upstream got. */
  admitted: number
  /** The answers to the others. */
  refused: Response[]
  /** Has the upstream answer, the `index`th of them with a failure where `fails` says so; waits until all is settled. */
  finish(fails?: (index: number) => boolean): Promise<Response[]>
}

export type Bursts = Awaited<ReturnType<typeof createBursts>>

export async function createBursts(parts: { slug: string; fields?: object }) {
  const held: ((answer: Response) => void)[] = []
  let onArrival = () => undefined as void
  const upstream = () =>
    new Promise<Response>((resolve) => {
      held.push(resolve)
      onArrival()
    })
  const isolates: [Gateway, ...Gateway[]] = [
    createGateway({ upstream }),
    createGateway({ upstream }),
    createGateway({ upstream }),
  ]
  const root = await createAdmin('super_admin')
  const { slug, fields } = parts
  const { name, providerId } = await createProvider(isolates[0], root.key, { slug, fields: { ...PRICES, ...fields } })

  /** As the super admin. */
  async function change<T>(method: string, path: string, json?: object): Promise<T> {
    const response = await isolates[0].fetch(`/api/v1${path}`, { key: root.key, method, ...(json && { json }) })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json<T>()
  }

  /** So many calls at once. Returns when each is either at the upstream or refused. */
  async function burst(count: number, key: string, maxTokens = MAX_TOKENS): Promise<Burst> {
    const refused: Response[] = []
    const { promise: allDecided, resolve } = Promise.withResolvers<void>()
    let decided = 0
    let isFinishing = false
    const decide = () => {
      decided += 1
      if (decided === count) resolve()
    }
    onArrival = decide
    const calls = times(count, async (index) => {
      const json = chat(name, { max_tokens: maxTokens })
      const response = await isolates[index % isolates.length]!.fetch('/v1/chat/completions', { key, json })
      if (!isFinishing && response.status !== 200) {
        refused.push(response)
        decide()
      }
      return response
    })
    await Promise.race([allDecided, Promise.all(calls)])
    const admitted = held.length
    return {
      admitted,
      refused,
      async finish(fails = () => false) {
        isFinishing = true
        for (const [index, answer] of held.splice(0).entries()) answer(fails(index) ? broken() : served())
        const responses = await Promise.all(calls)
        await Promise.all(isolates.map((gateway) => gateway.settle()))
        return responses.filter((response) => !refused.includes(response))
      },
    }
  }

  /** What is reserved for a call: as many tokens as micro-USD. */
  async function reservedBy(maxTokens: number): Promise<number> {
    const caller = await createAdmin()
    const { finish } = await burst(1, caller.key, maxTokens)
    const { open } = await isolates[0].deps.ledgers.report(caller.id)
    await finish()
    return open[0]!.reservedTokens
  }

  return { isolates, slug, name, providerId, change, burst, reservedBy }
}

const served = () =>
  Response.json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'chat-1',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: USED_TOKENS },
  })

const broken = () => Response.json({ error: { message: 'broken' } }, { status: 500 })

import { beforeEach, describe, expect, it } from 'vitest'
import { chat, createAdmin, createGateway, createProvider } from '../support/gateway.ts'

/** One USD per million tokens in, two out: a call of 7 and 3 tokens costs 13 micro-USD. */
const priced = { pricing_input: 1, pricing_output: 2, max_output_tokens: 100 }
const usage = { prompt_tokens: 7, completion_tokens: 3 }

const gateway = createGateway({ upstream: () => Response.json({ choices: [{ message: { content: 'Hi' } }], usage }) })
let providers = 0
let root: { key: string }
let caller: { id: number; key: string }

beforeEach(async () => {
  root = await createAdmin('super_admin')
  caller = await createAdmin()
})

async function change(method: string, path: string, json: object): Promise<void> {
  const response = await gateway.fetch(`/api/v1${path}`, { key: root.key, method, json })
  if (!response.ok) throw new Error(await response.text())
}

/** `null`: no budget of its own. */
async function arrange(budgetUsd: number | null, fields: object) {
  providers += 1
  const slug = `budget-${providers}`
  const { name, providerId, modelId } = await createProvider(gateway, root.key, { slug, fields })
  await change('PUT', `/admins/${caller.id}/settings/${slug}`, { monthly_budget_usd: budgetUsd })
  const call = async (more: object = {}) => {
    const response = await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name, more) })
    const { error } = await response.json<{ error?: { code: string } }>()
    return { status: response.status, code: error?.code }
  }
  const spent = async () => {
    await gateway.settle()
    const report = await gateway.deps.ledgers.report(caller.id)
    return report.usage.filter((row) => row.providerId === providerId).reduce((sum, row) => sum + row.costMicroUsd, 0)
  }
  return { call, spent, modelId }
}

describe('under a monthly budget', () => {
  it('calls are admitted while their highest cost fits, and charged what they cost', async () => {
    const { call, spent } = await arrange(0.001, priced)
    expect(await call({ max_tokens: 10 })).toMatchObject({ status: 200 })
    expect(await spent()).toBe(13)
    expect(await call({ max_tokens: 1_000 })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect(await spent()).toBe(13)
  })

  it('racing calls never spend more than it, and what is not spent is given back', async () => {
    const { call, spent } = await arrange(0.000_3, priced)
    const first = await Promise.all(Array.from({ length: 30 }, () => call({ max_tokens: 50 })))
    expect(first.some(({ code }) => code === 'budget_reached')).toBe(true)
    const admitted = first.filter(({ status }) => status === 200).length
    expect(await spent()).toBe(admitted * 13)
    let more = 0
    while ((await call({ max_tokens: 50 })).status === 200) {
      more += 1
      await gateway.settle()
    }
    expect(more).toBeGreaterThan(0)
    expect(await spent()).toBeLessThanOrEqual(300)
  })

  it('a model of unknown price is refused, a free one is not', async () => {
    const unknown = await arrange(1, { pricing: 'unknown' })
    expect(await unknown.call()).toMatchObject({ status: 403, code: 'budget_price_unknown' })
    const free = await arrange(0, { pricing: 'free' })
    expect(await free.call()).toMatchObject({ status: 200 })
    expect(await free.spent()).toBe(0)
  })

  it('a call without any bound of its output is refused, with the parameter that would give one', async () => {
    const { call } = await arrange(1, { pricing_input: 1, pricing_output: 2 })
    expect(await call()).toMatchObject({ status: 400, code: 'budget_needs_max_tokens' })
    expect(await call({ max_tokens: 10 })).toMatchObject({ status: 200 })
  })

  it('a price that was raised counts from the next call on, and what was spent before stays', async () => {
    const { call, spent, modelId } = await arrange(0.001, priced)
    expect(await call({ max_tokens: 100 })).toMatchObject({ status: 200 })
    await change('PATCH', `/ai/models/${modelId}`, { pricing_input: 10, pricing_output: 20 })
    expect(await call({ max_tokens: 100 })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect(await call({ max_tokens: 10 })).toMatchObject({ status: 200 })
    expect(await spent()).toBe(13 + 130)
  })
})

describe('under a monthly budget over all providers', () => {
  it('what is spent at one provider is missing at the other', async () => {
    const [one, other] = [await arrange(null, priced), await arrange(null, priced)]
    await change('PATCH', `/admins/${caller.id}`, { monthly_budget_usd: 0.000_13 })
    expect(await one.call({ max_tokens: 10 })).toMatchObject({ status: 200 })
    expect(await one.spent()).toBe(13)
    // 117 micro-USD are left: 45 for what it reads at most, and 36 tokens of output.
    expect(await other.call({ max_tokens: 50 })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect(await other.call({ max_tokens: 10 })).toMatchObject({ status: 200 })
    expect(await other.spent()).toBe(13)
  })

  it('a budget at a provider holds as well', async () => {
    const { call, spent } = await arrange(0.000_1, priced)
    await change('PATCH', `/admins/${caller.id}`, { monthly_budget_usd: 100 })
    expect(await call({ max_tokens: 100 })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect(await spent()).toBe(0)
  })
})

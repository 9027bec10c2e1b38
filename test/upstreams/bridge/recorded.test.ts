/** Every answer that was recorded from a real provider, replayed through its package and the bridge. */
import { afterAll, describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../src/upstreams/bridge/chat/chat.ts'
import { createBridgeCall } from '../../support/bridge-call.ts'
import { validateOpenAi } from '../../support/openai-schema.ts'
import { recordings, type Recording } from '../../support/recordings.ts'
import { readEvents } from '../../support/sse.ts'
import { joinCompletion, readCompletion } from './recorded/openai.ts'
import { planFor, type Plan } from './recorded/plans.ts'
import type { Raw, Told } from './recorded/told.ts'

const plans = recordings.map((recording) => ({ ...recording, plan: planFor(recording) }))
const outcomes: { folder: string; outcome: string }[] = []

async function ask(recording: Recording, plan: Exclude<Plan, { kind: 'no chat' }>, body: string): Promise<Response> {
  const isStream = recording.answer.kind === 'stream'
  const contentType = isStream ? 'text/event-stream' : 'application/json'
  const { call } = createBridgeCall<'languageModel'>('recorded', plan.createModel, () => {
    return new Response(body, { headers: { 'content-type': contentType } })
  })
  const request = plan.kind === 'replay' ? plan.request : {}
  return bridgeChat(
    { ...call, isStream },
    { model: 'recorded', messages: [{ role: 'user', content: 'Hi' }], ...request },
  )
}

async function readWhole(response: Response): Promise<Told> {
  const completion: Raw = await response.json()
  expect(validateOpenAi('CreateChatCompletionResponse', completion)).toEqual([])
  return readCompletion(completion)
}

async function readStream(response: Response): Promise<Told> {
  const events = await readEvents(response)
  expect(events.at(-1)).toBe('[DONE]')
  const chunks = events.slice(0, -1).map((event): Raw => JSON.parse(event))
  for (const chunk of chunks) expect(validateOpenAi('CreateChatCompletionStreamResponse', chunk)).toEqual([])
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } })
  return readCompletion(joinCompletion(chunks))
}

/** Models put spaces into JSON as they like. */
const withCompactJson = (told: Told): Told => ({ ...told, text: JSON.stringify(JSON.parse(told.text)) })

it('finds the recordings', () => {
  expect(recordings).toHaveLength(193)
})

describe('a recorded answer comes out as OpenAI has it, with all that it says', () => {
  for (const { plan, ...recording } of plans) {
    if (plan.kind !== 'replay') continue
    it(`${recording.folder}/${recording.name}`, async () => {
      for (const { body, told } of plan.answers) {
        const response = await ask(recording, plan, body)
        const answer = await (recording.answer.kind === 'stream' ? readStream(response) : readWhole(response))
        expect('response_format' in plan.request ? withCompactJson(answer) : answer).toEqual(told)
      }
      outcomes.push({ folder: recording.folder, outcome: 'passes' })
    })
  }
})

describe('a broken answer does not come out as if it were whole', () => {
  for (const { plan, ...recording } of plans) {
    if (plan.kind !== 'breaks') continue
    it(`${recording.folder}/${recording.name}: ${plan.reason}`, async () => {
      const response = await ask(recording, plan, plan.body)
      await expect(response.text()).rejects.toMatchObject({ code: 'upstream_error' })
      outcomes.push({ folder: recording.folder, outcome: `cannot be expressed: ${plan.reason}` })
    })
  }
})

afterAll(() => {
  for (const { plan, folder } of plans) {
    if (plan.kind === 'no chat') outcomes.push({ folder, outcome: `no chat: ${plan.reason}` })
  }
  const lines = Object.entries(Object.groupBy(outcomes, ({ folder, outcome }) => `${folder.padEnd(18)}${outcome}`))
  console.log(
    ['Recorded answers', ...lines.map(([line, rows]) => `${String(rows?.length).padStart(4)}  ${line}`)].join('\n'),
  )
})

/** Every answer that was recorded from a real provider, replayed through its package and the bridge of responses. */
import { afterAll, describe, expect, it } from 'vitest'
import type { BridgeCall } from '../../../../src/upstreams/bridge/port.ts'
import { bridgeResponses } from '../../../../src/upstreams/bridge/responses/responses.ts'
import { createBridgeCall } from '../../../support/bridge-call.ts'
import { recordings, type Recording } from '../../../support/recordings.ts'
import { planFor, type Plan } from '../recorded/plans.ts'
import type { Raw, Told } from '../recorded/told.ts'
import { answerStream, answerWhole, joinOutput, readResponse, request } from './answers.ts'

const plans = recordings.map((recording) => ({ ...recording, plan: planFor(recording) }))
let passed = 0

function callOf(recording: Recording, plan: Exclude<Plan, { kind: 'no chat' }>, body: string) {
  const contentType = recording.answer.kind === 'stream' ? 'text/event-stream' : 'application/json'
  return createBridgeCall<'languageModel'>('recorded', plan.createModel, () => {
    return new Response(body, { headers: { 'content-type': contentType } })
  }).call
}

/** The one format that a recording was asked for, in the form that it has here. */
function toText({ response_format: format }: Raw) {
  return format ? { text: { format: { type: format.type, ...format.json_schema } } } : {}
}

async function readStream(call: BridgeCall<'languageModel'>, more: object): Promise<Told> {
  const events = await answerStream(call, more)
  expect(events.slice(0, 2).map(({ type }) => type)).toEqual(['response.created', 'response.in_progress'])
  const last = events.at(-1)
  expect(last.type).toBe(`response.${last.response.status}`)
  expect(joinOutput(events)).toEqual(last.response.output)
  return readResponse(last.response)
}

/** As far as a response says it. Models put spaces into JSON as they like. */
const comparable = ({ text, finishReason, signatures, ...told }: Told, isJson: boolean) => ({
  ...told,
  text: isJson ? JSON.stringify(JSON.parse(text)) : text,
  finishReason: finishReason === 'tool_calls' ? 'stop' : finishReason,
  signatures: signatures.toSorted(),
})

describe('a recorded answer comes out as a response, with all that it says', () => {
  for (const { plan, ...recording } of plans) {
    if (plan.kind !== 'replay') continue
    it(`${recording.folder}/${recording.name}`, async () => {
      for (const { body, told } of plan.answers) {
        const call = callOf(recording, plan, body)
        const more = toText(plan.request)
        const isStream = recording.answer.kind === 'stream'
        const answer = isStream ? await readStream(call, more) : readResponse(await answerWhole(call, more))
        const isJson = 'text' in more
        expect(comparable(answer, isJson)).toEqual(comparable(told, isJson))
      }
      passed += 1
    })
  }
})

describe('a broken answer does not come out as if it were whole', () => {
  for (const { plan, ...recording } of plans) {
    if (plan.kind !== 'breaks') continue
    it(`${recording.folder}/${recording.name}`, async () => {
      const call = { ...callOf(recording, plan, plan.body), isStream: true }
      const answer = await bridgeResponses(call, { ...request, stream: true })
      await expect(answer.text()).rejects.toMatchObject({ code: 'upstream_error' })
    })
  }
})

afterAll(() => console.log(`Recorded answers that come out as responses: ${passed}`))

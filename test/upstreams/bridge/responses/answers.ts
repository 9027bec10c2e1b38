/** What the bridge answers to a request for a response, judged by OpenAI's schemas. */
import { expect } from 'vitest'
import type { BridgeCall } from '../../../../src/upstreams/bridge/port.ts'
import { bridgeResponses } from '../../../../src/upstreams/bridge/responses/responses.ts'
import { validateOpenAi } from '../../../support/openai-schema.ts'
import type { Raw, Told } from '../recorded/told.ts'

type Call = BridgeCall<'languageModel'>

export const request = { model: 'm', input: 'Hi' }

export async function answerWhole(call: Call, more: object = {}): Promise<Raw> {
  const answer = await bridgeResponses(call, { ...request, ...more })
  const response = await answer.json()
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(validateOpenAi('Response', response)).toEqual([])
  return response
}

/** The events of a stream, each in its order and named by its type. */
export async function answerStream(call: Call, more: object = {}): Promise<Raw[]> {
  const answer = await bridgeResponses({ ...call, isStream: true }, { ...request, ...more, stream: true })
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  return readEvents(await answer.text())
}

export function readEvents(text: string): Raw[] {
  const events = text
    .split('\n\n')
    .filter((lines) => lines !== '' && !lines.startsWith(':'))
    .map((lines): Raw => {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/s.exec(lines) ?? []
      const event: Raw = JSON.parse(data ?? 'null')
      expect(event.type).toBe(name)
      return event
    })
  for (const [index, event] of events.entries()) {
    expect(event.sequence_number).toBe(index)
    expect(validateOpenAi('ResponseStreamEvent', event), JSON.stringify(event)).toEqual([])
  }
  return events
}

/** The output that events add up to, as a client puts it together. */
export function joinOutput(events: Raw[]): Raw[] {
  const output: Raw[] = []
  for (const event of events) {
    const item = output[event.output_index]
    switch (event.type) {
      case 'response.output_item.added':
        expect(event.output_index).toBe(output.length)
        output.push(structuredClone(event.item))
        break
      case 'response.content_part.added':
        item.content[event.content_index] = structuredClone(event.part)
        break
      case 'response.output_text.delta':
        item.content[event.content_index].text += event.delta
        break
      case 'response.output_text.annotation.added':
        item.content[event.content_index].annotations[event.annotation_index] = event.annotation
        break
      case 'response.reasoning_summary_part.added':
        item.summary[event.summary_index] = structuredClone(event.part)
        break
      case 'response.reasoning_summary_text.delta':
        item.summary[event.summary_index].text += event.delta
        break
      case 'response.function_call_arguments.delta':
        item.arguments += event.delta
        break
      case 'response.output_item.done': {
        // What came in pieces is what the item is; its state, an image and what is carried come with the end.
        const { status, encrypted_content, result } = event.item
        Object.assign(item, status && { status }, encrypted_content && { encrypted_content }, result && { result })
        expect(event.item).toEqual(item)
        break
      }
    }
  }
  return output
}

export function readResponse({ output, usage, incomplete_details: incomplete }: Raw): Told {
  const items = (type: string): Raw[] => output.filter((item: Raw) => item.type === type)
  return {
    text: items('message')
      .flatMap(({ content }) => content.map(({ text }: Raw) => text))
      .join(''),
    reasoning: items('reasoning')
      .flatMap(({ summary }) => summary.map(({ text }: Raw) => text))
      .join(''),
    toolCalls: items('function_call').map(({ name, arguments: text }) => ({ name, arguments: JSON.parse(text) })),
    // Whether it is the caller's turn to run tools, the calls say.
    finishReason: incomplete ? finishReasons[incomplete.reason as keyof typeof finishReasons] : 'stop',
    signatures: items('reasoning').flatMap(({ encrypted_content }) => signaturesIn(encrypted_content)),
    usage: {
      prompt: usage.input_tokens,
      cached: usage.input_tokens_details.cached_tokens,
      completion: usage.output_tokens,
    },
  }
}

const finishReasons = { max_output_tokens: 'length', content_filter: 'content_filter' }

function signaturesIn(encrypted: string | undefined): string[] {
  if (!encrypted) return []
  const {
    reasoning_details = [],
    tool_calls = {},
    extra_content,
  }: Raw = JSON.parse(
    new TextDecoder().decode(
      Uint8Array.from(atob(encrypted.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)),
    ),
  )
  const extras: Raw[] = [...Object.values(tool_calls), ...(extra_content ? [extra_content] : [])]
  return [
    ...reasoning_details.map(({ provider_metadata }: Raw) => Object.values<Raw>(provider_metadata)[0].signature),
    ...extras.map((extra) => extra.google.thought_signature),
  ]
}

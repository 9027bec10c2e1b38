/** Protocols of whose answers there are no recordings: the least that they may be. */
import { events, json } from './answers.ts'
import { toFrame } from './aws-frames.ts'
import { counted, weather, type Dialect, type Played } from './dialect.ts'

const cohereUsage = { billed_units: counted, tokens: counted }

const saysAsCohere = (text: string): Played => ({
  ...counted,
  answer: json({
    generation_id: 'gen-1',
    message: { role: 'assistant', content: [{ type: 'text', text }] },
    finish_reason: 'COMPLETE',
    usage: cohereUsage,
  }),
})

const cohereCall = { id: 'weather_1', type: 'function', function: { name: 'weather', arguments: '' } }
const cohereEnd = (finish_reason: string) => ({ type: 'message-end', delta: { finish_reason, usage: cohereUsage } })

const cohere: Dialect = {
  protocol: 'cohere',
  modelId: 'command-a-vision-07-2025',
  paths: ['/v1/chat', '/v1/chat'],
  keyHeader: 'authorization',
  text: {
    whole: saysAsCohere('Hello from Cohere.'),
    streamed: {
      ...counted,
      answer: events([
        { type: 'message-start', id: 'gen-1' },
        { type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } },
        { type: 'content-delta', index: 0, delta: { message: { content: { text: 'Hello ' } } } },
        { type: 'content-delta', index: 0, delta: { message: { content: { text: 'from Cohere.' } } } },
        { type: 'content-end', index: 0 },
        cohereEnd('COMPLETE'),
      ]),
    },
    begins: 'Hello from Cohere.',
    beginsStreamed: 'Hello from Cohere.',
  },
  call: {
    whole: {
      ...counted,
      answer: json({
        generation_id: 'gen-1',
        message: {
          role: 'assistant',
          tool_calls: [{ ...cohereCall, function: { name: 'weather', arguments: JSON.stringify(weather.sent) } }],
        },
        finish_reason: 'TOOL_CALL',
        usage: cohereUsage,
      }),
    },
    streamed: {
      ...counted,
      answer: events([
        { type: 'message-start', id: 'gen-1' },
        { type: 'tool-call-start', index: 0, delta: { message: { tool_calls: cohereCall } } },
        ...['{"location":', '"San Francisco"}'].map((part) => ({
          type: 'tool-call-delta',
          index: 0,
          delta: { message: { tool_calls: { function: { arguments: part } } } },
        })),
        { type: 'tool-call-end', index: 0 },
        cohereEnd('TOOL_CALL'),
      ]),
    },
    ...weather,
  },
  says: saysAsCohere,
}

const bedrockUsage = { inputTokens: 7, outputTokens: 5, totalTokens: 12 }

const answersAsBedrock = (content: object[], stopReason: string): Played => ({
  ...counted,
  answer: json({ output: { message: { role: 'assistant', content } }, stopReason, usage: bedrockUsage }),
})

const streamsAsBedrock = (deltas: object[], { start, stopReason }: { start?: object; stopReason: string }): Played => ({
  ...counted,
  answer: (response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
    response.write(toFrame('messageStart', { role: 'assistant' }))
    if (start) response.write(toFrame('contentBlockStart', { contentBlockIndex: 0, start }))
    for (const delta of deltas) response.write(toFrame('contentBlockDelta', { contentBlockIndex: 0, delta }))
    response.write(toFrame('contentBlockStop', { contentBlockIndex: 0 }))
    response.write(toFrame('messageStop', { stopReason }))
    response.end(toFrame('metadata', { usage: bedrockUsage, metrics: { latencyMs: 1 } }))
  },
})

const bedrockModel = '/v1/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0'

const bedrock: Dialect = {
  protocol: 'amazon-bedrock',
  provider: { config: { region: 'eu-west-1' }, shared_api_key: 'AKIAIOSFODNN7EXAMPLE:not-the-secret-of-anybody' },
  modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  paths: [`${bedrockModel}/converse`, `${bedrockModel}/converse-stream`],
  keyHeader: 'authorization',
  text: {
    whole: answersAsBedrock([{ text: 'Hello from Bedrock.' }], 'end_turn'),
    streamed: streamsAsBedrock([{ text: 'Hello ' }, { text: 'from Bedrock.' }], { stopReason: 'end_turn' }),
    begins: 'Hello from Bedrock.',
    beginsStreamed: 'Hello from Bedrock.',
  },
  call: {
    whole: answersAsBedrock(
      [{ toolUse: { toolUseId: 'tooluse_1', name: 'weather', input: weather.sent } }],
      'tool_use',
    ),
    streamed: streamsAsBedrock(
      ['{"location":', '"San Francisco"}'].map((input) => ({ toolUse: { input } })),
      { start: { toolUse: { toolUseId: 'tooluse_1', name: 'weather' } }, stopReason: 'tool_use' },
    ),
    ...weather,
  },
  says: (text) => answersAsBedrock([{ text }], 'end_turn'),
}

export const inventedDialects = [cohere, bedrock]

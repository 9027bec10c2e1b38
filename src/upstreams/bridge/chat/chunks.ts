/** The parts of a stream as what OpenAI's chunks say, one after the other. */
import type {
  LanguageModelV4FinishReason,
  LanguageModelV4Source,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
  SharedV4ProviderMetadata,
} from '@ai-sdk/provider'
import { present, toAnnotations, toImages } from './answer-parts.ts'
import { toExtraContent, toReasoningDetails, type ReasoningBlock } from './provider-metadata.ts'
import { createToolCallDeltas } from './tool-call-deltas.ts'

export type Delta = Record<string, unknown>

export type Ending = { finishReason: LanguageModelV4FinishReason; usage: LanguageModelV4Usage }

export type ChunkReader = {
  /** @throws what an error part holds. */
  read: (part: LanguageModelV4StreamPart) => Delta[]
  /** What is said once and at the end, so that clients which join deltas get it whole. */
  last: () => Delta
  /** `null`: the stream has not told its end. */
  ending: () => Ending | null
  hasToolCalls: () => boolean
}

export function createChunkReader(): ChunkReader {
  const toolCalls = createToolCallDeltas()
  const reasoning: ReasoningBlock[] = []
  const openReasoning = new Map<string, ReasoningBlock>()
  const sources: LanguageModelV4Source[] = []
  let textMetadata: SharedV4ProviderMetadata | undefined
  let imageCount = 0
  let ending: Ending | null = null

  function think({ type, id, delta = '', providerMetadata }: ReasoningPart): Delta[] {
    let block = type === 'reasoning-start' ? undefined : openReasoning.get(id)
    if (!block) {
      block = { text: '' }
      reasoning.push(block)
      openReasoning.set(id, block)
    }
    block.text += delta
    if (providerMetadata) block.providerMetadata = providerMetadata
    return delta ? [{ reasoning_content: delta }] : []
  }

  function read(part: LanguageModelV4StreamPart): Delta[] {
    switch (part.type) {
      case 'text-start':
      case 'text-delta':
      case 'text-end':
        textMetadata = part.providerMetadata ?? textMetadata
        return part.type === 'text-delta' && part.delta ? [{ content: part.delta }] : []
      case 'reasoning-start':
      case 'reasoning-delta':
      case 'reasoning-end':
        return think(part)
      case 'tool-input-start':
      case 'tool-input-delta':
      case 'tool-call':
        return toolCalls.read(part)
      case 'file': {
        const images = toImages([part], imageCount)
        imageCount += images.length
        return images.length > 0 ? [{ images }] : []
      }
      case 'source':
        sources.push(part)
        return []
      case 'finish':
        // Some streams say it again, of what they cut off: the last word counts.
        ending = part
        return []
      case 'error':
        throw part.error
      case 'stream-start':
      case 'response-metadata':
      case 'tool-input-end':
      case 'tool-result':
      case 'tool-approval-request':
      case 'reasoning-file':
      case 'custom':
      case 'ping':
      case 'raw':
        return []
    }
  }

  return {
    read,
    last: () => ({
      ...toExtraContent(textMetadata),
      ...present({ reasoning_details: toReasoningDetails(reasoning), annotations: toAnnotations(sources) }),
    }),
    ending: () => ending,
    hasToolCalls: toolCalls.hasAny,
  }
}

type ReasoningPart = {
  type: string
  id: string
  delta?: string
  providerMetadata?: ReasoningBlock['providerMetadata']
}

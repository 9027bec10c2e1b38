/**
 * What a provider wants back with the next turn: signatures of thinking, without which it forgets or refuses a conversation
 * with tools. OpenAI's form has no place for it, so answers carry two extensions, and clients that send a message back as
 * they got it need not know of either:
 *
 * - `reasoning_details` on a message: its blocks of reasoning, each with the provider's own metadata.
 * - `extra_content.google.thought_signature` on a tool call, or on a message for its text, as Google's own OpenAI endpoint
 *   has it.
 */
import type { LanguageModelV4ReasoningPart, SharedV4ProviderMetadata, SharedV4ProviderOptions } from '@ai-sdk/provider'
import type { AssistantMessage, CacheMarkers, ExtraContent } from './messages.ts'

/** A block of reasoning as it was answered. */
export type ReasoningBlock = { text: string; providerMetadata?: SharedV4ProviderMetadata | undefined }

/** None where the provider wants nothing back: the text alone is in `reasoning_content`. */
export function toReasoningDetails(blocks: ReasoningBlock[]) {
  if (!blocks.some((block) => block.providerMetadata)) return []
  return blocks.map(({ text, providerMetadata }, index) => ({
    type: 'reasoning.text',
    index,
    text,
    ...(providerMetadata && { provider_metadata: providerMetadata }),
  }))
}

export function toReasoningParts(message: AssistantMessage): LanguageModelV4ReasoningPart[] {
  const { reasoning_details: details, reasoning_content: text } = message
  if (!details?.length) return text ? [{ type: 'reasoning', text }] : []
  return details.map(({ text, provider_metadata: providerOptions }) => ({
    type: 'reasoning',
    text,
    ...(providerOptions && { providerOptions }),
  }))
}

/** The extension of a tool call or a message, where there is something to keep. */
export function toExtraContent(metadata: SharedV4ProviderMetadata | undefined) {
  const signature = Object.values(metadata ?? {}).find(({ thoughtSignature }) => thoughtSignature)?.['thoughtSignature']
  return typeof signature === 'string' ? { extra_content: { google: { thought_signature: signature } } } : {}
}

/** Every package that has thought signatures reads them under `google`. */
export function fromExtraContent({ extra_content: extra }: ExtraContent): {
  providerOptions?: SharedV4ProviderOptions
} {
  const thoughtSignature = extra?.google?.thought_signature
  return thoughtSignature === undefined ? {} : { providerOptions: { google: { thoughtSignature } } }
}

/** A marked part, for the packages of which providers cache only what is marked. */
export function cacheOptions({ cache_control: control, prompt_cache_breakpoint: breakpoint }: CacheMarkers): {
  providerOptions?: SharedV4ProviderOptions
} {
  if (!control && !breakpoint) return {}
  const lifetime: { ttl?: string } = control?.ttl ? { ttl: control.ttl } : {}
  return {
    providerOptions: {
      anthropic: { cacheControl: { type: 'ephemeral', ...lifetime } },
      amazonBedrock: { cachePoint: { type: 'default', ...lifetime } },
    },
  }
}

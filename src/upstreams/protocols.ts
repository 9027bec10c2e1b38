import { openAiConfig } from './provider-config.ts'

/**
 * How providers are spoken to: the only part of a provider that is code. A provider that speaks OpenAI's wire format is
 * `openai`, whatever its name.
 */
export const protocols = {
  openai: { configSchema: openAiConfig },
} as const

export type Protocol = keyof typeof protocols

export const PROTOCOLS = Object.keys(protocols) as [Protocol, ...Protocol[]]

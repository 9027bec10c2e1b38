/** Amazon Bedrock: every model by its Converse API, whoever made it. */
import { AppError } from '../../errors.ts'
import type { SdkSettings } from '../bridge/port.ts'
import { bedrockConfig } from '../provider-config.ts'

export async function loadBedrock() {
  const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock')
  return ({ baseURL, apiKey, headers, fetch, config }: SdkSettings) => {
    const { region } = bedrockConfig.parse(config)
    const settings = { ...readBedrockKey(apiKey), region, headers, fetch }
    const { languageModel, embeddingModel, imageModel } = createAmazonBedrock({ ...settings, baseURL })
    const { rerankingModel } = createAmazonBedrock({ ...settings, baseURL: toAgentHost(baseURL) })
    return { languageModel, embeddingModel, imageModel, rerankingModel }
  }
}

/** Rerankers stand at the agents' endpoint of the same region. */
export const toAgentHost = (address: string) => address.replace('//bedrock-runtime', '//bedrock-agent-runtime')

/**
 * `ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN]`, which signs requests, or a Bedrock API key, which they carry.
 * @throws AppError `provider_key_unreadable`
 */
export function readBedrockKey(key: string) {
  if (!key.includes(':')) return { apiKey: key }
  const [accessKeyId, secretAccessKey, sessionToken, ...rest] = key.split(':')
  if (!accessKeyId || !secretAccessKey || sessionToken === '' || rest.length > 0) {
    throw new AppError(
      'provider_key_unreadable',
      'The provider key is neither ACCESS_KEY_ID:SECRET_ACCESS_KEY, with or without :SESSION_TOKEN, nor an API key',
    )
  }
  // An empty API key is none; left out, the package would look for one in the environment.
  return { apiKey: '', accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }
}

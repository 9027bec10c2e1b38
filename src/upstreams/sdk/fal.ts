/** fal.ai has two addresses: one answers, one queues. The package can be told another for the first only. */
import type { SdkSettings } from '../bridge/port.ts'
import { rehome } from './rehome.ts'

export const FAL_BASE_URL = 'https://fal.run'
export const FAL_QUEUE_URL = 'https://queue.fal.run'

export async function loadFal() {
  const { createFal } = await import('@ai-sdk/fal')
  return ({ baseURL, apiKey, headers, fetch }: SdkSettings) => {
    // A base URL that is not fal's own stands for both.
    const queue = new URL(baseURL).origin === FAL_BASE_URL ? FAL_QUEUE_URL : baseURL
    const addresses = { [FAL_BASE_URL]: baseURL, [FAL_QUEUE_URL]: queue }
    const fal = createFal({ apiKey, headers, fetch: rehome(fetch, addresses, { downloads: true }) })
    return {
      imageModel: fal.imageModel,
      speechModel: fal.speech,
      // Here alone the package puts `fal-ai/` before the id, also where it is.
      transcriptionModel: (modelId: string) => fal.transcription(modelId.replace(/^fal-ai\//, '')),
      videoModel: fal.videoModel,
    }
  }
}

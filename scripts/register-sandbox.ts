/** Makes the sandbox upstream known to the gateway, through the public API. */
import { callGateway } from './gateway-client.ts'
import type { Gateway } from './gateway-client.ts'

type SandboxAccount = { url: string; apiKey: string }

const SLUG = 'sandbox'

const provider = {
  name: 'Sandbox',
  slug: SLUG,
  display_name: 'Sandbox (development only)',
  description: 'A local server that invents its answers. It runs only while npm start does.',
  protocol: 'openai',
  allow_shared_for_normal_admins: false,
  is_active: true,
}

const models = [
  describeModel('chat', 'chat', 'Sandbox chat'),
  describeModel('embeddings', 'embeddings', 'Sandbox embeddings'),
  describeModel('image', 'image', 'Sandbox image'),
  describeModel('speech', 'audio', 'Sandbox speech'),
  describeModel('transcribe', 'speech_to_text', 'Sandbox transcription'),
]

/**
 * Registers provider, models and the default chat model where they are missing. What is there stays as people left
 * it, but for the address, and the key when it could not be read any more.
 */
export async function registerSandbox(
  gateway: Gateway,
  sandbox: SandboxAccount,
  { renewKey }: { renewKey: boolean },
): Promise<void> {
  const account = { api_base_url: sandbox.url, shared_api_key: sandbox.apiKey }
  const path = `/ai/providers/${SLUG}/`
  const present = await callGateway(gateway, 'GET', path, { allow: [404] })
  if (present.status === 404) {
    await callGateway(gateway, 'POST', '/ai/providers/', { body: { ...provider, ...account } })
  } else if (renewKey) {
    await callGateway(gateway, 'PATCH', path, { body: account })
  } else if (present.body['api_base_url'] !== sandbox.url) {
    await callGateway(gateway, 'PATCH', path, { body: { api_base_url: sandbox.url } })
  }
  // Also after a first start that was broken off between provider and models.
  const { body } = await callGateway(gateway, 'GET', `/ai/models/?provider=${SLUG}&limit=1`)
  if (body['count'] !== 0) return
  await callGateway(gateway, 'POST', '/ai/models/bulk', { body: { provider: SLUG, models } })
  await callGateway(gateway, 'PUT', '/ai/capabilities/chat', { body: { model: `${SLUG}/chat` } })
}

function describeModel(id: string, capability: string, displayName: string) {
  return { model_id: id, name: id, display_name: displayName, capabilities: [capability], pricing: 'free' }
}

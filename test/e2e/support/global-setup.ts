import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createHome, startProduct, type Product } from './product.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    product: Product
  }
}

/** One product for all end-to-end tests: each makes its own admins and providers in it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { home, remove } = await createHome()
  // Tests register many providers, and each would wait for other locations to hear of it.
  await writeFile(join(home, '.dev.vars'), 'REGISTRY_FRESHNESS_MS=50\n')
  const product = await startProduct(home)
  const { url, apiKey, sandboxUrl } = product
  project.provide('product', { url, apiKey, sandboxUrl })
  return async () => {
    await product.stop()
    await remove()
  }
}

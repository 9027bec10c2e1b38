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
  const product = await startProduct(home)
  const { url, apiKey, sandboxUrl } = product
  project.provide('product', { url, apiKey, sandboxUrl })
  return async () => {
    await product.stop()
    await remove()
  }
}

/** Zod with `.openapi()`. Schemas take it from here, so that it is there whoever loads them first. */
export { z } from '@hono/zod-openapi'

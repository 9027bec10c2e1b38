import { z } from '../platform/zod.ts'
import { capabilitySchema } from '../capabilities/schemas.ts'

export const ModelSyncRequest = z
  .strictObject({
    dry_run: z.boolean().default(true).openapi({ description: '`true`: nothing is written.' }),
    model_ids: z
      .array(z.string().max(200))
      .max(5_000)
      .optional()
      .openapi({ description: 'Only these models are added, changed or retired. All when it is left out.' }),
    retire: z
      .boolean()
      .default(true)
      .openapi({ description: '`false`: models that the provider no longer lists stay as they are.' }),
  })
  .openapi('ModelSyncRequest')

const limit = z.number().int().nullable()

export const ModelSyncReport = z
  .object({
    dry_run: z.boolean(),
    added: z
      .array(
        z.object({
          model_id: z.string(),
          display_name: z.string(),
          capabilities: z.array(capabilitySchema),
          context_window: limit,
          max_output_tokens: limit,
        }),
      )
      .openapi({
        description:
          'Capabilities are guessed from the name where the provider does not say them. Prices are not known.',
      }),
    changed: z.array(
      z.object({
        id: z.number().int(),
        model_id: z.string(),
        changes: z.record(z.string(), z.object({ from: limit, to: limit })),
      }),
    ),
    retired: z
      .array(z.object({ id: z.number().int(), model_id: z.string() }))
      .openapi({ description: 'Switched off, since the provider no longer lists them. Nothing is deleted.' }),
    skipped: z
      .array(z.object({ model_id: z.string(), reason: z.string() }))
      .openapi({ description: 'What cannot be a model here.' }),
    unchanged: z.number().int(),
  })
  .openapi('ModelSyncReport')

export const ProviderTest = z
  .object({
    ok: z.boolean(),
    latency_ms: z.number().int(),
    models_count: z.number().int().nullable().openapi({ description: 'How many models the provider lists.' }),
    error: z
      .object({ code: z.string(), status: z.number().int(), message: z.string() })
      .nullable()
      .openapi({ description: 'Why it does not work, in the provider’s words, without the key.' }),
  })
  .openapi('ProviderTest')

import { z } from '../../platform/zod.ts'
import { modelChoice, originFields, repaired, tokenUsage } from '../schemas.ts'

const text = z.string().max(1_000_000)

export const CodeRequest = z
  .strictObject({
    instruction: text.min(1).openapi({ example: 'A function that says whether a year is a leap year' }),
    language: z.string().trim().min(1).max(50).optional().openapi({ example: 'TypeScript' }),
    context: text.optional().openapi({ description: 'Code or anything else that it has to fit.' }),
    ...modelChoice,
  })
  .openapi('CodeRequest')

export type CodeRequest = z.infer<typeof CodeRequest>

export const Code = z
  .object({
    code: z.string(),
    explanation: z.string().openapi({ description: 'Markdown. Empty when the model gave none.' }),
    language: z
      .string()
      .nullable()
      .openapi({ description: 'As it was asked for, else as the model named it.', example: 'TypeScript' }),
    repaired,
    usage: tokenUsage,
    ...originFields,
  })
  .openapi('Code')

export type Code = z.infer<typeof Code>

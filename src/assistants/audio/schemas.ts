import { z } from '../../platform/zod.ts'
import { modelChoice } from '../schemas.ts'

export const SimpleSpeechRequest = z
  .strictObject({
    text: z.string().min(1).max(100_000).openapi({ example: 'Hello' }),
    voice: z.string().min(1).max(300).optional().openapi({
      description:
        'In the provider’s words. Left out, none is sent: the provider’s own default speaks, and one that has none says so. A model can be given one: `parameters.default.voice` in its `config`.',
      example: 'alloy',
    }),
    speed: z.number().min(0.25).max(4).optional(),
    response_format: z
      .enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'])
      .optional()
      .openapi({ description: 'Left out: the provider’s own. The content type of the answer says what it is.' }),
    instructions: z.string().min(1).max(100_000).optional().openapi({ description: 'How to speak.' }),
    ...modelChoice,
  })
  .openapi('SimpleSpeechRequest')

import { callHeaders, setCallHeaders, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { Article, ArticleRequest } from './schemas.ts'

const createArticle = defineRoute('call', [], {
  operationId: 'createArticle',
  tags: ['Simple AI'],
  summary: 'A complete article for the web, in any language',
  description:
    'From any chat model. An answer that is no complete article is shown to the model once more, with what is wrong with it; after that it is a 502. Each of the two is a call of its own: admitted, counted and billed.',
  method: 'post',
  path: '/api/v1/ai/content',
  request: { headers: callHeaders, body: jsonBody(ArticleRequest) },
  responses: { 200: jsonAnswer(Article, 'The article') },
})

export const contentRoutes = createRouter().openapi(createArticle, async (c) => {
  const { deps } = c.var
  const startedAtMs = deps.clock()
  const request = c.req.valid('json')
  // With it comes a parser of HTML, which no other call should wait for.
  const { toArticle, writeArticle } = await import('./service.ts')
  const asked = await writeArticle(deps, (call) => toPipelineRequest(c, call), request)
  setCallHeaders(c, asked.answer)
  return c.json(toArticle(asked, request, deps.clock() - startedAtMs), 200)
})

import type { ProblemCode } from '@cairn/contract/problems.ts'
import type { FastifyError, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { ProblemError, problemDocument } from '../problem.ts'
import type { App } from '../slice.ts'

/** PostgreSQL's ways of saying that it is not there: restarting, cut off, or full. */
const AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '08001',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
])

function databaseIsAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return (
    (code !== undefined && AWAY.has(code)) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      message ?? '',
    )
  )
}

const BY_FASTIFY: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_input',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_input',
  FST_ERR_UNDER_PRESSURE: 'unavailable',
}

interface Refusal {
  code: ProblemCode
  fields?: Record<string, string> | undefined
  detail?: string | undefined
}

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof ProblemError) return { code: error.code, fields: error.fields, detail: error.detail }
  if (hasZodFastifySchemaValidationErrors(error))
    return {
      code: 'invalid_input',
      fields: Object.fromEntries(
        error.validation.map((fault) => {
          const path = fault.instancePath.replace(/^\//, '').replaceAll('/', '.')
          return [path || error.validationContext || 'body', fault.message ?? 'is not valid']
        }),
      ),
    }
  const known = BY_FASTIFY[error.code]
  if (known) return { code: known, ...(known === 'invalid_input' && { fields: { body: 'is not valid JSON' } }) }
  if (error.statusCode === 429) return { code: 'too_many_requests' }
  if (databaseIsAway(error)) return { code: 'unavailable' }
  const { code } = error as { code?: string }
  // Two requests brought the same id at the same moment: the second is told as it would be a moment later.
  if (code === '23505') return { code: 'id_taken' }
  // Something was named that is not here, and no command asked before: nothing was written.
  if (code === '23503') return { code: 'not_found' }
  // A deadlock or a lost race: nothing was written, and the same request may be sent again.
  if (code === '40P01' || code === '40001') return { code: 'unavailable' }
  if ((error as { code?: string }).code === '22P05' || (error as { code?: string }).code === '22021')
    return { code: 'invalid_input', fields: { body: 'holds a character that cannot be stored' } }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { code: 'invalid_input' }
  return { code: 'unexpected' }
}

const languageOf = (request: FastifyRequest) => (/^es/i.test(request.headers['accept-language'] ?? '') ? 'es' : 'en')

/** One place where an error becomes a problem document. An unknown one is logged by its kind and request, never with a body. */
export function answerErrors(app: App): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { code, fields, detail } = refusalOf(error)
    if (code === 'unexpected')
      request.log.error(
        {
          requestId: request.id,
          route: request.routeOptions.url,
          error: error.name,
          code: error.code,
          stack: error.stack?.split('\n').slice(1, 6).join('\n'),
          ...(isResponseSerializationError(error) && {
            reply: error.cause.issues.map((issue) => issue.path.join('.')),
          }),
        },
        'unexpected',
      )
    if (code === 'unavailable') reply.header('retry-after', '2')
    const body = problemDocument(code, languageOf(request), { fields, detail, requestId: request.id })
    return reply.code(body.status).type('application/problem+json').serializer(JSON.stringify).send(body)
  })
  app.setNotFoundHandler((request, reply) => {
    const body = problemDocument('not_found', languageOf(request), { requestId: request.id })
    return reply.code(404).type('application/problem+json').serializer(JSON.stringify).send(body)
  })
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { problemDocument } from '../problem.ts'
import type { App } from '../slice.ts'

export const WEB_DIST = join(import.meta.dirname, '..', '..', '..', '..', 'web', 'dist')

/** Serves the built pages; every path that is not a file or /api is the app's own route. */
export async function serveWeb(app: App): Promise<void> {
  if (!existsSync(join(WEB_DIST, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: WEB_DIST,
    wildcard: false,
    index: ['index.html'],
    setHeaders(reply, path) {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', { schema: { hide: true } as never }, (request, reply) => {
    const path = request.url.split('?')[0]!
    if (path.startsWith('/api/') || path.startsWith('/assets/')) {
      const body = problemDocument('not_found', 'en', { requestId: request.id })
      return reply.code(404).type('application/problem+json').serializer(JSON.stringify).send(body)
    }
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}

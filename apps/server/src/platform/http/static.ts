import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { problemDocument } from '../problem.ts'
import type { App } from '../slice.ts'
import { pagesWithPreloads } from './preloads.ts'

export const WEB_DIST = join(import.meta.dirname, '..', '..', '..', '..', 'web', 'dist')

/** Serves the built pages; every path that is not a file or /api is the app's own route. */
export async function serveWeb(app: App): Promise<void> {
  if (!existsSync(join(WEB_DIST, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: WEB_DIST,
    wildcard: false,
    index: false,
    preCompressed: true,
    setHeaders(reply, path) {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const pageFor = pagesWithPreloads(
    readFileSync(join(WEB_DIST, 'index.html'), 'utf8'),
    existsSync(join(WEB_DIST, '.vite', 'manifest.json'))
      ? JSON.parse(readFileSync(join(WEB_DIST, '.vite', 'manifest.json'), 'utf8'))
      : {},
  )
  app.get('/*', { schema: { hide: true } as never }, (request, reply) => {
    const path = request.url.split('?')[0]!
    if (path.startsWith('/api/') || path.startsWith('/assets/')) {
      const body = problemDocument('not_found', 'en', { requestId: request.id })
      return reply.code(404).type('application/problem+json').serializer(JSON.stringify).send(body)
    }
    return reply
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-language')
      .type('text/html; charset=utf-8')
      .send(pageFor(path, request.headers['accept-language']))
  })
}

import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import underPressure from '@fastify/under-pressure'
import Fastify, { LogController } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { answerErrors } from './platform/http/errors.ts'
import { loggerOptions } from './platform/http/logs.ts'
import { serveWeb } from './platform/http/static.ts'
import { openTransactionPerRequest } from './platform/http/transaction.ts'
import { identityRoutes } from './platform/identity/routes.ts'
import type { Services } from './platform/services.ts'
import type { App } from './platform/slice.ts'
import { watchSignals } from './slices/attention/index.ts'
import { notify } from './slices/notifications/index.ts'
import { SLICES } from './slices.ts'

const ONE_MEGABYTE = 1024 * 1024

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route below /api with what its contract says of access: what the documentation and a test walk. */
    routeList: { name: string; access: string | undefined }[]
  }
}

/** Builds the server: plugins, then every slice's routes. Never listens. `shedsLoad`: answer 503 when the loop is late. */
export async function buildApp(services: Services, { shedsLoad = false } = {}): Promise<App> {
  const app: App = Fastify({
    bodyLimit: ONE_MEGABYTE,
    trustProxy: services.config.trustProxy,
    logController: new LogController({ disableRequestLogging: true }),
    ...loggerOptions(services.config.logLevel),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app)
  services.postBox.onFault((error) => app.log.error({ error: error.name, code: error.code }, 'sign-in mail not sent'))

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: services.config.baseUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  // Pages and pictures are not counted: an office behind one address opens many.
  await app.register(rateLimit, { max: 600, timeWindow: '1 minute', allowList: ({ url }) => !url.startsWith('/api/') })
  if (shedsLoad) await app.register(underPressure, { maxEventLoopDelay: 3000, exposeStatusRoute: false })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Cairn',
        version: '0.1.0',
        description: 'Every route of Cairn, made from the same objects that check and answer it.',
      },
    },
    transform: jsonSchemaTransform,
  })

  app.decorate('routeList', [])
  await app.register(
    async (api) => {
      const typed = api as unknown as App
      openTransactionPerRequest(typed, services)
      typed.addHook('onRoute', (route) => {
        if (route.method !== 'HEAD')
          app.routeList.push({ name: `${route.method} ${route.url}`, access: route.config?.access })
      })
      typed.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      })
      identityRoutes(typed, services)
      for (const slice of SLICES) slice.routes?.(typed, services)
      watchSignals(services, { signals: SLICES.flatMap((slice) => slice.signals ?? []), notify }, (error) =>
        app.log.error(
          { error: (error as Error).name, code: (error as { code?: string }).code },
          'signals not looked at',
        ),
      )
    },
    { prefix: '/api' },
  )
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })
  await serveWeb(app)
  return app
}

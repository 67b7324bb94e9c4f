import type { FastifyServerOptions } from 'fastify'

/** Logs without a person in them: the route's pattern instead of its address, no headers, no bodies, no names. */
export function loggerOptions(level: string): Pick<FastifyServerOptions, 'logger'> {
  return {
    logger: {
      level,
      base: null,
      redact: { paths: ['req.headers', 'req.url', 'body'], remove: true },
      serializers: {
        req: (request) => ({ method: request.method, route: request.routeOptions?.url }),
        res: (reply) => ({ status: reply.statusCode }),
        err: (error) => ({
          type: error.name,
          message: '',
          stack: (error.stack ?? '').split('\n').slice(1, 8).join('\n'),
        }),
      },
    },
  }
}

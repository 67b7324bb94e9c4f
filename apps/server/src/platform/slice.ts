import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Context } from './context.ts'
import type { Services } from './services.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What a job is given: the organization itself acts, and no person. */
export type JobContext = Omit<Context, 'actor'> & { organizationId: string }

/** Work that runs by the clock, one organization at a time, in a transaction of cairn_jobs. */
export interface Job {
  name: string
  /** A cron line in UTC ('15 3 * * *'), or every so many seconds. */
  every: { seconds: number } | { cron: string }
  run(ctx: JobContext, services: Services): Promise<void>
}

/** What a slice gives of a person: their data for export, and their removal. */
export interface PersonPart {
  export(ctx: Context, personId: string): Promise<Record<string, unknown>>
  erase(ctx: Context, personId: string): Promise<void>
}

/** The four contributions that app.ts collects from each slice's index.ts. Signals have the attention slice's own type. */
export interface Slice<Signal = never> {
  name: string
  routes?: (app: App, services: Services) => void
  signals?: readonly Signal[]
  jobs?: readonly Job[]
  person?: PersonPart
}

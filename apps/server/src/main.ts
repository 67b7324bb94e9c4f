import { buildApp } from './app.ts'
import { prepareFirstStart } from './demo/first-start.ts'
import { sealAuditJob } from './platform/audit-head.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { type Environment, parseConfig } from './platform/config.ts'
import { openDatabases } from './platform/database/open.ts'
import { startJobs } from './platform/jobs.ts'
import { openServices } from './platform/open-services.ts'
import { openSecrets } from './platform/secrets.ts'
import { SLICES } from './slices.ts'

export interface RunningServer {
  address: string
  stop(): Promise<void>
}

/** Starts everything in order: settings → database → pages' server → jobs. `say` tells the person at the terminal. */
export async function startServer(
  environment: Environment,
  say: (sentence: string) => void,
  { clock = systemClock }: { clock?: Clock } = {},
): Promise<RunningServer> {
  const config = parseConfig(environment)
  const secrets = openSecrets(config.dataDir, config.secret)
  const databases = await openDatabases(config, secrets)
  const services = openServices({
    config,
    secrets,
    clock,
    ...databases,
    identityConnection: databases.connectionOf('app'),
    rateLimit: true,
  })
  const app = await buildApp(services, { shedsLoad: true })
  await prepareFirstStart(services, say)
  const address = await app.listen({ port: config.port, host: config.host })
  const jobs = await startJobs(
    [sealAuditJob, ...SLICES.flatMap((slice) => slice.jobs ?? [])],
    services,
    databases.connectionOf('jobs'),
    (error, job) =>
      app.log.error(
        {
          job,
          error: (error as Error).name,
          code: (error as { code?: string }).code,
          detail: (error as Error).message,
        },
        'job did not finish',
      ),
  )
  say(`Cairn is open at ${config.baseUrl}`)
  return {
    address,
    async stop() {
      await app.close()
      await jobs.stop()
      await services.auth.close()
      await databases.database.close()
      await databases.jobsDatabase.close()
      await databases.local?.stop()
    },
  }
}

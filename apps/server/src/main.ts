import { buildApp } from './app.ts'
import { prepareFirstStart } from './demo/first-start.ts'
import { sealAuditJob } from './platform/audit-head.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { type Environment, parseConfig } from './platform/config.ts'
import { type OpenedDatabases, openDatabases } from './platform/database/open.ts'
import { type RunningJobs, startJobs } from './platform/jobs.ts'
import { openServices } from './platform/open-services.ts'
import { openSecrets } from './platform/secrets.ts'
import type { Services } from './platform/services.ts'
import type { App } from './platform/slice.ts'
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
  const closeDatabases = async () => {
    await services.auth.close()
    await databases.database.close()
    await databases.jobsDatabase.close()
    await databases.local?.stop()
  }
  let app: App | undefined
  let jobs: RunningJobs
  try {
    app = await buildApp(services, { shedsLoad: true })
    await prepareFirstStart(services, say)
    await app.listen({ port: config.port, host: config.host })
    jobs = await startServerJobs(app, services, databases)
  } catch (error) {
    // A port that is taken must not leave a database behind.
    await app?.close()
    await closeDatabases()
    throw error
  }
  say(`Cairn is open at ${config.baseUrl}`)
  return {
    address: config.baseUrl,
    async stop() {
      await app.close()
      await jobs.stop()
      await closeDatabases()
    },
  }
}

function startServerJobs(app: App, services: Services, databases: OpenedDatabases): Promise<RunningJobs> {
  return startJobs(
    [sealAuditJob, ...SLICES.flatMap((slice) => slice.jobs ?? [])],
    services,
    databases.connectionOf('jobs'),
    (error, job) => {
      const { name, message, code } = error as Error & { code?: string }
      app.log.error({ job, error: name, code, detail: message }, 'job did not finish')
    },
  )
}

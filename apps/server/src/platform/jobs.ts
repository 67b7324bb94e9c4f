import { PgBoss } from 'pg-boss'
import { asJob } from './as-job.ts'
import { type Connection, connectionOptions } from './database/connect.ts'
import type { Services } from './services.ts'
import type { Job } from './slice.ts'

export interface RunningJobs {
  /** Runs one job now, for every organization; what a kick after a commit and the tests use. */
  runNow(name: string): Promise<void>
  stop(): Promise<void>
}

async function listOrganizationIds({ jobsDatabase }: Services): Promise<string[]> {
  return jobsDatabase.transaction({}, async (tx) =>
    (await tx.selectFrom('organizations').select('id').execute()).map((row) => row.id),
  )
}

/** Runs a job for each organization in a transaction of its own; one that fails does not stop the others. */
export async function runJob(
  job: Job,
  services: Services,
  onError: (error: unknown, organizationId: string) => void,
): Promise<void> {
  for (const organizationId of await listOrganizationIds(services)) {
    try {
      await asJob(services, organizationId, `job ${job.name}`, (ctx) => job.run(ctx, services))
    } catch (error) {
      onError(error, organizationId)
    }
  }
}

/**
 * Starts what runs by the clock. Cron jobs go through pg-boss, so several servers share them; short pollers
 * run in each server and take their rows with `for update skip locked`.
 */
export async function startJobs(
  jobs: readonly Job[],
  services: Services,
  connection: Connection,
  onError: (error: unknown, job: string) => void,
): Promise<RunningJobs> {
  const boss = new PgBoss({
    ...(connectionOptions(connection) as { host: string }),
    schema: 'pgboss',
    max: 2,
    application_name: 'cairn_jobs',
  })
  boss.on('error', (error) => onError(error, 'pg-boss'))
  await boss.start()
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  let stopped = false
  const once = (job: Job) => {
    const run = runJob(job, services, (error) => onError(error, job.name)).catch((error) => onError(error, job.name))
    running.add(run)
    return run.finally(() => running.delete(run))
  }
  for (const job of jobs) {
    if ('cron' in job.every) {
      await boss.createQueue(job.name, { policy: 'short', retryLimit: 3 })
      await boss.schedule(job.name, job.every.cron)
      await boss.work(job.name, { pollingIntervalSeconds: 30 }, () => once(job))
    } else {
      const { seconds } = job.every
      const next = () => {
        if (stopped) return
        timers.set(
          job.name,
          setTimeout(() => once(job).finally(next), seconds * 1000),
        )
      }
      next()
    }
  }
  return {
    async runNow(name) {
      const job = jobs.find((one) => one.name === name)
      if (job) await once(job)
    },
    async stop() {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running)
      await boss.stop({ graceful: true, timeout: 5000 })
    },
  }
}

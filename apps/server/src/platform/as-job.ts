import type { Services } from './services.ts'
import type { JobContext } from './slice.ts'

/** Runs work as the organization itself: one transaction of cairn_jobs inside it, then what waited for its commit. */
export async function asJob<T>(
  services: Services,
  organizationId: string,
  requestId: string,
  work: (ctx: JobContext) => Promise<T>,
): Promise<T> {
  const waiting: (() => unknown)[] = []
  const result = await services.jobsDatabase.transaction({ organizationId }, (tx) =>
    work({
      tx,
      now: services.clock.now(),
      language: 'en',
      vault: services.vault,
      requestId,
      afterCommit: (later) => waiting.push(later),
      organizationId,
    }),
  )
  for (const later of waiting) await later()
  return result
}

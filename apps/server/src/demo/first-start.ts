import type { Services } from '../platform/services.ts'
import { setupCode } from '../platform/setup-code.ts'
import { loadDemo } from './load-demo.ts'

/** What is here decides: the demo on an empty database unless it was refused, or beside others when it was insisted on. */
export async function prepareFirstStart(services: Services, say: (sentence: string) => void): Promise<void> {
  const { config } = services
  const organizations = await services.jobsDatabase.transaction({}, (tx) =>
    tx.selectFrom('organizations').select('isDemo').execute(),
  )
  const isWanted =
    config.demo === 'insist'
      ? !organizations.some((one) => one.isDemo)
      : config.demo === 'when_empty' && organizations.length === 0
  if (isWanted) await loadDemo(services, say)
  else if (organizations.length === 0)
    say(`Nothing is here yet. Open ${config.baseUrl}/begin and enter the code ${setupCode(config.dataDir)}`)
}

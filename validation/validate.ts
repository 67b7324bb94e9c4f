import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { validateCausal } from './causal/causal.ts'
import { validateEvaluation } from './evaluation.ts'
import { validateHard } from './hard.ts'
import { Difference, Ledger } from './ledger.ts'
import { validateMeta } from './meta.ts'
import { withFolder } from './r.ts'
import { validateRCode } from './r-code.ts'
import { validateSurvival } from './survival.ts'
import { validateSurvivalFurther } from './survival-further.ts'

// `npm run validate [count]`: re-runs R beside ours. Fails on the first difference and says which data made it.
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const shared = process.env['CAIRN_DATASETS'] ?? join(root, '..', 'shared', 'data')
const count = Number(process.argv[2] ?? 200)
const ledger = new Ledger()
try {
  const summary = await withFolder(async (folder) =>
    [
      await validateSurvival(ledger, folder, shared, count),
      await validateSurvivalFurther(ledger, folder, count),
      await validateHard(ledger, folder),
      await validateMeta(ledger, folder, count),
      await validateRCode(ledger, folder),
      await validateEvaluation(ledger, folder),
      await validateCausal(ledger, folder),
    ].join('\n'),
  )
  process.stdout.write(`${ledger.report()}\n\n${summary}\nEverything agrees with R.\n`)
} catch (error) {
  process.stderr.write(
    `${error instanceof Difference ? `Not as R: ${error.message}` : error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exitCode = 1
}

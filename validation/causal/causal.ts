import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Difference, type Ledger } from '../ledger.ts'
import { runR } from '../r.ts'

const here = fileURLToPath(new URL('./', import.meta.url))

type Tree = number | string | boolean | null | readonly Tree[] | { readonly [key: string]: Tree }

/**
 * Re-runs R on the data that it makes from its own fixed seed and compares every number with its stored answer; the tests of
 * packages/statistics/src/causal compare ours with the stored ones. `--store` writes them anew.
 */
export async function validateCausal(ledger: Ledger, folder: string): Promise<string> {
  const answers = await runR<Tree>(join(here, 'causal.R'), [], folder)
  const file = join(here, 'answers.json')
  if (process.argv.includes('--store')) await writeFile(file, `${JSON.stringify(answers)}\n`)
  const stored = JSON.parse(await readFile(file, 'utf8')) as Tree
  compare(ledger, 'answers', stored, answers)
  return 'The causal estimators of R were run again; their stored answers stand.'
}

function compare(ledger: Ledger, path: string, stored: Tree, now: Tree): void {
  if (path === 'answers.meta') return
  if (typeof stored === 'number' && typeof now === 'number')
    ledger.compare('causal: stored answers of R', path, stored, now, { scale: 1e-3 })
  else if (typeof stored === 'object' && typeof now === 'object' && stored !== null && now !== null) {
    const [a, b] = [Object.entries(stored), new Map(Object.entries(now))]
    if (a.length !== b.size) throw new Difference(`${path}: ${a.length} values are stored, R now gives ${b.size}`)
    for (const [key, value] of a) compare(ledger, `${path}.${key}`, value as Tree, (b.get(key) ?? null) as Tree)
  } else if (stored !== now) throw new Difference(`${path}: stored is ${String(stored)}, R now says ${String(now)}`)
}

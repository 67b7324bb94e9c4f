import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { pool } from '@cairn/statistics/meta/pool.ts'
import { createRandom } from '@cairn/statistics/random/random.ts'
import { concordance } from '@cairn/statistics/survival/concordance.ts'
import { type CoxInput, cox } from '@cairn/statistics/survival/cox.ts'
import { kaplanMeier } from '@cairn/statistics/survival/kaplan-meier.ts'
import { logRank } from '@cairn/statistics/survival/log-rank.ts'

// `npm run bench [share]`: the engine and R on the same data in one run; a share below 1 makes everything smaller.
const share = Number(process.argv[2] ?? 1)
const n = Math.round(1_000_000 * share)
const replicates = Math.max(5, Math.round(500 * share))
const metas = Math.max(50, Math.round(10_000 * share))
const interpreter = 'Rscript'

const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'))
const save = (name: string, values: Float64Array) =>
  writeFileSync(join(folder, `${name}.f64`), new Uint8Array(values.buffer))

interface Made {
  readonly x: Float64Array[]
  readonly time: Float64Array
  readonly event: Float64Array
  readonly exact: Float64Array
  readonly group: Float64Array
}

/** People with covariates, a hazard that depends on them, whole days up to three years, about half with the event. */
function make(rows: number, p: number, seed: number): Made {
  const r = createRandom(seed, 'bench')
  const x = Array.from({ length: p }, () => Float64Array.from({ length: rows }, r.normal))
  const [time, event, exact, group] = [
    new Float64Array(rows),
    new Float64Array(rows),
    new Float64Array(rows),
    new Float64Array(rows),
  ]
  for (let i = 0; i < rows; i++) {
    let eta = 0
    for (let j = 0; j < p; j++) eta += (j % 2 ? -0.1 : 0.1) * x[j]![i]!
    const hidden = (r.exponential() / Math.exp(eta)) * 700
    const censored = r.uniform() * 1095
    exact[i] = Math.min(hidden, censored)
    time[i] = Math.max(1, Math.ceil(exact[i]!))
    event[i] = hidden <= censored ? 1 : 0
    group[i] = x[0]![i]! > 0 ? 1 : 0
  }
  return { x, time, event, exact, group }
}

function joined(columns: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(columns.length * columns[0]!.length)
  for (const [j, c] of columns.entries()) out.set(c, j * c.length)
  return out
}

/** Seconds of processor time, as R's user + system: a busy machine lengthens the clock of both, but not this. */
function took(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const big = make(n, 10, 1)
const names = big.x.map((_, j) => `x${j + 1}`)
const input: CoxInput = { time: big.time, event: big.event, x: big.x, names }
const small = make(10_000, 8, 2)
const r = createRandom(3, 'bench')
const variance = Float64Array.from({ length: 10 * metas }, () => 0.02 + 0.2 * r.uniform())
const effect = variance.map((v) => 0.3 + (0.3 + Math.sqrt(v)) * r.normal())
for (const [name, values] of Object.entries({
  time: big.time,
  event: big.event,
  exact: big.exact,
  group: big.group,
  x: joined(big.x),
  'boot-time': small.time,
  'boot-event': small.event,
  'boot-x': joined(small.x),
  'meta-effect': effect,
  'meta-variance': variance,
}))
  save(name, values)

process.stdout.write(
  `${n.toLocaleString('en')} people; ${replicates} bootstrap samples of 10,000; ${metas.toLocaleString('en')} meta-analyses of 10. Processor seconds; first ours, then R …\n`,
)
const ours: Record<string, number> = {}
const memoryBefore = process.memoryUsage().arrayBuffers
ours['coxph.fit'] = took(() => void cox(input))
const memory = (process.memoryUsage().arrayBuffers - memoryBefore) / (n * 12 * 8)
ours['coxph'] = took(() => {
  const fit = cox(input)
  concordance({ ...input, predictor: fit.linearPredictor })
})
const group = { codes: Int32Array.from(big.group), labels: ['a', 'b'] }
ours['survfit'] = took(() => void kaplanMeier({ time: big.time, event: big.event, group }))
ours['survfit.exact'] = took(() => void kaplanMeier({ time: big.exact, event: big.event, group }))
ours['survdiff'] = took(() => void logRank({ time: big.time, event: big.event, group }))
ours['bootstrap'] = took(() => {
  for (let b = 0; b < replicates; b++) {
    const counts = new Float64Array(10_000)
    for (let i = 0; i < 10_000; i++) counts[r.below(10_000)]!++
    const index = Int32Array.from(counts.keys()).filter((i) => counts[i]! > 0)
    const take = (column: Float64Array) => Float64Array.from(index, (i) => column[i]!)
    cox({
      time: take(small.time),
      event: take(small.event),
      x: small.x.map(take),
      names: names.slice(0, 8),
      weights: take(counts),
    })
  }
})
ours['metafor'] = took(() => {
  for (let i = 0; i < metas; i++)
    pool({
      effect: effect.subarray(10 * i, 10 * i + 10),
      variance: variance.subarray(10 * i, 10 * i + 10),
      test: 'knha',
    })
})

const rows: readonly (readonly [key: string, label: string, bar: number])[] = [
  ['coxph.fit', 'Cox 10 covariates, Efron, whole days / coxph.fit', 1],
  ['coxph', 'the same with concordance / coxph()', 0.2],
  ['survfit', 'Kaplan–Meier, whole days / survfit', 0.5],
  ['survfit.exact', 'Kaplan–Meier, exact times / survfit', 0.5],
  ['survdiff', 'log-rank / survdiff', 0.5],
  ['bootstrap', 'bootstrap of Cox, 8 covariates / coxph.fit', 0.2],
  ['metafor', 'REML + Hartung–Knapp / metafor', 0.1],
]
try {
  const theirs = await runR()
  process.stdout.write(
    `${'what'.padEnd(52)}${'ours s'.padStart(9)}${'R s'.padStart(9)}${'ratio'.padStart(8)}${'bar'.padStart(6)}\n`,
  )
  for (const [key, label, bar] of rows) {
    const [a, b] = [ours[key]!, theirs.get(key)!]
    process.stdout.write(
      `${label.padEnd(52)}${a.toFixed(2).padStart(9)}${b.toFixed(2).padStart(9)}${(a / b).toFixed(2).padStart(8)}${String(bar).padStart(6)}${a / b <= bar ? '' : '  missed'}\n`,
    )
  }
  process.stdout.write(`Cox: ${memory.toFixed(1)} × the data's size in further memory when it ended.\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function runR(): Promise<Map<string, number>> {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'statistics.R')
  const text = await new Promise<string>((resolve, reject) => {
    let out = ''
    const child = spawn(interpreter, ['--vanilla', script, folder, String(replicates), String(metas)], {
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new Error('Rscript was not found: install R with its packages survival and metafor to compare with.')
          : error,
      ),
    )
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`R stopped with exit code ${code}.`))))
  })
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => [line.split(' ')[0]!, Number(line.trim().split(/\s+/)[1])]),
  )
}

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { clusterBootstrap } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import { pool } from '@cairn/statistics/meta/pool.ts'
import { createRandom } from '@cairn/statistics/random/random.ts'
import { concordance } from '@cairn/statistics/survival/concordance.ts'
import { type CoxInput, cox } from '@cairn/statistics/survival/cox.ts'
import { kaplanMeier } from '@cairn/statistics/survival/kaplan-meier.ts'
import { logRank } from '@cairn/statistics/survival/log-rank.ts'
import { openReplicateThreads } from '../apps/cli/src/threads/replicate-threads.ts'
import type { CoxTask } from './bootstrap-thread.ts'

// `npm run bench [share]`: the engine and R on the same data in one run; a share below 1 makes everything smaller.
if (process.argv[2] === '--memory') {
  printMemory(process.argv[3]!)
  process.exit()
}
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

interface Seconds {
  readonly clock: number
  /** Of the processor, all threads: a busy machine lengthens the clock of both sides more than this. */
  readonly processor: number
}

async function took(work: () => unknown): Promise<Seconds> {
  const before = process.cpuUsage()
  const start = performance.now()
  await work()
  const clock = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  return { clock, processor: (user + system) / 1e6 }
}

/** Run by itself: how much further memory the system gave at most while Cox regression ran, as a multiple of its data. */
function printMemory(from: string): void {
  const column = (name: string) => {
    const bytes = readFileSync(join(from, `${name}.f64`))
    return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)
  }
  const time = column('time')
  const event = column('event')
  const all = column('x')
  const p = all.length / time.length
  const x = Array.from({ length: p }, (_, j) => all.subarray(j * time.length, (j + 1) * time.length))
  // Compiled and warm, so that only the data counts.
  const few = (c: Float64Array) => c.subarray(0, 1000)
  cox({ time: few(time), event: few(event), x: x.map(few), names: x.map((_, j) => `x${j}`) })
  const before = process.memoryUsage().rss
  const fit = cox({ time, event, x, names: x.map((_, j) => `x${j}`) })
  const most = process.resourceUsage().maxRSS * 1024
  process.stdout.write(`${(most - before) / ((p + 2) * time.byteLength)} ${fit.iterations}\n`)
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
  `${n.toLocaleString('en')} people; ${replicates} bootstrap samples of 10,000; ${metas.toLocaleString('en')} meta-analyses of 10.\n`,
)
const ours: Record<string, Seconds> = {}
ours['coxph.fit'] = await took(() => cox(input))
ours['coxph'] = await took(() => {
  const fit = cox(input)
  concordance({ ...input, predictor: fit.linearPredictor })
})
const group = { codes: Int32Array.from(big.group), labels: ['a', 'b'] }
ours['survfit'] = await took(() => kaplanMeier({ time: big.time, event: big.event, group }))
ours['survfit.exact'] = await took(() => kaplanMeier({ time: big.exact, event: big.event, group }))
ours['survdiff'] = await took(() => logRank({ time: big.time, event: big.event, group }))
ours['survdiff.exact'] = await took(() => logRank({ time: big.exact, event: big.event, group }))
const plan = { seed: 3, clusters: 10_000, replicates }
for (const [key, threads] of [
  ['bootstrap', 2],
  ['bootstrap.one', 1],
] as const) {
  // Threads stand ready as R's library is loaded: a program starts them once.
  const workers = await openReplicateThreads<CoxTask>(new URL('./bootstrap-thread.ts', import.meta.url), threads)
  const task = { plan, time: small.time, event: small.event, x: small.x, names: names.slice(0, 8) }
  ours[key] = await took(() => clusterBootstrap(plan, workers.evaluatorOf(task), { batch: 10 }))
  await workers.close()
}
ours['metafor'] = await took(() => {
  for (let i = 0; i < metas; i++)
    pool({
      effect: effect.subarray(10 * i, 10 * i + 10),
      variance: variance.subarray(10 * i, 10 * i + 10),
      test: 'knha',
    })
})

/** What is held to which bar, and by which clock: of work on several threads the clock on the wall counts. */
const rows: readonly {
  readonly label: string
  readonly ours: string
  readonly theirs: string
  readonly bar: number | null
  readonly by: keyof Seconds
}[] = [
  {
    label: 'Cox 10 covariates, Efron, whole days / coxph.fit',
    ours: 'coxph.fit',
    theirs: 'coxph.fit',
    bar: 1,
    by: 'processor',
  },
  { label: 'the same with concordance / coxph()', ours: 'coxph', theirs: 'coxph', bar: 0.2, by: 'processor' },
  { label: 'Kaplan–Meier, whole days / survfit', ours: 'survfit', theirs: 'survfit', bar: 0.5, by: 'processor' },
  {
    label: 'Kaplan–Meier, exact times / survfit',
    ours: 'survfit.exact',
    theirs: 'survfit.exact',
    bar: 0.5,
    by: 'processor',
  },
  { label: 'log-rank, whole days / survdiff', ours: 'survdiff', theirs: 'survdiff', bar: 0.5, by: 'processor' },
  {
    label: 'log-rank, exact times / survdiff',
    ours: 'survdiff.exact',
    theirs: 'survdiff.exact',
    bar: 0.5,
    by: 'processor',
  },
  { label: 'bootstrap of Cox, two threads / coxph.fit', ours: 'bootstrap', theirs: 'bootstrap', bar: 0.2, by: 'clock' },
  { label: '  one thread / coxph.fit', ours: 'bootstrap.one', theirs: 'bootstrap', bar: null, by: 'clock' },
  {
    label: '  two threads / mclapply, 2 cores, from first fit',
    ours: 'bootstrap',
    theirs: 'bootstrap.parallel',
    bar: null,
    by: 'clock',
  },
  { label: 'REML + Hartung–Knapp / metafor', ours: 'metafor', theirs: 'metafor', bar: 0.1, by: 'processor' },
]
try {
  const memory = Number(
    (await output(process.execPath, [fileURLToPath(import.meta.url), '--memory', folder])).split(' ')[0],
  )
  const theirs = await runR()
  const heads = ['ours: clock', 'processor', 'R: clock', 'processor', 'ratio: clock', 'processor', 'bar']
  process.stdout.write(`${''.padEnd(52)}${heads.map((h) => h.padStart(13)).join('')}\n`)
  for (const row of rows) {
    const [a, b] = [ours[row.ours]!, theirs.get(row.theirs)!]
    const ratio = { clock: a.clock / b.clock, processor: a.processor / b.processor }
    const cells = [a.clock, a.processor, b.clock, b.processor, ratio.clock, ratio.processor].map((v) => v.toFixed(2))
    process.stdout.write(
      `${row.label.padEnd(52)}${[...cells, row.bar === null ? '' : String(row.bar)].map((c) => c.padStart(13)).join('')}${row.bar !== null && ratio[row.by] > row.bar ? '  missed' : ''}\n`,
    )
  }
  process.stdout.write("R's processor seconds of mclapply leave out what its children used.\n")
  process.stdout.write(
    `${'Cox: further memory at its most, in sizes of its data'.padEnd(52)}${memory.toFixed(2).padStart(77)}${'1.5'.padStart(13)}${memory > 1.5 ? '  missed' : ''}\n`,
  )
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function runR(): Promise<Map<string, Seconds>> {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'statistics.R')
  const text = await output(interpreter, ['--vanilla', script, folder, String(replicates), String(metas)])
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [label, clock, processor] = line.trim().split(/\s+/)
        return [label!, { clock: Number(clock), processor: Number(processor) }]
      }),
  )
}

function output(command: string, operands: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = ''
    const child = spawn(command, operands, {
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
    child.on('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${command} stopped with exit code ${code}.`)),
    )
  })
}

import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { checkDataSet } from '@cairn/evaluation/dataset/check.ts'
import { readDataSet } from '@cairn/evaluation/dataset/read.ts'
import {
  type DataSetProblem,
  FILE_NAMES,
  type ProgramDataSet,
  problemSentence,
} from '@cairn/evaluation/dataset/schema.ts'
import { dataSetHash } from '@cairn/evaluation/dataset/write.ts'
import { type Protocol, protocolHash, protocolSchema, standardProtocol } from '@cairn/evaluation/protocol/protocol.ts'
import { evaluateProgram } from '@cairn/evaluation/report/evaluate-program.ts'
import { renderHtml } from '@cairn/evaluation/report/html.ts'
import { releaseOf } from '@cairn/evaluation/report/release.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { decimals, pValue, textTable } from '../text-table.ts'
import { UserError } from '../user-error.ts'
import { readText, writeWhole } from '../whole-file.ts'

const help = `Usage: cairn evaluate DIR [flags]

Evaluates a program data set (docs/data-set.md): checks it, then says what it can and cannot answer.

  --protocol protocol.json   the target-trial table (default: docs/methods.md, 'Protocol')
  --out report.html          the report as one page that needs nothing else (.json: the report as data)
  --language en|es           language of the page and of the sentence (default en)
  --release                  only what may leave the program: small cells withheld, counts rounded to 5
  --check                    list every inconsistency, one a line, and compute nothing
  --seed 1                   seed of whatever is drawn at random; kept in the report
  --bootstrap 500            samples for the comparisons that need them; the report so far needs none
  --json                     the whole report, for a machine
`

/** `cairn evaluate` */
export async function run(args: string[], io: Io): Promise<number> {
  const parsed = parseArguments('evaluate', args, {
    protocol: 'text',
    out: 'text',
    language: ['en', 'es'],
    release: 'switch',
    check: 'switch',
    seed: 'number',
    bootstrap: 'number',
    json: 'switch',
  })
  if (parsed.help) {
    io.out(help)
    return 0
  }
  const { flags } = parsed
  const [folder, extra] = parsed.positionals
  if (folder === undefined) throw new UserError('cairn evaluate needs the folder of a data set: cairn evaluate DIR.')
  if (extra !== undefined) throw new UserError(`cairn evaluate takes one folder, not ${JSON.stringify(extra)} too.`)
  wholeNumber('seed', flags.seed)
  wholeNumber('bootstrap', flags.bootstrap)
  if (flags.out !== undefined && !/\.(html|json)$/.test(flags.out))
    throw new UserError(`--out ends in .html or .json, and ${basename(flags.out)} does not.`)
  const protocol = flags.protocol === undefined ? standardProtocol : await readProtocol(flags.protocol)
  const files = await readFolder(folder)
  const { dataSet, problems } = readAndCheck(files)
  if (flags.check) {
    io.out(
      problems.length === 0 ? 'The data set is consistent.\n' : problems.map((p) => `${problemSentence(p)}\n`).join(''),
    )
    return problems.length === 0 ? 0 : 2
  }
  if (!dataSet) throw new UserError(problemsSentence(problems))
  const full = evaluateProgram(dataSet, protocol, {
    seed: flags.seed ?? 1,
    dataHash: dataSetHash(files, sha256),
    protocolHash: protocolHash(protocol, sha256),
    onProgress: (share, step) => showProgress(io, share, step),
  })
  const report = flags.release ? releaseOf(full) : full
  const language = flags.language ?? 'en'
  if (flags.out !== undefined)
    await writeWhole(
      flags.out,
      flags.out.endsWith('.json') ? JSON.stringify(report, null, 2) + '\n' : renderHtml(report, language),
    )
  io.out(flags.json ? JSON.stringify(report, null, 2) + '\n' : forPeople(report, language, flags.out))
  return 0
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function wholeNumber(name: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= 0))
    throw new UserError(`--${name} is a whole number of 0 or more, not ${value}.`)
}

function showProgress(io: Io, share: number, step: string): void {
  if (io.isTerminal) io.error(share >= 1 ? '\r\u001b[K' : `\r\u001b[K${Math.round(share * 100)} % ${step} …`)
}

/** The texts of the folder's files by name. */
async function readFolder(folder: string): Promise<Record<string, string>> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new UserError(`There is no folder ${folder}.`)
    if (code === 'ENOTDIR')
      throw new UserError(`${folder} is a file: name the folder that holds participants.csv and dataset.json.`)
    throw new UserError(`The folder ${folder} cannot be read (${code}).`)
  }
  const wanted = ['dataset.json', ...FILE_NAMES.map((name) => `${name}.csv`)].filter((name) => names.includes(name))
  if (wanted.length === 0)
    throw new UserError(`${folder} holds no data set: participants.csv and dataset.json are not there.`)
  const texts = await Promise.all(wanted.map((name) => readText(join(folder, name))))
  return Object.fromEntries(wanted.map((name, i) => [name, texts[i]!]))
}

function readAndCheck(files: Record<string, string>): { dataSet: ProgramDataSet | null; problems: DataSetProblem[] } {
  const read = readDataSet(files)
  if (!read.dataSet) return read
  const problems = checkDataSet(read.dataSet)
  return { dataSet: problems.length === 0 ? read.dataSet : null, problems }
}

function problemsSentence(problems: readonly DataSetProblem[]): string {
  const more = problems.length - 1
  return problemSentence(problems[0]!) + (more > 0 ? ` (and ${more} more: --check lists them).` : '.')
}

async function readProtocol(path: string): Promise<Protocol> {
  const text = await readText(path)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UserError(`${path} is not JSON: check its commas, quotes and brackets.`)
  }
  const parsed = protocolSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new UserError(`${path}, ${issue.path.join('.') || 'the whole file'}: ${issue.message}.`)
}

const STATE_NAMES: Readonly<Record<string, string>> = { with: 'with a mentor', without: 'before a mentor' }

/** The sentence first, then the figures that belong to it. */
function forPeople(r: Report, language: 'en' | 'es', out: string | undefined): string {
  const shown = (n: number | null) => (n === null ? '–' : String(n))
  const { rates, byMentor, test } = r.asItHappened
  const rows = [...rates, byMentor.without, byMentor.with]
  const table = textTable([
    { heading: 'support so far', cells: rows.map((x) => STATE_NAMES[x.state] ?? x.state), align: 'left' },
    { heading: 'people', cells: rows.map((x) => shown(x.people)) },
    { heading: 'person-days', cells: rows.map((x) => shown(x.personDays)) },
    { heading: 'events', cells: rows.map((x) => shown(x.events)) },
    { heading: 'per 100 a month', cells: rows.map((x) => decimals(x.rate, 1)) },
    { heading: '95 % interval', cells: rows.map((x) => `${decimals(x.low, 1)} – ${decimals(x.high, 1)}`) },
  ])
  const at = r.coverage.known.find((k) => k.day === r.horizonDays)
  const percent = (x: number | null | undefined) => (x === null || x === undefined ? '–' : `${Math.round(x * 100)} %`)
  const lines = [
    r.answer.sentence[language],
    ...r.answer.reasons.map((reason) => `  – ${reason.text[language]}`),
    '',
    `Served ${shown(r.served.served)} of ${shown(r.served.enrolled)} enrolled (${shown(r.served.services)} services); asks answered ${shown(r.asks.all.answered)} of ${shown(r.asks.all.asked)}.`,
    `In the analysis ${shown(r.analysis.people)} people, ${shown(r.analysis.events)} first returns to use; left out: ${r.analysis.dropped.map((d) => `${shown(d.n)} ${d.text.en}`).join('; ')}.`,
    '',
    table.trimEnd(),
    '',
    test
      ? `Mantel–Byar test, mentor or not on the same day: chi-square ${decimals(test.chisq, 2)} on ${test.df} df, p ${pValue(test.p)}. It says whether the groups differ, never why.`
      : 'There is no Mantel–Byar test: too little was observed.',
    `Known on day ${r.horizonDays}: ${percent(at?.followUpRate)} of ${shown(at?.n ?? null)}; whatever the others did, between ${percent(at?.boundLow)} and ${percent(at?.boundHigh)} had returned to use.`,
    ...(out === undefined
      ? ['', 'cairn evaluate DIR --out report.html writes the curves and everything else.']
      : ['', `Written: ${out}`]),
  ]
  return lines.join('\n') + '\n'
}

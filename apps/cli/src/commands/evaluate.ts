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
import { nearestOf, parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { UserError } from '../user-error.ts'
import { readText, writeWhole } from '../whole-file.ts'
import { resampled, showProgress } from './evaluate-bootstrap.ts'
import { forPeople } from './evaluate-report.ts'

const help = `Usage: cairn evaluate DIR [flags]

Evaluates a program data set (docs/data-set.md): checks it, then says what it can and cannot answer.

  --protocol protocol.json   the target-trial table (default: docs/methods.md, 'Protocol')
  --out report.html          the report as one page that needs nothing else (.json: the report as data)
  --language en|es           language of the page and of the sentence (default en)
  --release                  only what may leave the program: small cells withheld, counts rounded to 5
  --check                    list every inconsistency, one a line, and compute nothing
  --seed 1                   seed of whatever is drawn at random; kept in the report
  --bootstrap 500            samples for the adjusted comparison's standard errors; 0 for none, 2000 for percentile intervals
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
  if (flags.bootstrap === 1) throw new UserError('--bootstrap needs at least 2 samples (or 0 for none), not 1.')
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
  if (flags.protocol !== undefined) refuseUnknownCovariates(flags.protocol, protocol, dataSet)
  const seed = flags.seed ?? 1
  const estimated = evaluateProgram(dataSet, protocol, {
    seed,
    dataHash: dataSetHash(files, sha256),
    protocolHash: protocolHash(protocol, sha256),
    onProgress: (share, step) => showProgress(io, share, step),
  })
  const full = await resampled(estimated, dataSet, { protocol, seed, replicates: flags.bootstrap ?? 500 }, io)
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

/** A misspelt covariate would silently make another comparison than was meant. */
function refuseUnknownCovariates(path: string, protocol: Protocol, dataSet: ProgramDataSet): void {
  const known = Object.keys(dataSet.covariates)
  const unknown = protocol.covariates.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const listed = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none'
  throw new UserError(
    `${path}, covariates: the data set has no covariate ${unknown}.${nearestOf(unknown, known)} In dataset.json ${listed}.`,
  )
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function wholeNumber(name: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= 0))
    throw new UserError(`--${name} is a whole number of 0 or more, not ${value}.`)
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

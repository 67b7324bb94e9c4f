import { basename } from 'node:path'
import {
  countNotes,
  hundredText,
  rangeText,
  ratioNotes,
  ratioText,
  riskNotes,
  sumText,
} from '@cairn/evaluation/pooling/notes.ts'
import { renderPooled } from '@cairn/evaluation/pooling/page.ts'
import { POOL_WORDS, type PoolWords } from '@cairn/evaluation/pooling/page-texts.ts'
import { poolPrograms } from '@cairn/evaluation/pooling/pool-programs.ts'
import type { Pooled, PooledComparison, PooledLottery, RandomEffects } from '@cairn/evaluation/pooling/pooled.ts'
import { PoolingError, readSite } from '@cairn/evaluation/pooling/site.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { type TextColumn, textTable } from '../text-table.ts'
import { UserError } from '../user-error.ts'
import { readText, writeWhole } from '../whole-file.ts'

const help = `Usage: cairn pool SITE.json… [flags]

Pools the released reports of several programs: what each wrote with cairn evaluate DIR --release --out site.json.
One protocol, one horizon, no program twice; fair draws and adjusted comparisons are never in one estimate.
Below five programs a common effect, with each program shown; from five on REML with Hartung–Knapp intervals too.

  --out report.html    the result as one page that needs nothing else (.json: as data)
  --language en|es     language of the page, the tables and the sentence (default en)
  --json               for a machine (docs/methods.md, 'Pooling'):
                       { protocolHash, horizonDays, margin, answer: {verdict, sentence, reasons}, programs: [{program, dataCut, …}],
                         lottery: null | { answer, hazardRatio: {k, u, v, estimate, se, low, high, p, q, random, exp},
                           logRanks: [{program, u, v, logRatio, weight, exp}], riskDifference, differences, groups, … },
                         observational: [{ control, answer, riskDifference: {method, k, estimate, se, low, high, p, q, common,
                           random, counts}, differences: [{program, estimate, se, low, high, weight}], groups, … }],
                         notPooled: [{program, analysis, text}], cautions }
`

/** `cairn pool` */
export async function run(args: string[], io: Io): Promise<number> {
  const {
    flags,
    positionals: paths,
    help: wantsHelp,
  } = parseArguments('pool', args, { out: 'text', language: ['en', 'es'], json: 'switch' })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  if (paths.length === 0)
    throw new UserError('cairn pool needs the released reports of the programs: cairn pool SITE.json SITE.json ….')
  const { out } = flags
  if (out !== undefined && !/\.(html|json)$/.test(out))
    throw new UserError(`--out ends in .html or .json, and ${basename(out)} does not.`)
  if (out !== undefined && paths.includes(out))
    throw new UserError(`--out ${out} is one of the reports: name another file, so that nothing is overwritten.`)
  const texts: string[] = []
  for (const path of paths) texts.push(await readText(path))
  const pooled = poolTexts(paths, texts)
  const language = flags.language ?? 'en'
  const data = `${JSON.stringify(pooled, null, 2)}\n`
  if (out !== undefined) await writeWhole(out, out.endsWith('.json') ? data : renderPooled(pooled, language))
  io.out(flags.json ? data : forPeople(pooled, language, out))
  return 0
}

function poolTexts(paths: readonly string[], texts: readonly string[]): Pooled {
  try {
    const pooled = poolPrograms(paths.map((path, i) => readSite(path, texts[i]!)))
    const [missing] = pooled.notPooled
    if (missing && pooled.lottery === null && pooled.observational.length === 0)
      throw new UserError(
        paths.length === 1
          ? `${paths[0]} holds no comparison, so there is nothing to pool. ${missing.text.en}`
          : `None of these reports holds a comparison, so there is nothing to pool. ${missing.program}: ${missing.text.en}`,
      )
    return pooled
  } catch (error) {
    if (error instanceof PoolingError) throw new UserError(error.message)
    throw error
  }
}

/** The sentence first, then each comparison: its programs, the pooled lines, and what they rest on. */
function forPeople(pooled: Pooled, language: 'en' | 'es', out: string | undefined): string {
  const w = POOL_WORDS[language]
  const { answer, lottery } = pooled
  const lines = [answer.sentence[language], ...answer.reasons.map((r) => `  – ${r.text[language]}`)]
  for (const caution of pooled.cautions) lines.push(caution[language])
  const own = (c: PooledComparison) =>
    c.answer === answer ? [] : [c.answer.sentence[language], ...c.answer.reasons.map((r) => `  – ${r.text[language]}`)]
  if (lottery)
    lines.push('', w.lottery, ...own(lottery), ...riskLines(lottery, pooled, true, w), '', ...ratioLines(lottery, w))
  for (const o of pooled.observational)
    lines.push('', w.observational(o.control, o.graceDays), ...own(o), ...riskLines(o, pooled, false, w))
  if (pooled.notPooled.length > 0) {
    lines.push('', `${w.notPooledTitle}:`)
    for (const x of pooled.notPooled) lines.push(`  ${x.program}, ${w.analysis[x.analysis]}: ${x.text[language]}`)
  }
  if (out !== undefined) lines.push('', `${language === 'en' ? 'Written' : 'Escrito'}: ${out}`)
  return `${lines.join('\n')}\n`
}

interface Line {
  readonly name: string
  readonly cells: readonly string[]
}

function riskLines(c: PooledComparison, pooled: Pooled, isLottery: boolean, w: PoolWords): string[] {
  const r = c.riskDifference
  const people = (a: PooledComparison['groups'][number]['with']) => `${count(a.events)}/${count(a.people)}`
  const rows: Line[] = c.differences.map((d, i) => ({
    name: d.program,
    cells: [
      people(c.groups[i]!.with),
      people(c.groups[i]!.without),
      hundredText(d.estimate),
      rangeText(d.low, d.high, hundredText, w),
      d.weight === null ? w.noSe : d.weight.toFixed(1),
    ],
  }))
  if (r) {
    const line = (name: string, i: { estimate: number; low: number; high: number }): Line => ({
      name,
      cells: ['', '', hundredText(i.estimate), rangeText(i.low, i.high, hundredText, w), ''],
    })
    if (r.random) rows.push(line(w.pooled('common'), r.common))
    rows.push(line(w.pooled(r.method), r), ...prediction(r.random, 3, hundredText, w))
  }
  const table = aligned(
    [
      w.program,
      `${w.events}/${w.people}: ${w.withMentor(isLottery)}`,
      w.withoutMentor(isLottery),
      w.difference,
      w.intervalName,
      w.weight,
    ],
    rows,
  )
  return [`${w.riskTitle(pooled.horizonDays)}:`, '', table, '', ...riskNotes(c, w), ...countNotes(c, isLottery, w)]
}

function ratioLines(l: PooledLottery, w: PoolWords): string[] {
  const h = l.hazardRatio
  const rows: Line[] = l.logRanks.map((r) => ({
    name: r.program,
    cells: [
      sumText(r.u),
      sumText(r.v),
      r.exp ? ratioText(r.exp.estimate) : w.noEvents,
      r.exp ? rangeText(r.exp.low, r.exp.high, ratioText, w) : '–',
      r.weight.toFixed(1),
    ],
  }))
  if (h) {
    rows.push({
      name: w.pooled(h.k === 1 ? 'one' : 'common'),
      cells: [
        sumText(h.u),
        sumText(h.v),
        ratioText(h.exp.estimate),
        rangeText(h.exp.low, h.exp.high, ratioText, w),
        '',
      ],
    })
    if (h.random) {
      const { estimate, low, high } = h.random
      rows.push({
        name: w.pooled('random'),
        cells: ['', '', ratioText(Math.exp(estimate)), rangeText(Math.exp(low), Math.exp(high), ratioText, w), ''],
      })
    }
    rows.push(...prediction(h.random, 3, (x) => ratioText(Math.exp(x)), w))
  }
  const table = rows.length > 0 ? ['', aligned([w.program, 'U', 'V', w.ratio, w.intervalName, w.weight], rows), ''] : []
  return [`${w.ratioTitle}:`, ...table, ...ratioNotes(l, w)]
}

function prediction(random: RandomEffects | null, before: number, text: (x: number) => string, w: PoolWords): Line[] {
  if (!random) return []
  const blank = Array.from({ length: before }, () => '')
  return [
    { name: w.newProgram, cells: [...blank, rangeText(random.predictionLow, random.predictionHigh, text, w), ''] },
  ]
}

function aligned(headings: readonly string[], rows: readonly Line[]): string {
  const columns = headings.map(
    (heading, k): TextColumn => ({
      heading,
      cells: rows.map((row) => (k === 0 ? row.name : row.cells[k - 1]!)),
      align: k === 0 ? 'left' : 'right',
    }),
  )
  return textTable(columns).trimEnd()
}

const count = (n: number | null) => (n === null ? '–' : String(n))

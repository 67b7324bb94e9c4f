import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDataSet } from '../dataset/check.ts'
import { readDataSet } from '../dataset/read.ts'
import type { ProgramDataSet } from '../dataset/schema.ts'
import { writeDataSet } from '../dataset/write.ts'
import { standardProtocol } from '../protocol/protocol.ts'
import { evaluateProgram } from '../report/evaluate-program.ts'
import { reportSchema } from '../report/schema.ts'

const folder = join(import.meta.dirname, '../../../../validation/evaluation')
const files = Object.fromEntries(
  readdirSync(join(folder, 'dozen')).map((name) => [name, readFileSync(join(folder, 'dozen', name), 'utf8')]),
)
// Written by validation/evaluation/as-it-happened.R, which reads the same files and uses none of our code.
const r = JSON.parse(readFileSync(join(folder, 'dozen.json'), 'utf8'))

function read(texts: Record<string, string>): ProgramDataSet {
  const { dataSet, problems } = readDataSet(texts)
  expect(problems).toEqual([])
  return dataSet!
}

const dozen = read(files)
const report = evaluateProgram(dozen, standardProtocol)
const near = (actual: number | null | undefined, expected: number) =>
  expect(Math.abs(actual! - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)))

describe('the hand-made dozen agrees with R', () => {
  test('nothing in it is inconsistent, and the report fits its schema', () => {
    expect(checkDataSet(dozen)).toEqual([])
    expect(() => reportSchema.parse(report)).not.toThrow()
  })

  test('who is counted, and who is left out for which reason', () => {
    expect(report.analysis.people).toBe(r.people)
    expect(report.analysis.events).toBe(r.events)
    const dropped = Object.fromEntries(report.analysis.dropped.map((d) => [d.reason, d.n]))
    expect(dropped).toEqual({
      last_use_unknown: 1,
      not_abstinent_long_enough: 1,
      used_before_observation: 0,
      no_days_covered: 0,
    })
  })

  test('person-time rates by state with exact Poisson intervals', () => {
    for (const rate of [
      ...report.asItHappened.rates,
      report.asItHappened.byMentor.with,
      report.asItHappened.byMentor.without,
    ]) {
      const expected = r.rates[rate.state] ?? r.byMentor[rate.state]
      expect([rate.people, rate.personDays, rate.events]).toEqual([
        expected.people,
        expected.personDays,
        expected.events,
      ])
      near(rate.rate, expected.rate)
      near(rate.low, expected.low)
      near(rate.high, expected.high)
    }
  })

  test('the Mantel–Byar test, by mentor, by state, and for the first and last possible day', () => {
    const { test: byMentor, testByState, testByEventDay } = report.asItHappened
    near(byMentor?.chisq, r.mantelByar.chisq)
    near(byMentor?.p, r.mantelByar.p)
    near(testByState?.chisq, r.mantelByarByState.chisq)
    expect(testByState?.df).toBe(3)
    near(testByEventDay.first, r.pFirst)
    near(testByEventDay.last, r.pLast)
  })

  test.each([0, 1])('landmark curves and restricted means (landmark %#)', (at) => {
    const landmark = report.asItHappened.landmarks[at]!
    const expected = r[`landmark${landmark.landmark}`]
    for (const group of landmark.groups) {
      const e = expected[group.group]
      expect([group.n, group.events]).toEqual([e.n, e.events])
      if (e.risk === null) expect(group.riskAtHorizon).toBeNull()
      else near(group.riskAtHorizon?.risk, e.risk)
      if (e.freeDays === null) expect(group.freeDays).toBeNull()
      else {
        near(group.freeDays?.estimate, e.freeDays)
        near(group.freeDays?.se, e.freeDaysSe)
      }
    }
  })

  test('the comparison that misleads, and the same days counted where they belong', () => {
    for (const name of ['naive', 'byDay'] as const) {
      near(report.naive[name]?.ratio, r[name].ratio)
      near(report.naive[name]?.low, r[name].low)
      near(report.naive[name]?.high, r[name].high)
    }
  })
})

describe('by hand', () => {
  test('an uncovered stretch ends follow-up before a later event', () => {
    // d answers for days 1–60 and 151–180 and used on day 160: she is followed to day 60 and has no event.
    const only = evaluateProgram(read(keep(['d'])), standardProtocol)
    expect(only.analysis.events).toBe(0)
    expect(only.asItHappened.rates.map((x) => x.personDays)).toEqual([15, 0, 5, 40])
    expect(only.analysis.ended.find((x) => x.reason === 'missed_ask')?.n).toBe(1)
  })

  test('a later answer that covers the gap closes it', () => {
    const only = evaluateProgram(read(keep(['c'])), standardProtocol)
    expect(only.asItHappened.rates.map((x) => x.personDays)).toEqual([5, 0, 115, 0])
    expect(only.analysis.events).toBe(1)
  })

  test('use on the day on which the match becomes active counts before the mentor', () => {
    const only = evaluateProgram(read(keep(['h'])), standardProtocol)
    expect(only.asItHappened.byMentor.without).toMatchObject({ events: 1, personDays: 50 })
    expect(only.asItHappened.byMentor.with).toMatchObject({ events: 0, personDays: 0 })
  })

  test('what only a mentor reported is no event, except in the any-source variant', () => {
    const only = evaluateProgram(read(keep(['m'])), standardProtocol)
    expect(only.analysis.events).toBe(0)
    expect(only.variants.find((v) => v.name === 'any_source')?.without.events).toBe(1)
  })

  test('a death from overdose before the next ask fell due is an event, whoever reported it', () => {
    expect(evaluateProgram(read(keep(['l'])), standardProtocol).analysis.events).toBe(1)
  })

  test('whoever is observed from day 40 is at risk from day 40', () => {
    const only = evaluateProgram(read(keep(['i'])), standardProtocol)
    expect(only.asItHappened.byMentor.with).toMatchObject({ personDays: 133 - 40, events: 1 })
    expect(only.asItHappened.byMentor.without.personDays).toBe(0)
    expect(only.answer.verdict).toBe('no_comparison')
    expect(only.answer.sentence.en).toContain('everybody had a mentor')
  })

  test('follow-up: known on day 180 among those whose day 180 has come', () => {
    // a, f no; c, d, i yes; l died of overdose; m unknown. b, e, g, h, n have not come to day 180.
    const at = report.coverage.known.find((k) => k.day === 180)!
    expect(at).toMatchObject({ n: 7, events: 4, noEvent: 2, unknown: 1 })
    expect(at.boundLow).toBeCloseTo(4 / 7, 12)
    expect(at.boundHigh).toBeCloseTo(5 / 7, 12)
  })

  test('served, asked and answered are counted once each', () => {
    expect(report.served).toMatchObject({ enrolled: 14, served: 4, services: 6, mentor: { services: 4, people: 3 } })
    expect(report.asks.all).toMatchObject({ asked: 37, answered: 34 })
  })
})

/** Sums of the same numbers in another order differ in their last digits. */
const toTwelveDigits = (report: object): unknown =>
  JSON.parse(JSON.stringify(report, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value)))

describe('laws', () => {
  test('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const shuffled = Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name, name.endsWith('.csv') ? shuffleLines(text, seed) : text]),
        )
        expect(toTwelveDigits(evaluateProgram(read(shuffled), standardProtocol))).toEqual(toTwelveDigits(report))
      }),
      { numRuns: 20 },
    )
  })

  test('a person without follow-up changes no rate, no test and no curve', () => {
    const texts = {
      ...files,
      'participants.csv': `${files['participants.csv']}z,0,-40\n`,
      'follow_up.csv': `${files['follow_up.csv']}z,0,300,data_cut\n`,
      'exposures.csv': `${files['exposures.csv']}z,mentor,m1,5,,\n`,
    }
    const more = evaluateProgram(read(texts), standardProtocol)
    expect(more.asItHappened).toEqual(report.asItHappened)
    expect(more.naive).toEqual(report.naive)
    // But her silence is not success: she is unknown, and the bounds widen.
    expect(more.coverage.known.find((k) => k.day === 180)).toMatchObject({ n: 8, unknown: 2 })
  })

  test('writing and reading a data set gives the same data set', () => {
    expect(read(writeDataSet(dozen))).toEqual(dozen)
  })
})

/** The same folder with some people only. */
function keep(ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      if (!name.endsWith('.csv')) return [name, text]
      const [header, ...lines] = text.trimEnd().split('\n')
      return [name, [header, ...lines.filter((l) => ids.includes(l.split(',')[0]!))].join('\n') + '\n']
    }),
  )
}

function shuffleLines(text: string, seed: number): string {
  const [header, ...lines] = text.trimEnd().split('\n')
  const keyed = lines.map((line, i) => ({ line, at: Math.sin(seed * 12.9898 + i * 78.233) }))
  return [header, ...keyed.sort((a, b) => a.at - b.at).map((x) => x.line)].join('\n') + '\n'
}

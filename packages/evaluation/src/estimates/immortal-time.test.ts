import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkDataSet } from '../dataset/check.ts'
import { parseCsv } from '../dataset/csv.ts'
import type { ProgramDataSet } from '../dataset/schema.ts'
import { toColumns } from '../dataset/write.ts'
import { protocolSchema } from '../protocol/protocol.ts'
import { evaluateProgram } from '../report/evaluate-program.ts'

const folder = process.env['CAIRN_DATASETS'] ?? join(import.meta.dirname, '../../../../../shared/data')
const file = join(folder, 'stanford_heart.csv')
const there = existsSync(file)

/** The Stanford heart transplant program as a mentoring program: a transplant is a mentor, death is return to use, days are half days. */
function heartProgram(): ProgramDataSet {
  const { header, rows } = parseCsv(readFileSync(file, 'utf8'))
  const at = (row: string[], name: string) => row[header.indexOf(name)]!
  const people = new Map<string, { stop: number; event: boolean; since: number | null }>()
  for (const row of rows) {
    const id = at(row, 'id')
    const since = at(row, 'transplant') === '1' ? 2 * Number(at(row, 'start')) : null
    people.set(id, {
      stop: 2 * Number(at(row, 'stop')),
      event: at(row, 'event') === '1',
      since: since ?? people.get(id)?.since ?? null,
    })
  }
  const all = [...people]
  return {
    description: { schema_version: 1, data_cut: { label: 'end' }, definitions: {}, covariates: {} },
    covariates: {},
    participants: toColumns(
      'participants',
      all.map(([id]) => ({ participant_id: id, first_observed_day: 0, last_use_day: -30 })),
    ),
    lottery: toColumns('lottery', []),
    exposures: toColumns(
      'exposures',
      all.flatMap(([id, p]) =>
        p.since === null
          ? []
          : [{ participant_id: id, kind: 'mentor', mentor_id: 'm', start_day: p.since, end_day: null, end_reason: '' }],
      ),
    ),
    contacts: toColumns('contacts', []),
    asks: toColumns(
      'asks',
      all.map(([id, p]) => ({
        participant_id: id,
        ask_id: `q${id}`,
        due_day: p.stop,
        answered_day: p.stop,
        covers_from_day: 1,
        covers_to_day: p.stop,
        answer: p.event ? 'event' : 'none',
      })),
    ),
    events: toColumns(
      'events',
      all.flatMap(([id, p]) =>
        p.event
          ? [
              {
                participant_id: id,
                kind: 'use',
                day_low: p.stop,
                day_high: p.stop,
                learned_day: p.stop,
                substance: '',
                severity: '',
                source: 'ask',
                ask_id: `q${id}`,
              },
            ]
          : [],
      ),
    ),
    measures: toColumns('measures', []),
    follow_up: toColumns(
      'follow_up',
      all.map(([id, p]) => ({ participant_id: id, from_day: 0, to_day: p.stop, end_reason: 'data_cut' })),
    ),
  }
}

test.skipIf(!there)(
  there
    ? 'immortal time: the plain comparison of the heart transplant program says 0.27, the same days counted right say 1.14'
    : 'stanford_heart.csv is not in the folder of data sets (CAIRN_DATASETS), so immortal time is not shown on it',
  () => {
    const program = heartProgram()
    expect(checkDataSet(program)).toEqual([])
    const report = evaluateProgram(
      program,
      protocolSchema.parse({ landmarks: [62], horizon_days: 360, windows: [62, 360] }),
    )
    // survival 3.5-3: naive (on jasa) 0.2662. This file counts every day one later than jasa, so its landmark is day 31.
    expect(report.naive.naive?.ratio).toBeCloseTo(0.27, 2)
    const td = JSON.parse(readFileSync(join(folder, 'r/reference_survival_classics.json'), 'utf8')).stanford
    expect(report.naive.byDay?.ratio).toBeCloseTo(td.time_dependent.coef[0].hr, 6)
    expect(report.naive.byDay?.ratio).toBeGreaterThan(1)
    const groups = report.asItHappened.landmarks[0]!.groups
    const [without, withMentor] = groups
    expect(without!.n! + withMentor!.n!).toBe(td.landmark_30.n)
    expect(withMentor!.n).toBe(td.landmark_30.n_tx)
    expect(report.answer.verdict).toBe('no_comparison')
  },
)

import { expect, test } from 'vitest'
import { checkDataSet } from '../dataset/check.ts'
import { readDataSet } from '../dataset/read.ts'
import { standardProtocol } from '../protocol/protocol.ts'
import { evaluateProgram } from '../report/evaluate-program.ts'

const HEADERS: Record<string, string> = {
  participants: 'participant_id,first_observed_day,last_use_day',
  exposures: 'participant_id,kind,mentor_id,start_day,end_day,end_reason',
  asks: 'participant_id,ask_id,due_day,answered_day,covers_from_day,covers_to_day,answer',
  events: 'participant_id,kind,day_low,day_high,learned_day,substance,severity,source,ask_id',
  follow_up: 'participant_id,from_day,to_day,end_reason',
}

/** The report on one person p, from the rows of each file without the id. */
function reportOn(rows: {
  asks: string[]
  events?: string[]
  exposures?: string[]
  follow_up: string[]
  participants?: string[]
}) {
  const all: Record<string, string[]> = { participants: ['0,-30'], exposures: [], events: [], ...rows }
  const files = Object.fromEntries(
    Object.entries(HEADERS).map(([name, header]) => [
      `${name}.csv`,
      `${[header, ...all[name]!.map((r) => `p,${r}`)].join('\n')}\n`,
    ]),
  )
  const { dataSet, problems } = readDataSet({
    ...files,
    'dataset.json': '{"schema_version":1,"data_cut":{"label":"x"},"definitions":{},"covariates":{}}',
  })
  expect(problems).toEqual([])
  expect(checkDataSet(dataSet!)).toEqual([])
  return evaluateProgram(dataSet!, standardProtocol)
}

const personDays = (r: ReturnType<typeof reportOn>) =>
  r.asItHappened.rates.reduce((sum, x) => sum + (x.personDays ?? 0), 0)
const known180 = (r: ReturnType<typeof reportOn>) => r.coverage.known.find((k) => k.day === 180)

test('one day that no answer covers ends follow-up', () => {
  const r = reportOn({ asks: ['q1,30,30,1,30,none', 'q2,60,60,32,60,none'], follow_up: ['0,90,data_cut'] })
  expect(personDays(r)).toBe(30)
})

test('stretches that touch or overlap are one', () => {
  const r = reportOn({
    asks: ['q1,30,30,1,30,none', 'q2,60,60,31,60,none', 'q3,60,64,25,64,none'],
    follow_up: ['0,90,data_cut'],
  })
  expect(personDays(r)).toBe(64)
})

test('an ask that fell due after a death was not missed: the death from overdose counts', () => {
  const r = reportOn({
    asks: ['q1,60,60,1,60,none', 'q2,90,,,,not_asked'],
    events: ['death,71,71,80,,overdose,register,'],
    follow_up: ['0,71,death'],
  })
  expect([r.analysis.events, personDays(r)]).toEqual([1, 71])
})

test('a death after a missed ask lies outside: it is counted beside, and follow-up ends before', () => {
  const r = reportOn({
    asks: ['q1,60,60,1,60,none', 'q2,65,,,,not_reached'],
    events: ['death,71,71,80,,overdose,register,'],
    follow_up: ['0,71,death'],
  })
  expect([r.analysis.events, personDays(r), r.analysis.overdoseDeathsOutside]).toEqual([0, 60, 1])
})

test('a death from another cause ends follow-up without an event', () => {
  const r = reportOn({
    asks: ['q1,60,60,1,60,none'],
    events: ['death,71,71,80,,other,register,'],
    follow_up: ['0,71,death'],
  })
  expect(r.analysis.events).toBe(0)
  expect(r.analysis.ended.find((e) => e.reason === 'other_death')?.n).toBe(1)
  expect(known180(r)).toMatchObject({ n: 1, noEvent: 1, unknown: 0 })
})

test('whoever is covered exactly to day 180 is known on day 180, whoever is covered to 179 is not', () => {
  expect(known180(reportOn({ asks: ['q1,180,180,1,180,none'], follow_up: ['0,200,data_cut'] }))).toMatchObject({
    noEvent: 1,
    unknown: 0,
  })
  expect(known180(reportOn({ asks: ['q1,180,180,1,179,none'], follow_up: ['0,200,data_cut'] }))).toMatchObject({
    noEvent: 0,
    unknown: 1,
  })
})

test('an event after a gap is known on day 180 though follow-up ended before it', () => {
  const r = reportOn({
    asks: ['q1,30,30,1,30,none', 'q2,180,180,151,180,event'],
    events: ['use,160,160,180,,,ask,q2'],
    follow_up: ['0,200,data_cut'],
  })
  expect(r.analysis.events).toBe(0)
  expect(known180(r)).toMatchObject({ events: 1, unknown: 0 })
})

test('whoever asked not to be followed stays in the denominator as unknown', () => {
  expect(known180(reportOn({ asks: ['q1,30,30,1,30,none'], follow_up: ['0,40,withdrew'] }))).toMatchObject({
    n: 1,
    unknown: 1,
  })
})

test('whose day has not come is in no denominator', () => {
  expect(known180(reportOn({ asks: ['q1,30,30,1,30,none'], follow_up: ['0,179,data_cut'] }))).toMatchObject({
    n: 0,
    followUpRate: null,
  })
})

test('follow-up that ends on the landmark day is not in its curves', () => {
  const on = (to: number) =>
    reportOn({ asks: [`q1,30,30,1,${to},none`], follow_up: ['0,60,data_cut'] }).asItHappened.landmarks[0]!.groups[0]!.n
  expect([on(28), on(29)]).toEqual([0, 1])
})

test('a mentor of the landmark day counts as had by then', () => {
  const r = reportOn({ asks: ['q1,60,60,1,60,none'], exposures: ['mentor,m1,28,,'], follow_up: ['0,60,data_cut'] })
  expect(r.asItHappened.landmarks[0]!.groups.map((g) => g.n)).toEqual([0, 1])
})

test('use on day 0 and before is no return to use', () => {
  const r = reportOn({ asks: ['q1,30,30,0,30,event'], events: ['use,0,0,30,,,ask,q1'], follow_up: ['0,60,data_cut'] })
  expect([r.analysis.people, r.analysis.dropped.find((d) => d.reason === 'used_before_observation')?.n]).toEqual([0, 1])
  expect(r.answer.sentence.en).toContain('nobody who can be counted has answered')
})

test('use on some day between 170 and 190 leaves day 180 unknown: it may have come before or after', () => {
  const r = reportOn({
    asks: ['q1,180,195,1,195,event'],
    events: ['use,170,190,195,,,ask,q1'],
    follow_up: ['0,200,data_cut'],
  })
  expect(known180(r)).toMatchObject({ n: 1, events: 0, noEvent: 0, unknown: 1, boundLow: 0, boundHigh: 1 })
})

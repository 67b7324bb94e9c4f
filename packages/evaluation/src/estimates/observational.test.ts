import { createRandom } from '@cairn/statistics/random/random.ts'
import { describe, expect, test } from 'vitest'
import type { CovariateDefinition, Row } from '../dataset/schema.ts'
import { protocolSchema } from '../protocol/protocol.ts'
import { observationalComparison } from '../report/comparison-schema.ts'
import { gatherPeople, outcomeOf } from './follow-up.ts'
import { compareObservationally } from './observational.ts'
import { planFor, prepareObservational } from './observational-fit.ts'
import { observationalPeople } from './observational-people.ts'
import { ask, event, mentor, type SmallPerson, smallProgram } from './testing/small-program.ts'

const protocolWith = (covariates: string[]) =>
  protocolSchema.parse({
    horizon_days: 60,
    windows: [30, 60],
    landmarks: [28],
    covariates,
    time_varying: ['last_ask_answered'],
  })

interface Person {
  x: number
  noise: number
  rare?: number
  begins: number
  event: number
  /** Day of the last answer. */
  answers: 30 | 60 | 90
}

/** People in whom x brings the mentor earlier and use later; mentoring itself does nothing. */
function people(seed: number, n: number): Person[] {
  const r = createRandom(seed, 'people')
  return Array.from({ length: n }, () => {
    const x = r.below(2)
    const answers = r.uniform() < (x ? 0.9 : 0.7) ? 90 : r.uniform() < 0.5 ? 60 : 30
    return {
      ...{ x, noise: r.normal(), answers: answers as Person['answers'] },
      ...{ begins: Math.ceil(r.exponential() * (x ? 20 : 60)), event: Math.ceil(r.exponential() * (x ? 160 : 70)) },
    }
  })
}

const definitions: Record<string, CovariateDefinition> = {
  x: { type: 'number' },
  noise: { type: 'number' },
  rare: { type: 'yes_no' },
}

/** The data set of such people: asks on days 30, 60 and 90, one of ten mentors each. */
function program(all: readonly Person[], extra: readonly SmallPerson[] = []) {
  const asks: Row<'asks'>[] = []
  const events: Row<'events'>[] = []
  const exposures: Row<'exposures'>[] = []
  const who: SmallPerson[] = all.map((p, i) => {
    const id = `p${i}`
    for (const due of [30, 60, 90]) {
      const isTold = due <= p.answers
      const happened = isTold && p.event <= due && p.event > due - 30
      asks.push(isTold ? ask(id, due, happened ? 'event' : 'none', due, due - 29) : ask(id, due, 'not_reached'))
      if (happened) events.push(event(id, 'use', p.event, { learned_day: due, ask_id: `${id}${due}` }))
    }
    if (p.begins <= 120) exposures.push(mentor(id, `m${i % 10}`, p.begins))
    return { id, values: { x: p.x, noise: p.noise, rare: p.rare ?? 0 } }
  })
  return smallProgram([...who, ...extra], { asks, events, exposures }, definitions)
}

function compare(dataSet: ReturnType<typeof program>, covariates: string[]) {
  return observationalComparison.parse(compareObservationally(dataSet, gatherPeople(dataSet), protocolWith(covariates)))
}

const some = people(1, 260)
const made = compare(program(some), ['x'])

function planned(dataSet: ReturnType<typeof program>, covariates = ['x']) {
  const protocol = protocolWith(covariates)
  const taken = observationalPeople(dataSet, gatherPeople(dataSet), protocol, outcomeOf(protocol))
  return { taken, ...planFor(dataSet, taken, protocol, 'later', 60) }
}

describe('laws of the adjusted comparison', () => {
  test('a covariate that is pure noise moves the estimate by little of its standard error; one that matters by more', () => {
    const moves = [1, 2, 3, 4, 5, 6].map((seed) => {
      const dataSet = program(people(seed, 260))
      const [plain, noisy, bare] = [['x'], ['x', 'noise'], ['noise']].map((c) => compare(dataSet, c).riskDifference)
      return [noisy!.estimate - plain!.estimate, bare!.estimate - plain!.estimate].map((d) => d / plain!.se!)
    })
    for (const [noise] of moves) expect(Math.abs(noise!)).toBeLessThan(0.35)
    const mean = (k: number) => moves.reduce((sum, m) => sum + m[k]! / moves.length, 0)
    expect(Math.abs(mean(0))).toBeLessThan(0.15)
    // People with x begin earlier and use less: without x mentoring would seem to help.
    expect(mean(1)).toBeLessThan(-0.5)
  })

  test('everybody counted twice, by case weights, changes no estimate', () => {
    const { taken, plan, fit } = planned(program(some))
    const twice = prepareObservational(taken, plan)(new Float64Array(taken.id.length).fill(2))
    for (const name of ['riskDifference', 'restrictedMeanDifference'] as const)
      expect(twice.result.truncated[name]).toBeCloseTo(fit.result.truncated[name], 9)
    expect(twice.result.effectiveN.treated).toBeCloseTo(fit.result.effectiveN.treated, 6)
  })

  test('when nobody is lost there are no weights for loss, and nothing of that model is said', () => {
    const { fit } = planned(program(some.map((p) => ({ ...p, answers: 90 }))))
    expect(fit.lossModel).toBeNull()
    expect(planned(program(some)).fit.lossModel).not.toBeNull()
  })

  test('people of whom no day is known change what is known and the bounds, and nothing else', () => {
    const silent = Array.from({ length: 20 }, (_, i) => ({ id: `s${i}`, values: { x: 0, noise: 0, rare: 0 } }))
    const more = compare(program(some, silent), ['x'])
    for (const arm of ['with', 'without'] as const) {
      expect(more.arms[arm].known!).toBeLessThan(made.arms[arm].known! - 0.02)
      expect({ ...more.arms[arm], known: null }).toEqual({ ...made.arms[arm], known: null })
    }
    expect(more.bounds!.low).toBeLessThan(made.bounds!.low)
    expect(more.bounds!.high).toBeGreaterThan(made.bounds!.high)
    expect({ ...more, arms: null, bounds: null }).toEqual({ ...made, arms: null, bounds: null })
  })

  test('an event of somebody whose horizon has not come is in the curves, and not in what is known or the bounds', () => {
    const dataSet = program(some)
    const followUp = { ...dataSet.follow_up, to_day: Float64Array.from(dataSet.follow_up.to_day) }
    const early = some.findIndex((p) => p.event < 30)
    const short = { ...dataSet, follow_up: followUp }
    followUp.to_day[early] = 50
    const cut = compare(short, ['x'])
    expect(cut.riskDifference).toEqual(made.riskDifference)
    expect(cut.arms.with.events).toBe(made.arms.with.events)
    expect(cut.bounds).not.toEqual(made.bounds)
  })

  test('days of grace that reach the horizon are refused by the protocol', () => {
    expect(protocolSchema.safeParse({ horizon_days: 30, landmarks: [28], grace_days: 28 }).success).toBe(true)
    expect(protocolSchema.safeParse({ horizon_days: 30, landmarks: [28], grace_days: 35 }).success).toBe(false)
  })

  test('an event before a mentor began counts in both groups, and once in all', () => {
    expect(made.eventsInAll!).toBeLessThan(made.arms.with.events! + made.arms.without.events!)
    expect(made.eventsInAll!).toBeGreaterThanOrEqual(Math.max(made.arms.with.events!, made.arms.without.events!))
  })
})

describe('a group in which nobody began', () => {
  const withRare = (n: number) => program(some.map((p, i) => (i < n ? { ...p, rare: 1, begins: 200 } : p)))

  test('of four people could be chance: it is left out of the model, and listed', () => {
    expect(compare(withRare(4), ['x', 'rare']).leftOut.beginning).toContain('rare')
  })

  test('of forty is none: they could not have had a mentor, and nothing is compared', () => {
    expect(() => compare(withRare(40), ['x', 'rare'])).toThrow(
      expect.objectContaining({ code: 'separation', fields: expect.objectContaining({ column: 'rare' }) }),
    )
  })
})

test('having a mentor leaves the model for loss where nobody with one was lost', () => {
  const loyal = some.map((p) => (p.begins <= 60 ? { ...p, answers: 90 as const } : p))
  expect(compare(program(loyal), ['x']).leftOut.loss).toContain('mentor')
})

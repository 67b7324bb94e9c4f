import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cox } from './cox.ts'
import { fineGray, fineGrayRows } from './fine-gray.ts'

// Six people: cause 1 at 1, cause 2 at 2, censored at 3, cause 1 at 4, censored at 5, cause 1 at 6.
const six = { time: [1, 2, 3, 4, 5, 6], cause: [1, 2, 0, 1, 0, 1] }

test('six people by hand: who had the other cause stays at risk with the share not yet censored', () => {
  const rows = fineGrayRows(six)
  const second = [...rows.person.keys()].filter((r) => rows.person[r] === 1)
  // Censored at 3 (four at risk of it: G = 3/4) and at 5 (two: G = 3/8); the person's own G at 2 is 1.
  expect(second.map((r) => [rows.start[r], rows.time[r], rows.event[r], rows.weights[r]])).toEqual([
    [0, 2, 0, 1],
    [3, 4, 0, 3 / 4],
    [5, 6, 0, 3 / 8],
  ])
  expect([...rows.person].filter((p) => p !== 1)).toHaveLength(5)
})

test('at one time events come before censorings', () => {
  // Censored at 2 beside an event at 2: the one with the event is not at risk of being censored, so G falls to 2/3, after 2.
  const rows = fineGrayRows({ time: [1, 2, 2, 3, 4], cause: [2, 1, 0, 1, 1] })
  const first = [...rows.person.keys()].filter((r) => rows.person[r] === 0)
  expect(first.map((r) => [rows.start[r], rows.time[r], rows.weights[r]])).toEqual([
    [0, 2, 1],
    [2, 4, expect.closeTo(2 / 3, 14)],
  ])
})

test('six people by hand: one covariate, Breslow, by bisection of the score', () => {
  const x = [1, 0, 1, 0, 1, 1]
  const { fit, events, competing } = fineGray({ ...six, x: [x], names: ['x'], ties: 'breslow' })
  expect([events, competing]).toEqual([3, 1])
  // At 1 everybody; at 4 those of 4, 5, 6 and ¾ of the second; at 6 the last and ⅜ of the second.
  const score = (b: number) => {
    const r = Math.exp(b)
    return 1 - (4 * r) / (4 * r + 2) + (0 - (2 * r) / (2 * r + 1 + 3 / 4)) + (1 - r / (r + 3 / 8))
  }
  let [low, high] = [-10, 10]
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (score(middle) > 0) low = middle
    else high = middle
  }
  expect(fit.terms[0]!.coef).toBeCloseTo(low, 9)
})

test('without competing causes it is a Cox model with robust variance, and with everybody followed the others simply stay at risk', () => {
  const x = [1, 0, 1, 0, 1, 1, 0, 0]
  const time = [1, 2, 3, 4, 5, 6, 7, 8]
  const alone = fineGray({ time, cause: [1, 1, 0, 1, 0, 1, 1, 0], x: [x], names: ['x'] }).fit
  const plain = cox({ time, event: [1, 1, 0, 1, 0, 1, 1, 0], x: [x], names: ['x'], robust: true })
  expect(alone.terms[0]!.coef).toBeCloseTo(plain.terms[0]!.coef, 10)
  expect(alone.terms[0]!.robustSe).toBeCloseTo(plain.terms[0]!.robustSe!, 10)
  // Nobody is censored before the last time: those with cause 2 are at risk to the end.
  const cause = [1, 2, 1, 1, 2, 1, 1, 1]
  const kept = fineGray({ time, cause, x: [x], names: ['x'] }).fit
  const late = cox({
    time: time.map((t, i) => (cause[i] === 2 ? 99 : t)),
    event: cause.map((c) => Number(c === 1)),
    x: [x],
    names: ['x'],
  })
  expect(kept.terms[0]!.coef).toBeCloseTo(late.terms[0]!.coef, 10)
})

const people = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 12 }),
    cause: fc.constantFrom(0, 1, 1, 2),
    x: fc.integer({ min: -3, max: 3 }),
    w: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 14, maxLength: 40 },
)
type Person = { time: number; cause: number; x: number; w: number }
const columns = (data: readonly Person[]) => ({
  time: data.map((d) => d.time),
  cause: data.map((d) => d.cause),
  x: [data.map((d) => d.x)],
  names: ['x'],
})
const fitOrNothing = (input: Parameters<typeof fineGray>[0]) => {
  try {
    return fineGray(input).fit.terms[0]!
  } catch {
    return undefined
  }
}

test('order of people and unit of time change nothing; with Breslow weight 2 is the person twice', () => {
  fc.assert(
    fc.property(people, fc.constantFrom(1e-3, 7), (data, unit) => {
      const plain = fitOrNothing(columns(data))
      fc.pre(plain !== undefined)
      const turned = fitOrNothing(columns([...data].reverse().map((d) => ({ ...d, time: d.time * unit }))))!
      expect(turned.coef).toBeCloseTo(plain!.coef, 7)
      expect(turned.robustSe).toBeCloseTo(plain!.robustSe!, 7)
      const weighted = fitOrNothing({ ...columns(data), weights: data.map((d) => d.w), ties: 'breslow' })
      const repeated = fitOrNothing({
        ...columns(data.flatMap((d) => Array.from({ length: d.w }, () => d))),
        ties: 'breslow',
      })
      fc.pre(weighted !== undefined && repeated !== undefined)
      expect(weighted!.coef).toBeCloseTo(repeated!.coef, 7)
    }),
  )
})

test.each([
  ['nobody has the cause', { of: 3 }, 'no_events'],
  ['a cause that is no whole number', { cause: [1, 0.5, 0, 1, 0, 1] }, 'bad_event'],
  ['cause 0 is no cause', { of: 0 }, 'bad_option'],
  ['a covariate is missing', { x: [[1, 0, Number.NaN, 1, 0, 1]] }, 'not_a_number'],
])('%s: refused', (_, change, code) => {
  expect(() => fineGray({ ...six, x: [[1, 0, 1, 0, 1, 0]], names: ['x'], ...change })).toThrow(
    expect.objectContaining({ code }),
  )
})

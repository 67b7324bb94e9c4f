import { expect, test } from 'vitest'
import { curveEnds, curvePoints } from './chart-data.ts'

const group = (name: string, steps: { day: number; risk: number }[], followedTo = 180) => ({
  group: name,
  n: 40,
  events: steps.length,
  steps: steps.map((step) => ({ ...step, low: step.risk / 2, high: null })),
  atRisk: [
    { day: 28, n: 40 },
    { day: followedTo, n: 11 },
  ],
  riskAtHorizon: null,
  freeDays: null,
})
const landmark = {
  landmark: 28,
  groups: [group('without', [{ day: 60, risk: 0.2 }]), group('with', [])],
  freeDaysDifference: null,
}

test('a curve begins at nothing on the landmark day and runs on to the last day that somebody was followed', () => {
  expect(curvePoints(landmark, 180)).toEqual([
    { group: 'without', day: 28, risk: 0, low: 0, high: 0 },
    { group: 'without', day: 60, risk: 20, low: 10, high: null },
    { group: 'without', day: 180, risk: 20, low: 10, high: null },
  ])
})

test('nothing is drawn beyond the horizon, and a group without steps has no curve', () => {
  const late = {
    ...landmark,
    groups: [
      group(
        'without',
        [
          { day: 60, risk: 0.2 },
          { day: 200, risk: 0.4 },
        ],
        365,
      ),
    ],
  }
  expect(Math.max(...curvePoints(late, 180).map(({ day }) => day))).toBeLessThanOrEqual(180)
})

test('names at the ends of two close curves do not lie on each other', () => {
  const ends = curveEnds(
    [
      { group: 'a', day: 180, risk: 20, low: null, high: null },
      { group: 'b', day: 180, risk: 21, low: null, high: null },
    ],
    6,
  )
  expect(ends.map(({ labelAt }) => labelAt)).toEqual([20, 26])
})

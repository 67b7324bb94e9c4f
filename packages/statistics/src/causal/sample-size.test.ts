import { expect, test } from 'vitest'
import { eventsNeeded, peoplePerArm } from './sample-size.ts'

test('a hazard ratio of .7 needs 247 events; with .6 difference in uptake 1 / .36 times as many', () => {
  expect(Math.ceil(eventsNeeded({ hazardRatio: 0.7 }))).toBe(247)
  expect(eventsNeeded({ hazardRatio: 0.7, uptakeDifference: 0.6 })).toBeCloseTo(246.787104547358 / 0.36, 8)
  expect(eventsNeeded({ hazardRatio: 0.7, clusterSize: 5, intraclassCorrelation: 0.05 })).toBeCloseTo(
    246.787104547358 * 1.2,
    8,
  )
})

test('turning the ratio over or swapping the arms changes nothing', () => {
  expect(eventsNeeded({ hazardRatio: 1 / 0.7 })).toBeCloseTo(eventsNeeded({ hazardRatio: 0.7 }), 9)
  expect(eventsNeeded({ hazardRatio: 0.7, share: 0.2 })).toBeCloseTo(eventsNeeded({ hazardRatio: 0.7, share: 0.8 }), 9)
  expect(peoplePerArm(0.5, 0.65)).toBeCloseTo(peoplePerArm(0.65, 0.5), 9)
})

test.each([
  [() => eventsNeeded({ hazardRatio: 1 })],
  [() => eventsNeeded({ hazardRatio: 0.7, share: 1 })],
  [() => eventsNeeded({ hazardRatio: 0.7, uptakeDifference: 0 })],
  [() => eventsNeeded({ hazardRatio: 0.7, clusterSize: 0 })],
  [() => eventsNeeded({ hazardRatio: 0.7, intraclassCorrelation: 2 })],
  [() => eventsNeeded({ hazardRatio: 0.7, power: 1 })],
  [() => eventsNeeded({ hazardRatio: 0.7, significance: 0 })],
  [() => peoplePerArm(0.5, 0.5)],
  [() => peoplePerArm(0, 0.5)],
])('%s is refused', (call) => {
  expect(call).toThrow(expect.objectContaining({ code: 'out_of_range' }))
})

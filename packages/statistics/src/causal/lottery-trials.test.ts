import { expect, test } from 'vitest'
import { type LotteryTrialsInput, lotteryTrials, offerNowRows } from './lottery-trials.ts'

// Draw 1 on day 0: stratum 0 has 1 place for 3, stratum 1 has 2 places for 2 (no comparison). Draw 2 on day 30: 1 place for 2 who lost and 2 others.
const draws: LotteryTrialsInput = {
  person: [1, 2, 3, 4, 5, 2, 3, 6, 7],
  draw: [1, 1, 1, 1, 1, 2, 2, 2, 2],
  stratum: [0, 0, 0, 1, 1, 0, 0, 0, 0],
  drawDay: [0, 0, 0, 0, 0, 30, 30, 30, 30],
  rank: [1, 2, 3, 1, 2, 2, 1, 3, 4],
  places: [1, 1, 1, 2, 2, 1, 1, 1, 1],
  entrants: [3, 3, 3, 2, 2, 4, 4, 4, 4],
}

test('each draw is a trial; a stratum in which everybody is offered a place leaves', () => {
  const trials = lotteryTrials(draws)
  expect([...trials.rows]).toEqual([0, 1, 2, 5, 6, 7, 8])
  expect(trials.left).toBe(2)
  expect([...trials.offered]).toEqual([1, 0, 0, 0, 1, 0, 0])
  expect([...trials.weight]).toEqual([3, 1.5, 1.5, 4 / 3, 4, 4 / 3, 4 / 3].map((w) => expect.closeTo(w, 14)))
  expect([...trials.block]).toEqual([0, 0, 0, 1, 1, 1, 1])
})

test('offer now against none by then: a later offer censors, a later draw that was lost makes a person stand for 1 / (1 − share)', () => {
  const trials = lotteryTrials(draws)
  const rows = offerNowRows(draws, trials, [100, 90, 80, 60, 50, 40, 40], [0, 1, 1, 1, 0, 0, 0])
  const list = [...rows.row.keys()].map((k) => [
    rows.row[k],
    rows.start[k],
    rows.time[k],
    rows.cause[k],
    rows.weight[k],
  ])
  expect(list).toEqual([
    [0, 0, 100, 0, 3],
    // Person 2 loses again on day 30 at a share of one quarter.
    [1, 0, 30, 0, expect.closeTo(1.5, 14)],
    [1, 30, 90, 1, expect.closeTo(2, 14)],
    // Person 3 wins on day 30 and is censored there.
    [2, 0, 30, 0, expect.closeTo(1.5, 14)],
    [3, 0, 60, 1, expect.closeTo(4 / 3, 14)],
    [4, 0, 50, 0, 4],
    [5, 0, 40, 0, expect.closeTo(4 / 3, 14)],
    [6, 0, 40, 0, expect.closeTo(4 / 3, 14)],
  ])
})

test.each([
  ['somebody who entered is missing', { entrants: [4, 4, 4, 2, 2, 4, 4, 4, 4] }, 'bad_option'],
  ['a rank is there twice', { rank: [1, 1, 3, 1, 2, 2, 1, 3, 4] }, 'bad_option'],
  ['a rank lies beyond the entrants', { rank: [1, 2, 4, 1, 2, 2, 1, 3, 4] }, 'bad_option'],
  ['places differ within a stratum', { places: [1, 2, 1, 2, 2, 1, 1, 1, 1] }, 'bad_option'],
  ['nobody was offered a place', { places: new Array(9).fill(0) }, 'too_few_groups'],
  ['a column is short', { drawDay: [0] }, 'length_mismatch'],
] as const)('%s: refused', (_, change, code) => {
  expect(() => lotteryTrials({ ...draws, ...change })).toThrow(expect.objectContaining({ code }))
})

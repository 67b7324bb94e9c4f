import { createRandom } from '@cairn/statistics/random/random.ts'
import { expect, test } from 'vitest'
import type { ProgramDataSet, Row } from '../dataset/schema.ts'
import { toColumns } from '../dataset/write.ts'
import { protocolSchema } from '../protocol/protocol.ts'
import { gatherPeople } from './follow-up.ts'
import { compareByLottery } from './lottery.ts'

const sixty = protocolSchema.parse({ horizon_days: 60, windows: [30, 60], landmarks: [28] })
const DRAWS = 1200

/**
 * Draws of 8 people for 2 places in which an offer does nothing. Half refuse; those return to use with probability .7, the others
 * with .3. A refused place goes down the list until two have said yes.
 */
function program(placesOf: (everOffered: number) => number): ProgramDataSet {
  const random = createRandom(7)
  const rows = {
    participants: [] as Row<'participants'>[],
    lottery: [] as Row<'lottery'>[],
    asks: [] as Row<'asks'>[],
    events: [] as Row<'events'>[],
    follow_up: [] as Row<'follow_up'>[],
  }
  for (let draw = 0; draw < DRAWS; draw++) {
    const refuses = Array.from({ length: 8 }, () => random.uniform() < 0.5)
    let [everOffered, taken] = [0, 0]
    while (everOffered < 8 && taken < 2) if (!refuses[everOffered++]) taken++
    refuses.forEach((refusing, k) => {
      const participant_id = `${draw}-${k}`
      const uses = random.uniform() < (refusing ? 0.7 : 0.3)
      rows.participants.push({ participant_id, first_observed_day: 0, last_use_day: -20 })
      rows.lottery.push({
        draw_id: `${draw}`,
        participant_id,
        draw_day: 5,
        stratum: '',
        entrants: 8,
        places: placesOf(everOffered),
        rank: k + 1,
        offered_day: k < everOffered ? 6 : null,
        accepted_day: null,
        match_day: k < everOffered && !refusing ? 7 : null,
        prior_draws_lost: 0,
      })
      const ask = { participant_id, covers_from_day: 1, answered_day: 5, covers_to_day: 5, due_day: 5 }
      rows.asks.push({ ...ask, ask_id: `${participant_id}a`, answer: 'none' })
      rows.asks.push({
        ...ask,
        ask_id: `${participant_id}b`,
        due_day: 70,
        answered_day: 70,
        covers_from_day: 6,
        covers_to_day: 70,
        answer: uses ? 'event' : 'none',
      })
      if (uses)
        rows.events.push({
          participant_id,
          kind: 'use',
          day_low: 30,
          day_high: 30,
          learned_day: 70,
          substance: '',
          severity: '',
          source: 'ask',
          ask_id: `${participant_id}b`,
        })
      rows.follow_up.push({ participant_id, from_day: 0, to_day: 200, end_reason: 'data_cut' })
    })
  }
  return {
    description: { schema_version: 1, data_cut: { label: 'x' }, definitions: {}, covariates: {} },
    covariates: {},
    participants: toColumns('participants', rows.participants),
    lottery: toColumns('lottery', rows.lottery),
    exposures: toColumns('exposures', []),
    contacts: toColumns('contacts', []),
    asks: toColumns('asks', rows.asks),
    events: toColumns('events', rows.events),
    measures: toColumns('measures', []),
    follow_up: toColumns('follow_up', rows.follow_up),
  }
}

const differenceOf = (d: ProgramDataSet) =>
  compareByLottery(d, gatherPeople(d), sixty, { seed: 1, redraws: 0 }).riskDifference

test('‘ever offered’ finds an effect that is not there: with 2 places for 8, −.045; the initial offer finds none', () => {
  // Offers stop at a yes, so people who say yes are too many among those ever offered: with k offers E[2/k] = 2(1 − ln 2) = .614
  // of them and not .5, and .114 × (.7 − .3) = .045.
  const initial = differenceOf(program(() => 2))
  const ever = differenceOf(program((everOffered) => everOffered))
  expect(Math.abs(initial.estimate)).toBeLessThan(3 * initial.se!)
  expect(initial.se).toBeLessThan(0.013)
  expect(Math.abs(ever.estimate - -0.045)).toBeLessThan(3 * ever.se!)
  expect(ever.high).toBeLessThan(0)
})

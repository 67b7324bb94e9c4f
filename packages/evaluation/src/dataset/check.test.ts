import { describe, expect, test } from 'vitest'
import { checkDataSet } from './check.ts'
import { readDataSet } from './read.ts'
import { problemSentence } from './schema.ts'

const good: Record<string, string> = {
  'dataset.json': JSON.stringify({
    schema_version: 1,
    data_cut: { label: 'look 1' },
    definitions: { first_use: 'first_use/1' },
    covariates: { age: { type: 'number' }, housing: { type: 'yes_no' } },
  }),
  'participants.csv':
    'participant_id,first_observed_day,last_use_day,age,age_day,housing,housing_day\na,0,-10,41,0,yes,3\nb,0,-20,,,no,\n',
  'lottery.csv':
    'draw_id,participant_id,draw_day,stratum,entrants,places,rank,offered_day,accepted_day,match_day,prior_draws_lost\nd1,a,3,,2,1,1,4,5,9,0\nd1,b,8,,2,1,2,,,,0\n',
  'exposures.csv':
    'participant_id,kind,mentor_id,start_day,end_day,end_reason\na,mentor,m1,9,40,agreed\na,mentor,m2,40,,\n',
  'contacts.csv': 'participant_id,kind,mentor_id,day,minutes,mode\na,mentor,m1,10,45,in_person\n',
  'asks.csv':
    'participant_id,ask_id,due_day,answered_day,covers_from_day,covers_to_day,answer\na,q1,30,30,1,30,event\nb,q2,30,,,,not_reached\nb,q3,60,61,1,20,none\nb,q3,60,61,31,60,none\n',
  'events.csv':
    'participant_id,kind,day_low,day_high,learned_day,substance,severity,source,ask_id\na,use,20,22,30,alcohol,,ask,q1\n',
  'measures.csv': 'participant_id,day,measure,value\na,5,craving,2\n',
  'follow_up.csv': 'participant_id,from_day,to_day,end_reason\na,0,90,data_cut\nb,0,70,data_cut\n',
}

/** Sentences about a data set in which one text of one file was replaced. */
function sentences(file?: string, from?: string, to?: string): string[] {
  if (file && !good[file]!.includes(from!)) throw new Error(`${from} is not in ${file}`)
  const files = file ? { ...good, [file]: good[file]!.replace(from!, to!) } : good
  const { dataSet, problems } = readDataSet(files)
  return (dataSet ? checkDataSet(dataSet) : problems).map(problemSentence)
}

test('a consistent data set has no problem', () => {
  expect(sentences()).toEqual([])
})

test('files that may be left out may be left out, the others not', () => {
  const { 'lottery.csv': _l, 'measures.csv': _m, 'contacts.csv': _c, ...rest } = good
  expect(readDataSet(rest).problems).toEqual([])
  const { 'asks.csv': _a, ...less } = good
  expect(readDataSet(less).problems.map(problemSentence)).toEqual([
    'asks.csv: the file is missing: write it, even if it only has its first line',
  ])
})

describe.each([
  [
    'a text that is no number',
    'events.csv',
    '20,22,30',
    '20,soon,30',
    "events.csv, row 2, column day_high: 'soon' is not a number",
  ],
  [
    'half a day',
    'events.csv',
    '20,22,30',
    '20.5,22,30',
    "events.csv, row 2, column day_low: '20.5': must be a whole number of days",
  ],
  [
    'a date',
    'contacts.csv',
    ',10,45',
    ',2026-05-01,45',
    "contacts.csv, row 2, column day: '2026-05-01' looks like a date",
  ],
  [
    'a date for an id',
    'measures.csv',
    'a,5,craving',
    'a,5,2026-05-01',
    "measures.csv, row 2, column measure: '2026-05-01' looks like a date",
  ],
  [
    'an address',
    'contacts.csv',
    'a,mentor,m1',
    'a,mentor,dana@example.org',
    'contacts.csv, row 2, column mentor_id: looks like an e-mail address',
  ],
  [
    'an unknown word',
    'asks.csv',
    'not_reached',
    'lost',
    "asks.csv, row 3, column answer: 'lost' is not one of none, event, declined, not_reached, not_asked",
  ],
  [
    'an empty cell',
    'events.csv',
    'a,use,20',
    'a,use,',
    'events.csv, row 2, column day_low: is empty: every row needs it',
  ],
  [
    'a covariate that is neither yes nor no',
    'participants.csv',
    'yes,3',
    'maybe,3',
    "participants.csv, row 2, column housing: 'maybe' is not yes or no",
  ],
  [
    'a column too much',
    'measures.csv',
    'measure,value',
    'measure,value,note',
    'measures.csv, row 2: row 2 has 4 cells, but the first line names 5 columns',
  ],
  [
    'a missing column',
    'events.csv',
    'learned_day',
    'known_day',
    'events.csv, row 1, column known_day: is not in the data set: take it out',
  ],
  [
    'an unnamed covariate',
    'participants.csv',
    'housing,housing_day',
    'roof,roof_day',
    'participants.csv, row 1, column roof: is not in the data set: describe it under covariates',
  ],
  [
    'a version from the future',
    'dataset.json',
    '"schema_version":1',
    '"schema_version":2',
    'dataset.json, column schema_version:',
  ],
  ['a text that is no JSON', 'dataset.json', '}', '', 'dataset.json: is not JSON'],
])('the reader names %s', (_what, file, from, to, expected) => {
  test('with file, row and column', () => {
    expect(sentences(file, from, to)[0]).toContain(expected)
  })
})

describe.each([
  [
    'a person twice',
    'participants.csv',
    'b,0,-20',
    'a,0,-20',
    'participants.csv, row 3, column participant_id: a stands in row 2 too',
  ],
  [
    'observation before enrollment',
    'participants.csv',
    'a,0,-10',
    'a,-1,-10',
    'participants.csv, row 2, column first_observed_day: is before enrollment',
  ],
  [
    'a last use after the start',
    'participants.csv',
    'a,0,-10',
    'a,0,4',
    'participants.csv, row 2, column last_use_day: is after the first observed day',
  ],
  [
    'an unknown person',
    'contacts.csv',
    'a,mentor',
    'x,mentor',
    'contacts.csv, row 2, column participant_id: x is not in participants.csv',
  ],
  [
    'a person nobody followed',
    'follow_up.csv',
    'b,0,70,data_cut\n',
    '',
    'participants.csv, row 3, column participant_id: b has no row in follow_up.csv',
  ],
  [
    'follow-up that ends before it begins',
    'follow_up.csv',
    'b,0,70',
    'b,75,70',
    'follow_up.csv, row 3, column to_day: is before from_day',
  ],
  [
    'a mentor without a name',
    'exposures.csv',
    'a,mentor,m1,9',
    'a,mentor,,9',
    'exposures.csv, row 2, column mentor_id: is empty',
  ],
  [
    'a match that ends before it begins',
    'exposures.csv',
    '9,40',
    '9,8',
    'exposures.csv, row 2, column end_day: is before start_day',
  ],
  [
    'two mentors at once',
    'exposures.csv',
    '9,40,agreed',
    '9,41,agreed',
    'exposures.csv, row 3, column start_day: overlaps with row 2',
  ],
  [
    'something after the data cut',
    'measures.csv',
    'a,5',
    'a,95',
    "measures.csv, row 2, column day: day 95 is after this person's last day in follow_up.csv (90)",
  ],
  [
    'an answer without a day',
    'asks.csv',
    'q1,30,30,1,30',
    'q1,30,,1,30',
    'asks.csv, row 2, column answered_day: is empty, but the answer is',
  ],
  [
    'an answer that covers nothing',
    'asks.csv',
    'q1,30,30,1,30',
    'q1,30,30,1,',
    'asks.csv, row 2, column covers_to_day: is empty',
  ],
  [
    'a missed ask that covers days',
    'asks.csv',
    'q2,30,,,',
    'q2,30,,1,30',
    "asks.csv, row 3, column covers_from_day: an ask that ended as 'not_reached' covers no day",
  ],
  [
    'a missed ask with an answer',
    'asks.csv',
    'q2,30,,',
    'q2,30,33,',
    "asks.csv, row 3, column answered_day: is filled, but the ask ended as 'not_reached'",
  ],
  [
    'an answer for days to come',
    'asks.csv',
    'q1,30,30,1,30',
    'q1,30,30,1,33',
    'asks.csv, row 2, column covers_to_day: is after the day of the answer',
  ],
  [
    'an answer before any window',
    'asks.csv',
    'q3,60,61,1,20',
    'q3,160,61,1,20',
    'asks.csv, row 4, column answered_day: is more than 30 days before due_day',
  ],
  [
    'an ask covered twice',
    'asks.csv',
    '31,60',
    '20,60',
    'asks.csv, row 5, column ask_id: q3 stands in row 4 too and covers some of the same days',
  ],
  [
    'one id for two asks',
    'asks.csv',
    'b,q2,30',
    'b,q1,30',
    'asks.csv, row 3, column ask_id: q1 stands in row 2 too with another participant_id',
  ],
  [
    'an event range turned round',
    'events.csv',
    '20,22',
    '22,20',
    'events.csv, row 2, column day_high: is before day_low',
  ],
  [
    'an event learned before it happened',
    'events.csv',
    '20,22,30',
    '20,22,21',
    'events.csv, row 2, column learned_day: is before the event',
  ],
  [
    'an event without its ask',
    'events.csv',
    ',ask,q1',
    ',ask,',
    'events.csv, row 2, column ask_id: is empty, but the source is an ask',
  ],
  [
    'an ask that nobody knows',
    'events.csv',
    ',ask,q1',
    ',ask,q9',
    'events.csv, row 2, column ask_id: q9 is not in asks.csv',
  ],
  [
    "another person's ask",
    'events.csv',
    ',ask,q1',
    ',ask,q3',
    "events.csv, row 2, column ask_id: q3 is another person's ask",
  ],
  [
    'an event under an ask that found none',
    'asks.csv',
    '1,30,event',
    '1,30,none',
    "events.csv, row 2, column ask_id: q1 ended as 'none'",
  ],
  [
    'an event outside what its ask covers',
    'events.csv',
    '20,22,30',
    '20,31,31',
    'events.csv, row 2, column day_low: days 20–31 are not among the days that ask q1 covers',
  ],
  [
    'an ask id under another source',
    'events.csv',
    ',ask,q1',
    ',self,q1',
    'events.csv, row 2, column source: names an ask',
  ],
  [
    'an event answer without an event',
    'events.csv',
    'a,use,20,22,30,alcohol,,ask,q1\n',
    '',
    "asks.csv, row 2, column answer: is 'event', but no row of events.csv names ask q1",
  ],
  [
    'a death that follow-up does not know',
    'events.csv',
    'use,20,22',
    'death,20,22',
    "events.csv, row 2, column severity: '' is no cause",
  ],
  [
    'ranks that are no permutation',
    'lottery.csv',
    '2,1,2,,,,0',
    '2,1,1,,,,0',
    'lottery.csv, row 3, column rank: 1 stands in row 2 too',
  ],
  [
    'a rank beyond the entrants',
    'lottery.csv',
    '2,1,2,,,,0',
    '2,1,3,,,,0',
    'lottery.csv, row 3, column rank: 3 is more than the 2 entrants',
  ],
  [
    'entrants that do not add up',
    'lottery.csv',
    ',2,1,2,',
    ',4,1,2,',
    'lottery.csv, row 3, column entrants: says 4, but draw d1 has 2 rows',
  ],
  [
    'an offer before the draw',
    'lottery.csv',
    ',4,5,9,',
    ',2,5,9,',
    'lottery.csv, row 2, column offered_day: is before the draw',
  ],
  [
    'a place accepted and never offered',
    'lottery.csv',
    ',4,5,9,',
    ',,5,9,',
    'lottery.csv, row 2, column accepted_day: comes without an earlier offered_day',
  ],
  [
    'a match of a draw that began before it',
    'lottery.csv',
    '4,5,9,0',
    '4,5,2,0',
    'lottery.csv, row 2, column match_day: is before the draw',
  ],
  [
    'a date as the label of the cut',
    'dataset.json',
    'look 1',
    '2026-01-31',
    'dataset.json, column data_cut.label: holds a date',
  ],
])('the checker names %s', (_what, file, from, to, expected) => {
  test('with file, row and column', () => {
    expect(
      sentences(file, from, to).some((s) => s.includes(expected)),
      sentences(file, from, to).join('\n'),
    ).toBe(true)
  })
})

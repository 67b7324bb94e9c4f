import { checkDataSet } from '@cairn/evaluation/dataset/check.ts'
import { readDataSet } from '@cairn/evaluation/dataset/read.ts'
import { problemSentence } from '@cairn/evaluation/dataset/schema.ts'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { describe, expect, test } from 'vitest'
import { DEMO_PROGRAM } from './options.ts'
import { weekdayOf } from './people.ts'
import type { ProgramRows } from './program-rows.ts'
import { simulateProgram } from './simulate-program.ts'
import { toDataSet } from './to-data-set.ts'

const demo = simulateProgram(DEMO_PROGRAM)
const now = demo.nowDay

describe('the demo program', () => {
  test('has 36 mentors, 240 participants, 18 months, a Tuesday evening and a Saturday morning', () => {
    expect([demo.mentors.length, demo.participants.length, now]).toEqual([36, 240, 548])
    expect(demo.groups.map((g) => [g.name.en, g.weekday])).toEqual([
      ['Tuesday evening', 2],
      ['Saturday morning', 6],
    ])
    for (const s of demo.groupSessions) {
      const group = demo.groups.find((g) => g.key === s.groupKey)!
      expect(weekdayOf(s.day, DEMO_PROGRAM)).toBe(group.weekday)
    }
  })

  test('is the same for the same seed and another for another', () => {
    expect(simulateProgram(DEMO_PROGRAM)).toEqual(demo)
    expect(simulateProgram({ ...DEMO_PROGRAM, seed: 2 }).participants).not.toEqual(demo.participants)
  })

  test('stays under 130,000 rows, days of the day table counted singly', () => {
    const rows = Object.values(demo).reduce((sum: number, v) => sum + (Array.isArray(v) ? v.length : 0), 0)
    const days = demo.dayRanges.reduce((sum, d) => sum + d.toDay - d.fromDay + 1, 0)
    expect(rows - demo.dayRanges.length + days).toBeLessThan(130_000)
    expect(rows).toBeGreaterThan(20_000)
  })

  test.each([1, 2, 3, 4, 5, 6, 7])('this morning is alive when today is weekday %i', (nowWeekday) => {
    const rows = simulateProgram({ ...DEMO_PROGRAM, nowWeekday })
    expect(rows.participants.filter((p) => p.greetedAt === null)).toHaveLength(3)
    expect(
      rows.matches.filter(
        (m) => m.startedOn === null && m.endedOn === null && m.mentorAnswer === null && m.participantAnswer !== 'no',
      ).length,
    ).toBeGreaterThanOrEqual(3)
    const away = rows.aways.filter((a) => a.coverMentorKey === null && a.fromOn <= now && a.backOn > now)
    expect(away.length).toBeGreaterThanOrEqual(1)
    const left = rows.matches.filter(
      (m) => m.mentorKey === away[0]!.mentorKey && m.startedOn !== null && m.endedOn === null,
    )
    expect(left.length).toBeGreaterThanOrEqual(1)
    expect(rows.checkIns.some((c) => c.at.day === now - 1 && c.needs.includes('call'))).toBe(true)
    const open = rows.asks.filter((a) => a.end === null && a.windowOpensOn <= now)
    expect(open.length).toBeGreaterThanOrEqual(4)
    expect(open.some((a) => a.windowClosesOn <= now + 7)).toBe(true)
    expect(rows.contacts.some((c) => c.outcome === 'booked')).toBe(true)
    expect(rows.participants.some((p) => p.status === 'waiting')).toBe(true)
  })
})

describe('nothing in it is impossible', () => {
  test('nothing but what is planned lies in the future', () => {
    for (const c of demo.contacts) if (c.outcome !== 'booked') expect(c.at.day).toBeLessThanOrEqual(now)
    for (const c of demo.checkIns)
      expect(c.at.day * 1440 + c.at.minute).toBeLessThanOrEqual(now * 1440 + demo.nowMinute)
    for (const r of demo.dayRanges) expect(r.toDay).toBeLessThanOrEqual(now)
    for (const s of demo.groupSessions) if (s.status !== 'planned') expect(s.day).toBeLessThanOrEqual(now)
  })

  test('every key that a row names is there, and every key is its own', () => {
    const keys = (rows: readonly { key: string }[]) => new Set(rows.map((r) => r.key))
    const tables = [
      'mentors',
      'participants',
      'matches',
      'contacts',
      'groups',
      'groupSessions',
      'checkIns',
      'asks',
      'useEvents',
      'copingRuns',
      'assessments',
    ] as const
    for (const name of tables) expect([name, keys(demo[name]).size]).toEqual([name, demo[name].length])
    const people = keys(demo.participants)
    const mentors = keys(demo.mentors)
    for (const m of demo.matches) expect([people.has(m.participantKey), mentors.has(m.mentorKey)]).toEqual([true, true])
    for (const a of demo.attendances) expect(people.has(a.participantKey)).toBe(true)
    const asks = keys(demo.asks)
    for (const e of demo.useEvents) if (e.askKey) expect(asks.has(e.askKey)).toBe(true)
  })

  test('no mentor ever has more people than places, and nobody has two mentors at once', () => {
    for (const mentor of demo.mentors) {
      const active = demo.matches.filter((m) => m.mentorKey === mentor.key && m.startedOn !== null)
      for (const m of active) {
        const others = active.filter((o) => o.startedOn! <= m.startedOn! && (o.endedOn ?? now + 1) > m.startedOn!)
        expect(others.length).toBeLessThanOrEqual(mentor.capacity)
      }
    }
    expect(checkDataSet(toDataSet(demo)).map(problemSentence)).toEqual([])
  })

  test('participants and their mentors share a language, and nobody meets whom she must not meet', () => {
    for (const m of demo.matches) {
      const p = demo.participants.find((x) => x.key === m.participantKey)!
      const mentor = demo.mentors.find((x) => x.key === m.mentorKey)!
      expect(mentor.languages).toContain(p.language)
      expect(p.wishes.mustNotMeet).not.toContain(mentor.key)
    }
  })

  test('no day of one person is reported twice from the same source, and the days of an event are days of use', () => {
    const seen = new Set<string>()
    for (const r of demo.dayRanges)
      for (let day = r.fromDay; day <= r.toDay; day++) {
        const cell = `${r.participantKey} ${day} ${r.source}`
        expect(seen.has(cell)).toBe(false)
        seen.add(cell)
      }
  })

  test.each([
    ['participants', { participants: 0 }],
    ['mentorHazardRatio', { mentorHazardRatio: -1 }],
    ['nowWeekday', { nowWeekday: 8 }],
  ])('an impossible option is refused by name (%s)', (name, options) => {
    expect(() => simulateProgram(options)).toThrow(new RegExp(`^${name} must be`))
  })
})

describe('its data set', () => {
  test.each([
    ['plain', {}],
    ['with a fair draw', { lottery: true }],
    ['without confounding', { confounded: false }],
  ])('%s is consistent and survives writing and reading', (_name, options) => {
    const dataSet = toDataSet(simulateProgram({ seed: 4, participants: 150, ...options }))
    expect(checkDataSet(dataSet).map(problemSentence)).toEqual([])
    expect(readDataSet(writeDataSet(dataSet)).dataSet).toEqual(dataSet)
  })

  test('the draw offers places by rank, and some are refused', () => {
    const rows: ProgramRows = simulateProgram({ seed: 4, participants: 300, lottery: true })
    expect(rows.drawEntries.length).toBeGreaterThan(100)
    expect(rows.drawEntries.filter((e) => e.rank <= e.places).every((e) => e.offeredOn !== null)).toBe(true)
    expect(rows.drawEntries.some((e) => e.offeredOn !== null && e.acceptedOn === null)).toBe(true)
  })

  test('no name leaves in it', () => {
    const text = Object.values(writeDataSet(toDataSet(demo))).join('\n')
    for (const p of demo.participants) expect(text).not.toMatch(new RegExp(`\\b${p.familyName}\\b`))
  })
})

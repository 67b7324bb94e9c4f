import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instruments } from './catalogue.ts'
import type { Instrument } from './definition.ts'
import { barc10 } from './definitions/barc-10.ts'
import { phq4 } from './definitions/phq-4.ts'
import { readinessRulers } from './definitions/readiness-rulers.ts'
import { score } from './score.ts'

const barcAnswers = (value: number) => Object.fromEntries(barc10.items.map((item) => [item.id, value]))

describe('PHQ-4', () => {
  test.each([
    [{ nervous: 0, worry: 0, interest: 0, down: 0 }, 0, 0, 0, 'Normal'],
    [{ nervous: 1, worry: 1, interest: 0, down: 0 }, 2, 2, 0, 'Normal'],
    [{ nervous: 1, worry: 1, interest: 1, down: 0 }, 3, 2, 1, 'Mild'],
    [{ nervous: 3, worry: 2, interest: 0, down: 1 }, 6, 5, 1, 'Moderate'],
    [{ nervous: 2, worry: 1, interest: 3, down: 3 }, 9, 3, 6, 'Severe'],
    [{ nervous: 3, worry: 3, interest: 3, down: 3 }, 12, 6, 6, 'Severe'],
  ])('%o gives %i, worry %i and mood %i', (answers, total, anxiety, depression, band) => {
    const result = score(phq4, answers)
    expect(result.score).toBe(total)
    expect(result.subscales['anxiety']!.score).toBe(anxiety)
    expect(result.subscales['depression']!.score).toBe(depression)
    expect(result.band!.label.en).toBe(band)
    expect(result.reason).toBeNull()
  })

  test('three points on a subscale reach its published threshold and two do not', () => {
    const three = score(phq4, { nervous: 2, worry: 1, interest: 1, down: 1 })
    expect(three.subscales['anxiety']!.band!.min).toBe(3)
    expect(three.subscales['depression']!.band!.max).toBe(2)
  })

  test('a skipped question leaves no total, keeps the subscale that is whole, and is named', () => {
    const result = score(phq4, { nervous: 3, worry: 3, interest: null, down: 0 })
    expect(result).toMatchObject({ score: null, band: null, missing: ['interest'], prorated: false })
    expect(result.subscales['anxiety']!.score).toBe(6)
    expect(result.subscales['depression']).toEqual({ score: null, band: null, missing: ['interest'] })
    expect(result.reason!.en).toContain('1 of 4')
    expect(result.reason!.es).toContain('1 de 4')
  })
})

describe('BARC-10', () => {
  test('the total runs from 10 to 60', () => {
    expect(score(barc10, barcAnswers(1)).score).toBe(10)
    expect(score(barc10, barcAnswers(6)).score).toBe(60)
  })

  test('46 is below the published cut-off of 47, and 47 reaches it', () => {
    const nearly = { ...barcAnswers(5), 'barc-1': 4, 'barc-2': 4, 'barc-3': 4, 'barc-4': 4 }
    expect(score(barc10, nearly)).toMatchObject({ score: 46, band: { min: 10, max: 46 } })
    expect(score(barc10, { ...nearly, 'barc-4': 5 })).toMatchObject({ score: 47, band: { min: 47 } })
  })

  test('nine answers of ten are no score', () => {
    const nine = { ...barcAnswers(6), 'barc-7': null }
    expect(score(barc10, nine)).toMatchObject({ score: null, missing: ['barc-7'], prorated: false })
  })
})

test('the readiness rulers have no sum, and say so', () => {
  const result = score(readinessRulers, { importance: 10, confidence: 4, readiness: 7 })
  expect(result.score).toBeNull()
  expect(result.missing).toEqual([])
  expect(result.reason!.en).toContain('no total')
})

test('a reversed item counts from the other end of its options', () => {
  const base = barc10.scoring.total!
  const reversed: Instrument = { ...barc10, scoring: { total: { ...base, reversed: ['barc-1'] }, subscales: [] } }
  expect(score(reversed, { ...barcAnswers(1) }).score).toBe(15)
})

test('an answer that is not an option, and a question that is not there, are refused by name', () => {
  expect(() => score(phq4, { nervous: 4 })).toThrow("'4' is not an answer to 'nervous'")
  expect(() => score(phq4, { nervous: 1.5 })).toThrow(/not an answer/)
  expect(() => score(phq4, { sleep: 1 })).toThrow("has no question 'sleep'")
})

test('any subset of answers gives either a whole score or none, and never a filled answer', () => {
  for (const instrument of instruments) {
    const values = Object.fromEntries(
      instrument.items.map((item) => [
        item.id,
        fc.option(fc.constantFrom(...instrument.options[item.options]!.map((option) => option.value))),
      ]),
    )
    fc.assert(
      fc.property(fc.record(values), (answers) => {
        const result = score(instrument, answers)
        const skipped = instrument.items.filter((item) => answers[item.id] === null).map((item) => item.id)
        expect(result.missing).toEqual(skipped)
        const { total } = instrument.scoring
        if (total === null || skipped.length > 0) {
          expect(result.score).toBeNull()
          expect(result.reason).not.toBeNull()
        } else {
          expect(result.score).toBeGreaterThanOrEqual(total.min)
          expect(result.score).toBeLessThanOrEqual(total.max)
          expect(result.band).not.toBeNull()
        }
      }),
    )
  }
})

import { describe, expect, test } from 'vitest'
import type { CovariateDefinition } from '../dataset/schema.ts'
import { baselineColumns, UnknownCovariate } from './baseline-columns.ts'
import { smallProgram } from './testing/small-program.ts'

const definitions: Record<string, CovariateDefinition> = {
  age: { type: 'number' },
  years: { type: 'number' },
  medicine: { type: 'yes_no' },
  housing: { type: 'yes_no' },
  substance: { type: 'category', levels: ['opioids', 'alcohol', 'cocaine'] },
  town: { type: 'category' },
}
type Values = Record<string, number | string | null>
/** A dozen people; k and l have no card, so age is all that is known of them. */
const values: Values[] = [
  { age: 20, years: 2, medicine: 1, housing: 1, substance: 'alcohol', town: 'b' },
  { age: 30, years: 4, medicine: 0, housing: 1, substance: 'opioids', town: 'a' },
  { age: 40, years: null, medicine: 0, housing: 0, substance: 'opioids', town: 'a' },
  { age: 50, years: 6, medicine: 1, housing: 1, substance: 'alcohol', town: '' },
  ...Array.from({ length: 6 }, (_, i) => ({
    ...{ age: 35, years: 4, medicine: i % 2, housing: 1, substance: 'opioids', town: 'b' },
  })),
  { age: 35, years: null, medicine: null, housing: null, substance: '', town: '' },
  { age: 35, years: null, medicine: null, housing: null, substance: '', town: '' },
]
const everybody = values.map((_, i) => i)
const program = smallProgram(
  values.map((v, i) => ({ id: 'abcdefghijkl'[i]!, values: v })),
  {},
  definitions,
)
const columnsOf = (names: string[], rows = everybody) => {
  const { columns } = baselineColumns(program, names, rows)
  return Object.fromEntries(columns.map((c) => [c.name, [...c.values]]))
}

describe('baseline covariates as columns', () => {
  test('a number that everybody has is one column', () => {
    expect(columnsOf(['age'])).toEqual({ age: values.map((v) => v['age']) })
  })

  test('a missing number stands at the mean of the others, beside an indicator', () => {
    // 2 + 4 + 6 + 6 · 4 over nine people is 4.
    const { years, 'years missing': missing } = columnsOf(['years'])
    expect(years).toEqual([2, 4, 4, 6, 4, 4, 4, 4, 4, 4, 4, 4])
    expect(missing).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1])
  })

  test('the mean is that of the people compared, not of the program', () => {
    expect(columnsOf(['years'], [3, 2])).toEqual({ years: [6, 6], 'years missing': [0, 1] })
    expect(columnsOf(['years'], [10, 11])['years']).toEqual([0, 0])
  })

  test('levels have an indicator each but the first of dataset.json; levels of nobody have none; missing is a level', () => {
    expect(columnsOf(['substance'])).toEqual({
      'substance alcohol': [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
      'substance missing': [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1],
    })
    // Without a list, by the alphabet.
    expect(Object.keys(columnsOf(['town']))).toEqual(['town b', 'town missing'])
    // Without anybody at the first level the next is the reference.
    expect(columnsOf(['substance'], [0, 3, 10])).toEqual({ 'substance missing': [0, 0, 1] })
  })

  test('questions of one card are missing together, and one indicator says it', () => {
    expect(Object.keys(columnsOf(['medicine', 'housing', 'substance', 'years']))).toEqual([
      'medicine',
      'medicine missing',
      'housing',
      'substance alcohol',
      'years',
      'years missing',
    ])
  })

  test('for balance every level has a row, yes or no is a share unless some did not say', () => {
    const { balance } = baselineColumns(program, ['substance', 'medicine', 'age'], everybody)
    expect(balance.map((b) => [b.kind, b.name])).toEqual([
      ['categorical', 'substance'],
      ['continuous', 'medicine'],
      ['continuous', 'age'],
    ])
    expect(balance[0]).toMatchObject({
      levels: ['opioids', 'alcohol', 'missing'],
      codes: [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 2],
    })
    expect(baselineColumns(program, ['medicine'], everybody).balance.map((b) => [b.kind, b.name])).toEqual([
      ['continuous', 'medicine'],
      ['binary', 'medicine missing'],
    ])
    expect(baselineColumns(program, ['medicine'], [0, 1, 2, 3]).balance.map((b) => b.kind)).toEqual(['binary'])
  })

  test('a covariate that the data set does not have is named', () => {
    expect(() => columnsOf(['agee'])).toThrow(UnknownCovariate)
    expect(() => columnsOf(['agee'])).toThrow('no covariate agee')
  })
})

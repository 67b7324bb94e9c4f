import { expect, test } from 'vitest'
import { currentStyle, isStartQuestionDue, shapeOfStart, startShapes } from './start-style.ts'

test('four ways to start, each with words in both languages', () => {
  expect(startShapes.map(({ style }) => style)).toEqual(['listen_first', 'write_first', 'meet', 'often'])
  for (const { label, next } of startShapes) {
    for (const text of [label, next]) expect(text.en.length * text.es.length).toBeGreaterThan(0)
  }
})

test('listening first brings a group without speaking, and often brings talks every few days', () => {
  expect(shapeOfStart('listen_first')).toMatchObject({ firstContact: 'group_without_speaking', everyDays: null })
  expect(shapeOfStart('often')!.everyDays).toBeLessThan(shapeOfStart('meet')!.everyDays!)
  expect(shapeOfStart(null)).toBeNull()
})

test('it shapes the start and holds nothing that could rank a person', () => {
  for (const shape of startShapes) {
    expect(Object.keys(shape).sort()).toEqual(['everyDays', 'firstContact', 'label', 'next', 'style'])
  }
})

test('it is asked at the start and once more at 30 days, and a skipped answer is not asked again before', () => {
  const skipped = { answeredOn: 100, style: null }
  expect(isStartQuestionDue(100, [], 100)).toBe(true)
  expect(isStartQuestionDue(100, [skipped], 129)).toBe(false)
  expect(isStartQuestionDue(100, [skipped], 130)).toBe(true)
  expect(isStartQuestionDue(100, [skipped, { answeredOn: 131, style: null }], 200)).toBe(false)
})

test('the latest answer that was not skipped holds', () => {
  const answers = [
    { answeredOn: 100, style: 'listen_first' as const },
    { answeredOn: 130, style: 'meet' as const },
    { answeredOn: 160, style: null },
  ]
  expect(currentStyle(answers)).toBe('meet')
  expect(currentStyle([...answers].reverse())).toBe('meet')
  expect(currentStyle([])).toBeNull()
})

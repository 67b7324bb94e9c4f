import { expect, test } from 'vitest'
import { type Exercise, goBack, goOn, isOver, pass, pauseOrPlay, progress, START } from './exercise.ts'

const exercise: Exercise = {
  id: 'x',
  title: 'X',
  oneLine: '',
  minutes: 1,
  safety: [],
  closing: '',
  steps: [
    { text: 'Read', seconds: 10, kind: 'read' },
    { text: 'Tap', seconds: null, kind: 'tap' },
    { text: 'Hold', seconds: 5, kind: 'hold' },
  ],
}

test('a timed step goes on by itself when its seconds are over', () => {
  const nearly = pass(exercise, START, 9.75)
  expect(nearly).toEqual({ step: 0, spent: 9.75, paused: false })
  expect(pass(exercise, nearly, 0.25)).toEqual({ step: 1, spent: 0, paused: false })
})

test('a step without a time waits for a tap, however long', () => {
  const waiting = { step: 1, spent: 0, paused: false }
  expect(pass(exercise, waiting, 3600)).toEqual(waiting)
  expect(goOn(waiting).step).toBe(2)
})

test('a pause stops time; going back begins the step before again', () => {
  const paused = pauseOrPlay({ step: 2, spent: 3, paused: false })
  expect(pass(exercise, paused, 60)).toEqual(paused)
  expect(goBack(paused)).toMatchObject({ step: 1, spent: 0 })
  expect(goBack(START).step).toBe(0)
})

test('it is over after the last step, and time does nothing more', () => {
  const last = goOn({ step: 2, spent: 0, paused: false })
  expect(isOver(exercise, last)).toBe(true)
  expect(progress(exercise, last)).toBe(1)
  expect(pass(exercise, last, 10)).toEqual(last)
})

import { expect, test } from 'vitest'
import { actOfKey, type Pressed } from './keys.ts'

const key = (name: string, more: Partial<Pressed> = {}) =>
  actOfKey({ key: name, ctrlKey: false, metaKey: false, altKey: false, typing: false, onControl: false, ...more })

test('the keys of the board are j k enter a g d s u', () => {
  expect(['j', 'k', 'Enter', 'a', 'g', 'd', 's', 'u'].map((name) => key(name))).toEqual([
    'down',
    'up',
    'open',
    'take',
    'give',
    'done',
    'snooze',
    'undo',
  ])
})

test('while somebody types, only Escape is heard', () => {
  expect(key('d', { typing: true })).toBeUndefined()
  expect(key('Escape', { typing: true })).toBe('close')
})

test('a button keeps its own Enter, and the browser its own shortcuts', () => {
  expect(key('Enter', { onControl: true })).toBeUndefined()
  expect(key('j', { onControl: true })).toBe('down')
  expect(key('d', { ctrlKey: true })).toBeUndefined()
  expect(key('a', { metaKey: true })).toBeUndefined()
})

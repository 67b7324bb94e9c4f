import { expect, test } from 'vitest'
import { cursorAfter, keepInPlace, moveCursor } from './steady-order.ts'

const lines = (ids: string) => [...ids].map((id) => ({ person: { id } }))
const order = (list: { person: { id: string } }[]) => list.map(({ person }) => person.id).join('')

test('the server’s order is the order, when nobody is at work', () => {
  expect(order(keepInPlace(lines('abc'), lines('cab'), null).lines)).toBe('cab')
})

test('a row being worked on never moves, whatever comes in above it', () => {
  expect(order(keepInPlace(lines('abc'), lines('xycab'), 'b').lines)).toBe('xbyca')
  expect(order(keepInPlace(lines('abc'), lines('bac'), 'b').lines)).toBe('abc')
})

test('a row being worked on stays although the server has closed it, and is named', () => {
  const { lines: shown, gone } = keepInPlace(lines('abc'), lines('ac'), 'b')
  expect(order(shown)).toBe('abc')
  expect(gone).toBe('b')
})

test('a held row at the end of a list that became shorter stays the last', () => {
  expect(order(keepInPlace(lines('abcd'), lines('da'), 'd').lines)).toBe('ad')
})

test('somebody who is not in the list holds nothing', () => {
  expect(order(keepInPlace(lines('ab'), lines('ba'), 'z').lines)).toBe('ba')
})

test('j and k move by one and stop at both ends', () => {
  expect(moveCursor(lines('abc'), null, 1)).toBe('a')
  expect(moveCursor(lines('abc'), 'a', 1)).toBe('b')
  expect(moveCursor(lines('abc'), 'c', 1)).toBe('c')
  expect(moveCursor(lines('abc'), 'a', -1)).toBe('a')
  expect(moveCursor(lines('abc'), null, -1)).toBe('c')
  expect(moveCursor([], 'a', 1)).toBeNull()
})

test('when a row leaves, the cursor goes to the one in its place', () => {
  expect(cursorAfter(lines('abc'), lines('ac'), 'b')).toBe('c')
  expect(cursorAfter(lines('abc'), lines('ab'), 'c')).toBe('b')
  expect(cursorAfter(lines('a'), [], 'a')).toBeNull()
  expect(cursorAfter(lines('abc'), lines('cab'), 'b')).toBe('b')
})

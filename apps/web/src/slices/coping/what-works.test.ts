import { expect, test } from 'vitest'
import { myBestFirst, type Use, whatWorks, wilson } from './what-works.ts'

const uses = (tool: string, ...pairs: [number, number | null][]): Use[] =>
  pairs.map(([before, after]) => ({ tool, before, after }))

test('a tool says nothing before its fifth use with a number after', () => {
  const four = uses('wave', [8, 4], [7, 4], [9, 9], [6, 2])
  expect(whatWorks([...four, ...uses('wave', [8, null])])).toEqual([])
  expect(whatWorks([...four, ...uses('wave', [8, 3])])).toEqual([
    { tool: 'wave', uses: 5, lower: 4, meanDrop: 3.2, ofTen: { from: 3, to: 10 } },
  ])
})

test('the interval is the one that Wilson’s formula gives', () => {
  // Wilson 1927 by hand for 4 of 5: 0.3755 to 0.9638.
  const { from, to } = wilson(4, 5)
  expect(from).toBeCloseTo(0.3755, 4)
  expect(to).toBeCloseTo(0.9638, 4)
  expect(wilson(5, 5).to).toBe(1)
})

test('what lowered the urge most is offered first, and one lucky use does not jump the queue', () => {
  const lucky = uses('room', [9, 4])
  const steady = uses('breath', [8, 5], [7, 4], [8, 5], [6, 3])
  expect(myBestFirst(['wave', 'breath', 'room'], [...lucky, ...steady])).toEqual(['breath', 'room', 'wave'])
})

test('without any use the order is ours', () => {
  expect(myBestFirst(['wave', 'breath', 'room'], [])).toEqual(['wave', 'breath', 'room'])
})

test('a tool that made it worse goes behind one never tried', () => {
  expect(myBestFirst(['wave', 'breath'], uses('wave', [3, 7]))).toEqual(['breath', 'wave'])
})

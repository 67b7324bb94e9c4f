import { expect, test } from 'vitest'
import { hardCases } from './hard/cases.ts'
import { readyHardCases, storedHardAnswers } from './hard.ts'
import { Ledger } from './ledger.ts'

const answers = await storedHardAnswers()

test.each(readyHardCases(new Ledger()).map((c) => [c.name, c] as const))('%s', async (name, c) => {
  if (c.script) expect(answers[name], `R's answer to ${name} is not stored: npm run validate -- --store`).toBeDefined()
  await c.check(answers[name])
})

test('every hard case has its line of history', () => {
  for (const { name, history } of hardCases) {
    expect(name).not.toBe('')
    expect(history).toMatch(/^\S.{20,220}\.$/)
  }
})

import { expect, test } from 'vitest'
import { Ledger } from '../ledger.ts'
import { compareLottery, lotteryAnswers, lotteryOf, lotteryPrograms } from './lottery.ts'

// lottery.json is R's (lottery.R, none of our code); tolerances stand at compareLottery.
const answers = await lotteryAnswers()

test.each(await lotteryPrograms())('draws of $name: every figure is R’s', (program) => {
  const ledger = new Ledger()
  compareLottery(ledger, program.name, lotteryOf(program), answers[program.name]!)
  expect(ledger.entries.size).toBeGreaterThan(25)
})

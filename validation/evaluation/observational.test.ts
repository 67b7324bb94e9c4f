import { expect, test } from 'vitest'
import { Ledger } from '../ledger.ts'
import { adjustedOf, compareObservational, observationalAnswers, observationalPrograms } from './observational.ts'

// observational.json is R's (observational.R, none of our code); tolerances stand at compareObservational.
const answers = await observationalAnswers()

test.each(observationalPrograms())('$name: every adjusted figure is R’s', (program) => {
  const ledger = new Ledger()
  compareObservational(ledger, program, adjustedOf(program), answers[program.name]!)
  expect(ledger.entries.size).toBeGreaterThan(25)
})

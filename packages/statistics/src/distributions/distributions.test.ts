import { expect, test } from 'vitest'
import { chisquareUpper, fUpper, normalQuantile, normalTwoSided, tQuantile, tTwoSided } from './distributions.ts'

const close = (actual: number, expected: number) => expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-12)

// R 4.2.2: pchisq(x, df, lower.tail = FALSE)
test.each([
  [3.841, 1, 0.0500136837639569],
  [66.18, 9, 8.50014424026713e-11],
  [0.01, 2, 0.995012479192682],
  [250, 3, 6.54375003096799e-54],
  [40, 40, 0.47025726683924],
  [152.233, 12, 1.99677213733531e-26],
])('chi-square %d on %d degrees of freedom has the upper tail that R gives', (x, df, p) => {
  expect(Math.abs(chisquareUpper(x, df) / p - 1)).toBeLessThan(1e-9)
})

test('tails far out keep their digits', () => {
  close(normalTwoSided(-20), 5.50724823721247e-89)
  close(tTwoSided(20, 12), 2 * 6.97394299625574e-11)
  close(fUpper(30, 3, 12), 7.37303247576797e-6)
})

test('quantiles are those of R', () => {
  close(normalQuantile(0.975), 1.959963984540054)
  close(tQuantile(0.975, 12), 2.178812829667228)
})

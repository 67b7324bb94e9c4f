import { type Column, checkWeights } from '../survival/columns.ts'

/**
 * How many equally weighted people a weighted sample is worth: (Σw)² / Σw². Weights of 1 give n; one dominant weight gives 1.
 * Source: Kish 1965, Survey Sampling.
 * @throws bad_weight when a weight is negative or none is positive; not_a_number
 */
export function effectiveSampleSize(weights: Column): number {
  const w = checkWeights(weights, weights.length)
  let [sum, squares] = [0, 0]
  for (const v of w) {
    sum += v
    squares += v * v
  }
  return (sum * sum) / squares
}

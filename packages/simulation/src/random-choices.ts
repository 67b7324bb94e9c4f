import type { Random } from '@cairn/statistics/random/random.ts'

/** True with probability p. */
export const chance = (random: Random, p: number): boolean => random.uniform() < p

export const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)]!

/** One of the keys, with the given weights. */
export function pickWeighted<T extends string>(random: Random, weights: Readonly<Record<T, number>>): T {
  const entries = Object.entries(weights) as [T, number][]
  let left = random.uniform() * entries.reduce((sum, [, w]) => sum + w, 0)
  for (const [key, w] of entries) {
    left -= w
    if (left < 0) return key
  }
  return entries.at(-1)![0]
}

/** Whole number from low to high, both possible. */
export const between = (random: Random, low: number, high: number): number => low + random.below(high - low + 1)

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** A rounded normal answer on a scale. */
export const rating = (random: Random, mean: number, sd: number, low: number, high: number): number =>
  clamp(Math.round(mean + sd * random.normal()), low, high)

export const key = (prefix: string, number: number, width = 4): string =>
  `${prefix}-${String(number).padStart(width, '0')}`

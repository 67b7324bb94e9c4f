/** The path in pictures: one mark a week, four weeks to a group, so that a year still fits on a phone. Pure. */

export interface PathPicture {
  /** Whole weeks since she came, and the begun one. */
  weeks: number
  /** Groups of at most four marks, oldest first. */
  groups: number[]
}

/**
 * @param daysInRecovery days that count: they never fall back
 * @returns one mark for each begun week, in groups of four; nothing before the first day
 */
export function pathPicture(daysInRecovery: number): PathPicture {
  const weeks = Math.max(0, Math.ceil(daysInRecovery / 7))
  return {
    weeks,
    groups: Array.from({ length: Math.ceil(weeks / 4) }, (_, at) => Math.min(4, weeks - at * 4)),
  }
}

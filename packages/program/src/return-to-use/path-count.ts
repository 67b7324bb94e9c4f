import { type DayTable, stateOn } from './day-table.ts'
import { lastKnownDay } from './unknown-days.ts'

export interface PathCount {
  /** Every known day without use since `fromDay`. One day of use takes away that day and nothing else. */
  readonly daysInRecovery: number
  readonly longestRun: number
  /** The run that reaches the last known day; 0 when that was a day of use. */
  readonly presentRun: number
  /** The day that the present run reaches; null when nothing was told. */
  readonly throughDay: number | null
  readonly daysOfUse: number
  readonly unknown: number
}

/**
 * The participant's own count. It keeps the total beside the runs, so that a person who used on one day of ninety has had
 * eighty-nine days. Unknown days are counted on their own: they end a run, and they never take a day away.
 *
 * @param fromDay first day that counts (enrollment, or a day that the person chose)
 * @param today last day that counts
 */
export function countPath(table: DayTable, fromDay: number, today: number): PathCount {
  const found = lastKnownDay(table, today)
  const throughDay = found !== null && found >= fromDay ? found : null
  let daysInRecovery = 0
  let daysOfUse = 0
  let run = 0
  let longestRun = 0
  let presentRun = 0
  for (let day = fromDay; day <= today; day++) {
    const state = stateOn(table, day)
    run = state === 'not_used' ? run + 1 : 0
    if (state === 'not_used') daysInRecovery++
    if (state === 'used') daysOfUse++
    longestRun = Math.max(longestRun, run)
    if (day === throughDay) presentRun = run
  }
  const days = Math.max(0, today - fromDay + 1)
  return { daysInRecovery, longestRun, presentRun, throughDay, daysOfUse, unknown: days - daysInRecovery - daysOfUse }
}

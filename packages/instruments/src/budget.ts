import type { Text } from './definition.ts'

/** Questionnaire items that a person may be asked in one month, beside check-ins (promise 3: nothing is asked twice). */
export const monthlyItemBudget = 12

export interface ScheduledInstrument {
  readonly instrumentId: string
  readonly itemCount: number
  /** 1 is every month, 2 every second month. */
  readonly everyMonths: number
  /** Months after the schedule begins, from 0. */
  readonly firstMonth: number
  /** How often inside a month in which it is due; 1 unless said. */
  readonly timesInMonth?: number
}

export type BudgetVerdict =
  | { readonly ok: true; readonly busiestMonthItems: number }
  | {
      readonly ok: false
      readonly month: number
      readonly items: number
      readonly instrumentIds: readonly string[]
      readonly sentence: Text
    }

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

function isDue(entry: ScheduledInstrument, month: number): boolean {
  return month >= entry.firstMonth && (month - entry.firstMonth) % entry.everyMonths === 0
}

/**
 * Refuses a schedule that asks more than twelve questionnaire items in any month.
 *
 * @param schedule what is planned; months are counted from its start (0 is the first)
 * @returns ok with the busiest month's items, or the first month that is too full, what fills it, and a sentence
 * @throws RangeError for a cadence or a count that is not a whole number in range
 */
export function checkBudget(schedule: readonly ScheduledInstrument[]): BudgetVerdict {
  for (const entry of schedule) {
    const { instrumentId, itemCount, everyMonths, firstMonth, timesInMonth = 1 } = entry
    const whole = [itemCount, everyMonths, firstMonth, timesInMonth].every(Number.isInteger)
    if (!whole || itemCount < 1 || everyMonths < 1 || everyMonths > 24 || firstMonth < 0 || timesInMonth < 1) {
      throw new RangeError(
        `The schedule of '${instrumentId}' has a count or a month that is not a whole number in range.`,
      )
    }
  }
  const period = schedule.reduce((lcm, { everyMonths }) => (lcm * everyMonths) / gcd(lcm, everyMonths), 1)
  const lastStart = Math.max(0, ...schedule.map(({ firstMonth }) => firstMonth))
  let busiestMonthItems = 0
  for (let month = 0; month < lastStart + period; month++) {
    const due = schedule.filter((entry) => isDue(entry, month))
    const items = due.reduce((sum, { itemCount, timesInMonth = 1 }) => sum + itemCount * timesInMonth, 0)
    busiestMonthItems = Math.max(busiestMonthItems, items)
    if (items <= monthlyItemBudget) continue
    return {
      ok: false,
      month,
      items,
      instrumentIds: due.map(({ instrumentId }) => instrumentId),
      sentence: {
        en: `Month ${month + 1} would ask ${items} questions. At most ${monthlyItemBudget} a month can be planned: move one to another month.`,
        es: `El mes ${month + 1} haría ${items} preguntas. Se pueden planear como máximo ${monthlyItemBudget} al mes: pasa una a otro mes.`,
      },
    }
  }
  return { ok: true, busiestMonthItems }
}

/** The schedule that a program starts with: PHQ-4 and BARC-10 in alternate months. */
export const defaultSchedule: readonly ScheduledInstrument[] = [
  { instrumentId: 'phq-4', itemCount: 4, everyMonths: 2, firstMonth: 0 },
  { instrumentId: 'barc-10', itemCount: 10, everyMonths: 2, firstMonth: 1 },
]

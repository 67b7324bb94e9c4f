/** Staffed hours as a form holds them: one stretch a weekday, or none. */
export interface OpenHours {
  weekday: number
  from: string
  until: string
}
export type Week = readonly ({ from: string; until: string } | null)[]

/** Monday first. Of a day with several stretches, the first to the last: the form shows one. */
export function weekOf(hours: readonly OpenHours[]): Week {
  return Array.from({ length: 7 }, (_, at) => {
    const mine = hours.filter(({ weekday }) => weekday === at + 1)
    if (mine.length === 0) return null
    return {
      from: mine.map(({ from }) => from).sort()[0]!,
      until: mine
        .map(({ until }) => until)
        .sort()
        .at(-1)!,
    }
  })
}

export const hoursOf = (week: Week): OpenHours[] =>
  week.flatMap((day, at) => (day ? [{ weekday: at + 1, from: day.from, until: day.until }] : []))

/** Days whose end does not lie after their beginning. */
export const wrongDays = (week: Week): number[] =>
  week.flatMap((day, at) => (day && !(day.from < day.until) ? [at + 1] : []))

/** Names of funders, one a line, as the short names that episodes carry. */
export function fundingOf(text: string): string[] {
  const names = text
    .split('\n')
    .map((line) =>
      line
        .trim()
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^[^a-z]+|_+$/g, '')
        .slice(0, 40),
    )
    .filter((name) => name.length >= 2)
  return [...new Set(['none', ...names])]
}

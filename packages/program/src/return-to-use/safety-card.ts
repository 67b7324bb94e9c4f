import { type DayTable, stateOn } from './day-table.ts'

/** Days without use after which tolerance has fallen enough to show the card (SAMHSA Overdose Prevention Toolkit). */
export const toleranceDays = 3

/**
 * Whether a newly told day of use brings the tolerance and naloxone card. It does unless use is *known* on one of the three
 * days before: a day that nobody told about is taken as without use here, because a card too many harms nobody.
 *
 * @param table what was known, with or without the new day
 * @param usedDay the first day of the newly told use
 */
export function showsToleranceCard(table: DayTable, usedDay: number): boolean {
  for (let day = usedDay - toleranceDays; day < usedDay; day++) {
    if (stateOn(table, day) === 'used') return false
  }
  return true
}

/** The first two weeks after jail, detox or treatment are the most dangerous: the card is shown then whatever is known. */
export function showsCardAfterRelease(releasedOn: number, today: number): boolean {
  return today >= releasedOn && today - releasedOn < 14
}

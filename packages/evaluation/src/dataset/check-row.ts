import type { FileName } from './schema.ts'

/** Adds a problem at a row of columns (0-based); the file's heading is line 1. */
export type Report = (file: FileName, row: number, column: string, message: string) => void

/** Row of each participant. */
export type People = ReadonlyMap<string, number>

/** How long a person was followed, all rows together. */
export interface Ends {
  lastDay: Map<string, number>
  deathDay: Map<string, number>
}

/** Whether the person exists; says so if not. */
export function isKnown(file: FileName, row: number, id: string, people: People, report: Report): boolean {
  if (people.has(id)) return true
  report(file, row, 'participant_id', `${id} is not in participants.csv: add the person or take the row out`)
  return false
}

/** A day after the person's last followed day is an inconsistency. */
export function checkWithin(
  file: FileName,
  row: number,
  column: string,
  day: number,
  id: string,
  ends: Ends,
  report: Report,
): void {
  const last = ends.lastDay.get(id)
  if (last !== undefined && day > last)
    report(
      file,
      row,
      column,
      `day ${day} is after this person's last day in follow_up.csv (${last}): nothing is known after the data cut`,
    )
}

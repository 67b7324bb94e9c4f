import { checkWithin, type Ends, isKnown, type People, type Report } from './check-row.ts'
import type { ProgramDataSet } from './schema.ts'

/** Within a draw and stratum ranks are 1 … entrants, places agree, and offers follow the draw. */
export function checkLottery(d: ProgramDataSet, people: People, ends: Ends, report: Report): void {
  const l = d.lottery
  const strata = new Map<string, number[]>()
  const entered = new Map<string, number>()
  for (let i = 0; i < l.rows; i++) {
    const id = l.participant_id[i]!
    if (!isKnown('lottery', i, id, people, report)) continue
    const entry = `${l.draw_id[i]}\u0000${id}`
    if (entered.has(entry))
      report(
        'lottery',
        i,
        'participant_id',
        `${id} entered draw ${l.draw_id[i]} twice (row ${entered.get(entry)! + 2}): one row a person a draw`,
      )
    entered.set(entry, i)
    const stratum = `${l.draw_id[i]}\u0000${l.stratum[i]}`
    strata.set(stratum, [...(strata.get(stratum) ?? []), i])
    if (l.offered_day[i]! < l.draw_day[i]!)
      report('lottery', i, 'offered_day', 'is before the draw: a place is offered after it')
    if (l.match_day[i]! < l.draw_day[i]!)
      report('lottery', i, 'match_day', 'is before the draw: the match of a draw begins after it')
    if (!Number.isNaN(l.accepted_day[i]!) && !(l.accepted_day[i]! >= l.offered_day[i]!))
      report(
        'lottery',
        i,
        'accepted_day',
        'comes without an earlier offered_day: a place is accepted after it is offered',
      )
    checkWithin('lottery', i, 'draw_day', l.draw_day[i]!, id, ends, report)
    checkWithin('lottery', i, 'match_day', l.match_day[i]!, id, ends, report)
  }
  for (const rows of strata.values()) checkStratum(d, rows, report)
}

function checkStratum(d: ProgramDataSet, rows: number[], report: Report): void {
  const l = d.lottery
  const first = rows[0]!
  const name =
    l.stratum[first] === '' ? `draw ${l.draw_id[first]}` : `draw ${l.draw_id[first]}, stratum ${l.stratum[first]}`
  const taken = new Map<number, number>()
  for (const i of rows) {
    if (l.entrants[i] !== rows.length)
      report('lottery', i, 'entrants', `says ${l.entrants[i]}, but ${name} has ${rows.length} rows`)
    if (l.places[i] !== l.places[first])
      report('lottery', i, 'places', `differs within ${name}: every row says the same number`)
    const rank = l.rank[i]!
    if (rank > rows.length)
      report(
        'lottery',
        i,
        'rank',
        `${rank} is more than the ${rows.length} entrants of ${name}: ranks are 1 to ${rows.length}`,
      )
    else if (taken.has(rank))
      report(
        'lottery',
        i,
        'rank',
        `${rank} stands in row ${taken.get(rank)! + 2} too: each rank of ${name} is given once`,
      )
    taken.set(rank, i)
  }
}

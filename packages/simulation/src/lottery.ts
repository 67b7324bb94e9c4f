import { findPlace, isWaiting, propose } from './matching.ts'
import type { DrawEntryRow } from './meeting-rows.ts'
import { between, chance, key } from './random-choices.ts'
import type { PersonState, World } from './world.ts'

/** Days between draws. */
const ROUND = 28

/** The fair draw: everybody who waits enters; places are offered by rank; a refused place goes down the list. */
export function drawDay(world: World, day: number): PersonState[] {
  if (!world.options.lottery || day === 0 || day % ROUND !== 0) return []
  const entrants = world.people.filter((p) => isWaiting(p, day))
  const free = [...world.mentors.values()].reduce(
    (sum, m) => sum + (m.row.joinedOn <= day && m.row.status !== 'left' ? Math.max(0, m.row.capacity - m.load) : 0),
    0,
  )
  // A draw is refused while there are places for all, so a round never offers more than half.
  const places = Math.min(free, Math.floor(entrants.length / 2))
  if (places === 0) return []
  const drawKey = key('draw', Math.floor(day / ROUND), 2)
  const order = world.random.shuffle([...entrants])
  let given = 0
  order.forEach((p, i) => {
    const entry: DrawEntryRow = {
      drawKey,
      participantKey: p.row.key,
      drawOn: day,
      stratum: '',
      entrants: entrants.length,
      places,
      rank: i + 1,
      offeredOn: null,
      acceptedOn: null,
      priorDrawsLost: p.drawsLost,
    }
    world.rows.drawEntries.push(entry)
    const refused = chance(p.random, world.options.confounded ? 0.12 * Math.exp(0.4 * p.pull) : 0.12)
    if (given < places) {
      entry.offeredOn = Math.min(day + (i < places ? 1 : between(p.random, 4, 8)), world.options.days)
      const mentor = refused ? null : findPlace(world, p, day)
      if (mentor) {
        given++
        entry.acceptedOn = Math.min(entry.offeredOn + between(p.random, 0, 3), world.options.days)
        propose(world, p, mentor, day, drawKey)
      }
    }
    if (i >= places) p.drawsLost++
  })
  return entrants
}

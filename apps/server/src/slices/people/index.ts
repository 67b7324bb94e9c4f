import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import { personPart } from './person.ts'
import { peopleRoutes } from './routes.ts'

export { authorize, mayAct, noteAudit, standingsTo } from './authorize.ts'
export { getMentor, getName, getParticipant, listNames } from './cards.ts'
export { addMentor, addParticipant, addPerson, type NewParticipant, type NewPerson } from './commands.ts'
export { listContacts } from './contacts.ts'
export { countMustNotMeet, listMustNotMeet } from './exclusions.ts'
export { requireHerTime } from './her-time.ts'
export { findMentorOf } from './mentor-of.ts'
export { requireMode } from './modes.ts'
export { type Move, moveParticipant } from './moves.ts'
export { findSharing, setSharing, setWantsMentor } from './phone.ts'
export type { TieKind } from './tables.ts'
export { closeTie, closeTiesTo, countPeopleOf, listTiesOf, listTiesTo, type OpenTie, openTie } from './ties.ts'

export const people: Slice = { name: 'people', routes: peopleRoutes, person: personPart }

import './tables.ts'

export { addMentor, addParticipant, addPerson, type NewPerson } from './commands.ts'
export { authorize, noteAudit, standingsTo } from './authorize.ts'
export { getMentor, getName, getParticipant, listNames } from './cards.ts'
export type { TieKind } from './tables.ts'
export { closeTie, countPeopleOf, listTiesOf, listTiesTo, openTie, type OpenTie } from './ties.ts'

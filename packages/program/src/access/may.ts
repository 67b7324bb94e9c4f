import { ACCESS, type Action, type Condition, type Rule } from './actions.ts'
import type { Role, Tie } from './roles.ts'

export interface Standing {
  role: Role
  /** Every tie that the one who acts has to the person whom the record is about. */
  ties: readonly Tie[]
  /** Conditions that are true for this record. */
  met?: readonly Condition[]
}

const rulesOf = (action: Action): readonly Rule[] => ACCESS[action]

/** Whether one standing suffices for the action on this record. Pure; the table decides. */
export function may(action: Action, standing: Standing): boolean {
  return rulesOf(action).some(
    (rule) =>
      rule.role === standing.role &&
      standing.ties.includes(rule.tie) &&
      (rule.when === undefined || (standing.met ?? []).includes(rule.when)),
  )
}

/** Whether a role could ever do this: what the front door asks before anything is read. */
export function roleMay(action: Action, role: Role): boolean {
  return rulesOf(action).some((rule) => rule.role === role)
}

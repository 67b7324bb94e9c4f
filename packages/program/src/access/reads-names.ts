import { ACCESS } from './actions.ts'
import type { Role } from './roles.ts'

/**
 * Whether somebody with these roles reads other people's cards: names beside which a figure that changes from one day to the
 * next could be read as one person's answer. Read off the access table, so that a new role cannot be forgotten here.
 */
export function readsNames(roles: readonly Role[]): boolean {
  return ACCESS['card.read'].some(({ role, tie }) => tie !== 'self' && roles.includes(role))
}

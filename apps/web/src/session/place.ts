import type { Role } from '@cairn/program/access/roles.ts'

/** Where this tab acts: ids only, so that nothing on the phone names a person or a program. */
export interface Place {
  accountId: string
  organizationId: string
  personId: string
  role: Role
}

export interface PlaceChoice {
  accountId: string
  places: readonly { organizationId: string; personId: string; roles: readonly Role[] }[]
}

/**
 * The place in which a tab acts: the wanted one if the account still has it, else the first.
 * @returns undefined when the account belongs nowhere
 */
export function choosePlace(me: PlaceChoice, wanted: Partial<Place> | undefined): Place | undefined {
  const here = me.places.find(({ organizationId }) => organizationId === wanted?.organizationId) ?? me.places[0]
  const role = here?.roles.find((known) => known === wanted?.role) ?? here?.roles[0]
  if (!here || !role) return undefined
  return { accountId: me.accountId, organizationId: here.organizationId, personId: here.personId, role }
}

import type { Action } from '@cairn/program/access/actions.ts'
import { may } from '@cairn/program/access/may.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import { whoMay } from '@cairn/program/access/who-can-see.ts'

/**
 * Who else can read what somebody is about to write, straight from the access table: the participant, or the mentor, whom it
 * is about, by name, and the roles of the program.
 */
export function readersBeside(action: Action): { participant: boolean; themselves: boolean; roles: Role[] } {
  return {
    participant: may(action, { role: 'participant', ties: ['self'] }),
    themselves: may(action, { role: 'mentor', ties: ['self'] }),
    roles: whoMay(action)
      .filter(({ role, tie }) => tie === 'program' && role !== 'mentor')
      .map(({ role }) => role),
  }
}

import type { Role } from '@cairn/program/access/roles.ts'
import { findRoute, HOME } from '../../routes.ts'

/**
 * Where to go after signing in: back to the page that sent her here, if it is one of ours and this role may open it.
 * Anything else (another site, a public page) is not followed.
 */
export function pageAfterSignIn(next: string | undefined, role: Role): string {
  const entry = next?.startsWith('/') && !next.startsWith('//') ? findRoute(next) : undefined
  return entry?.roles.includes(role) ? next! : HOME[role]
}

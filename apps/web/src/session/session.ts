import { CallError } from '@cairn/contract/call.ts'
import { getMe, type Me } from '@cairn/contract/identity.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { readOrKept } from '../offline/kept.ts'
import { openOutbox } from '../offline/outbox.ts'
import { call } from './call.ts'
import { forgetEarly } from './early.ts'
import { choosePlace, type Place } from './place.ts'
import { queryClient } from './query-client.ts'
import { readPlace, rememberPlace } from './remember.ts'

type SignedIn = z.output<typeof Me>

export interface Session {
  me: SignedIn
  place: Place
  /** Name and time zone of the organization in which this tab acts. */
  organizationName: string
  timeZone: string
  isDemo: boolean
  roles: readonly Role[]
}

const ME = ['me'] as const

async function readSession(): Promise<Session | null> {
  const me = await readOrKept('me', () => call(getMe)).catch((error) => {
    if (error instanceof CallError && error.status === 401) return null
    throw error
  })
  const place = me && choosePlace(me, readPlace())
  if (!me || !place) {
    openOutbox(me?.accountId)
    return null
  }
  rememberPlace(place)
  openOutbox(me.accountId)
  const here = me.places.find(({ organizationId }) => organizationId === place.organizationId)!
  const { organizationName, timeZone, isDemo, roles } = here
  return { me, place, organizationName, timeZone, isDemo, roles }
}

/**
 * Who is signed in here. `null`: nobody. Without a network: who was signed in when there was one.
 * `ask: false` on pages that everybody may open: a browser in which nobody ever signed in has nothing to ask about.
 */
export function useSession(ask = true) {
  return useQuery({
    queryKey: ME,
    queryFn: readSession,
    staleTime: 5 * 60_000,
    retry: false,
    enabled: ask || readPlace() !== undefined,
  })
}

/** Asks who is signed in before the first screen is drawn: what is known by then needs no skeleton. */
export const beginSession = (): Promise<Session | null> =>
  queryClient.fetchQuery({ queryKey: ME, queryFn: readSession, staleTime: 5 * 60_000 })

/** The place in which this tab acts; only inside screens that need a sign-in. */
export function usePlace(): Place {
  const { data } = useSession()
  const place = data?.place ?? readPlace()
  if (!place) throw new Error('This screen is shown only to somebody who is signed in.')
  return place
}

/** Reads again who is signed in: after signing in, and after a place was chosen. */
export async function renewSession(): Promise<Session | null> {
  forgetEarly()
  queryClient.clear()
  return queryClient.fetchQuery({ queryKey: ME, queryFn: readSession, staleTime: 0 })
}

/** Moves this tab to another role or organization: nothing that was read in the old one stays on the screen. */
export async function moveTo(place: { organizationId: string; role: Role }): Promise<Session | null> {
  const current = readPlace()
  rememberPlace({ accountId: current?.accountId ?? '', personId: current?.personId ?? '', ...place })
  return renewSession()
}

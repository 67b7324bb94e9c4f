import { getCheckInPage } from '@cairn/contract/check-ins.ts'
import { getMyPath } from '@cairn/contract/outcomes.ts'
import { listToConfirm } from '@cairn/contract/talks.ts'
import { getMyToday } from '@cairn/contract/today.ts'
import type { Reading } from '../../offline/kept.ts'
import { phoneToday } from '../../offline/phone-time.ts'
import { readAhead } from '../../offline/use-kept.ts'
import { call } from '../../session/call.ts'
import type { Place } from '../../session/place.ts'

/** What Today reads; each is kept on the phone. */
export const TODAY = {
  name: 'my-today',
  read: () => call(getMyToday, { query: { day: phoneToday() } }),
} satisfies Reading
export const PATH = {
  name: 'my-path',
  read: () => call(getMyPath, { query: { today: phoneToday() } }),
} satisfies Reading
export const TALKS = { name: 'talks-to-confirm', read: () => call(listToConfirm) } satisfies Reading

/** Asks for all of it at once. */
export const readToday = (place: Place): Promise<unknown> =>
  Promise.all([TODAY, PATH, TALKS].map((reading) => readAhead(reading, place)))

/** What a check-in shows, kept while there is a network: who can read it must be right without one, too. */
export const CHECK_PAGE = {
  name: 'check-in-page',
  read: () => call(getCheckInPage, { query: { day: phoneToday() } }),
} satisfies Reading

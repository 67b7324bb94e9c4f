import { CallError } from '@cairn/contract/call.ts'
import { type CheckInPage, getCheckInPage } from '@cairn/contract/check-ins.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { openStore } from '../../offline/database.ts'
import { keptName, readOrKept } from '../../offline/kept.ts'
import { outboxView } from '../../offline/outbox.ts'
import { phoneToday } from '../../offline/phone-time.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { BARE_PAGE } from './check-form.ts'

const KEY = ['check-in-page'] as const

/** Days that were told and are still on this phone are not asked about again. */
const withoutWhatIsOnItsWay = (page: CheckInPage): CheckInPage =>
  outboxView().entries.some(({ kind }) => kind === 'days' || kind === 'use' || kind === 'checkIn')
    ? { ...page, use: { ...page.use, show: false } }
    : page

/** What to show in a check-in now. Without a network: what was true when there was one; never nothing. */
export function useCheckInPage() {
  const place = usePlace()
  const queries = useQueryClient()
  const name = keptName('check-in-page', place)
  const query = useQuery({
    queryKey: KEY,
    retry: false,
    // A form that is being filled in does not change under the hand.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () =>
      readOrKept(name, () => call(getCheckInPage, { query: { day: phoneToday() } })).then(
        withoutWhatIsOnItsWay,
        (error): CheckInPage => {
          if (error instanceof CallError && error.status === 0) return BARE_PAGE
          throw error
        },
      ),
  })
  return {
    ...query,
    /** Keeps what the page says now, so that nothing is asked twice before the network is back. */
    async keep(page: CheckInPage) {
      queries.setQueryData(KEY, page)
      await (await openStore()).put('kept', { value: page, at: Date.now() }, name)
    },
  }
}

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Place } from '../session/place.ts'
import { queryClient } from '../session/query-client.ts'
import { usePlace } from '../session/session.ts'
import { keptName, type Reading, readOrKept } from './kept.ts'

const keyOf = (name: string, place: Place) => [name, place.organizationId, place.role]

/** Begins a reading before the screen that shows it is drawn. */
export const readAhead = ({ name, read }: Reading, place: Place): Promise<void> =>
  queryClient.prefetchQuery({
    queryKey: keyOf(name, place),
    retry: false,
    queryFn: () => readOrKept(keptName(name, place), read),
  })

/** A reading that a screen needs without a network, too: from the server if it answers, else as this phone kept it. */
export function useKept<T>(name: string, read: () => Promise<T>): UseQueryResult<T> {
  const place = usePlace()
  return useQuery({
    queryKey: keyOf(name, place),
    retry: false,
    queryFn: () => readOrKept(keptName(name, place), read),
  })
}

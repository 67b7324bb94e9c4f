import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { usePlace } from '../session/session.ts'
import { keptName, readOrKept } from './kept.ts'

/** A reading that a screen needs without a network, too: from the server if it answers, else as this phone kept it. */
export function useKept<T>(name: string, read: () => Promise<T>): UseQueryResult<T> {
  const place = usePlace()
  return useQuery({
    queryKey: [name, place.organizationId, place.role],
    retry: false,
    queryFn: () => readOrKept(keptName(name, place), read),
  })
}

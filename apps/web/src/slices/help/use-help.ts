import { getHelpPage } from '@cairn/contract/safety.ts'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../session/call.ts'
import { readNote, readPlace, rememberNote } from '../../session/remember.ts'
import type { KeptHelp } from './help-page.ts'

/** The program's numbers: from the server if there is a network, else as this phone kept them. */
export function useHelp(): KeptHelp | undefined {
  const organizationId = readPlace()?.organizationId
  const { data } = useQuery({
    queryKey: ['help', organizationId],
    enabled: organizationId !== undefined,
    retry: false,
    staleTime: 60_000,
    placeholderData: () => readNote<KeptHelp>('help'),
    queryFn: async () => {
      const page = await call(getHelpPage, { params: { id: organizationId! } }).catch(() => undefined)
      if (!page) return readNote<KeptHelp>('help') ?? null
      const { numbers, hidden, onCall, asOf } = page
      const kept: KeptHelp = { numbers, hidden, onCall, asOf }
      rememberNote('help', kept)
      return kept
    },
  })
  return data ?? undefined
}

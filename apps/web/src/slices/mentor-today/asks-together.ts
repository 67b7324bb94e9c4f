import { listAsksTogether } from '@cairn/contract/outcomes.ts'
import { phoneToday } from '../../offline/phone-time.ts'
import { call } from '../../session/call.ts'
import { useKept } from '../mentoring/reads.ts'

/** Her open questions about days, and who may know as it is asked now; kept for a talk without a network. */
export const useAsksTogether = (personId: string) =>
  useKept(`asks/${personId}`, () => call(listAsksTogether, { params: { id: personId }, query: { day: phoneToday() } }))

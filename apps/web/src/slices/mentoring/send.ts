import { keepAndSend } from '../../offline/outbox.ts'
import { usePlace } from '../../session/session.ts'

/** Puts something that a mentor made into the outbox of this phone. Resolves when it is kept. */
export function useSend(): (entry: {
  id: string
  kind: string
  path: string
  body: object
  method?: 'POST' | 'PUT'
}) => Promise<void> {
  const { accountId, organizationId, role } = usePlace()
  return ({ method = 'POST', ...entry }) => keepAndSend({ accountId, organizationId, role, method, ...entry })
}

import { client } from '@cairn/contract/call.ts'
import { sentAt } from './clock-header.ts'
import { fetchOrEarly } from './early.ts'
import { readPlace } from './remember.ts'

/** The typed client of this tab: every request names the organization and the role in which it acts. */
export const call = client(fetchOrEarly, '/api', () => {
  const place = readPlace()
  return {
    'accept-language': document.documentElement.lang || 'en',
    ...sentAt(),
    ...(place && { 'x-cairn-organization': place.organizationId, 'x-cairn-role': place.role }),
  }
})

/** Posts to better-auth, which has its own small vocabulary. Resolves to whether it said yes. */
export async function postAuth(path: string, body: object = {}): Promise<{ ok: boolean; status: number }> {
  const response = await fetch(`/api/auth${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  return { ok: response?.ok ?? false, status: response?.status ?? 0 }
}

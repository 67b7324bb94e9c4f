import { CallError } from '@cairn/contract/call.ts'
import { readPlace } from '../../session/remember.ts'

/** Fetches the report in this tab's place, since a plain link could not say in which organization, and hands it over as a file. */
export async function downloadAnswer(format: 'html' | 'json', language: 'en' | 'es'): Promise<void> {
  const place = readPlace()
  const response = await fetch(`/api/study/answer/${format}?language=${language}`, {
    credentials: 'same-origin',
    headers: place ? { 'x-cairn-organization': place.organizationId, 'x-cairn-role': place.role } : {},
  }).catch(() => undefined)
  if (!response?.ok) {
    const problem = await response?.json().catch(() => undefined)
    throw new CallError(
      problem ?? {
        type: 'about:blank',
        title: '',
        status: response?.status ?? 0,
        code: response ? 'unexpected' : 'offline',
      },
    )
  }
  const address = URL.createObjectURL(await response.blob())
  const link = Object.assign(document.createElement('a'), { href: address, download: `cairn-answer.${format}` })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

import { firstLanguage } from './session/language.ts'
import { choosePlace, type PlaceChoice } from './session/place.ts'
import { readLock, readNote, readPlace } from './session/remember.ts'

// A file of its own, the first that a phone fetches: while the program's code is still on its way, it asks the server
// who is here and for what Today shows. The code takes the answers over (session/early.ts); a refusal is taken as well.

/** By address below /api, with query: an answer that was asked for before the code was there. */
const asked: Record<string, { headers: Record<string, string>; answer: Promise<Response> }> = {}

function ask(address: string, headers: Record<string, string>): Promise<Response> {
  const all = { ...headers, 'accept-language': firstLanguage(), 'x-cairn-sent-at': new Date().toISOString() }
  // Before the files that wait in line: six lines to the server are few.
  const answer = fetch(`/api${address}`, { credentials: 'same-origin', headers: all, priority: 'high' })
  answer.catch(() => {}) // without a network nobody may come for it
  asked[address] = { headers, answer }
  return answer
}

const asPlace = ({ organizationId, role }: { organizationId: string; role: string }) => ({
  'x-cairn-organization': organizationId,
  'x-cairn-role': role,
})

/** The phone's calendar day, without Temporal, which may still have to be fetched. */
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10)

// The theme that was chosen here, before anything is painted; the program takes over from there.
try {
  const theme = localStorage.getItem('mantine-color-scheme-value')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['wait'] = theme
} catch {
  // A private window may refuse storage.
}

const isShut = readLock() !== undefined || readNote<boolean>('left') === true
if (/^\/my(\/|$)/.test(location.pathname) && !isShut) {
  const known = readPlace()
  const me = ask('/me', known ? asPlace(known) : {})
  const asksToday = (place: { organizationId: string; role: string } | undefined) => {
    if (location.pathname !== '/my/today' || place?.role !== 'participant') return
    const headers = asPlace(place)
    void ask(`/my/today?day=${today()}`, headers)
    void ask(`/my/path?today=${today()}`, headers)
    void ask('/my/talks/to-confirm', headers)
  }
  if (known) asksToday(known)
  else
    void me
      .then((response) => (response.ok ? (response.clone().json() as Promise<PlaceChoice>) : undefined))
      .then((answer) => asksToday(answer && choosePlace(answer, undefined)))
      .catch(() => {})
}

Object.assign(globalThis, { cairnAsked: asked })

import type { Language } from './vocabulary.ts'

export interface GreeterCandidate {
  id: string
  kind: 'mentor' | 'staff'
  languages: readonly Language[]
  isAway: boolean
  /** How many newcomers already wait for this person's hello. */
  toGreet: number
}

/**
 * Who says hello: somebody here who speaks her language; mentors before staff, the one with the fewest
 * hellos to say first. The order of ids breaks ties, so that the same people give the same answer.
 * @returns undefined when nobody is here: the greeting then has no owner and stands on the board at once
 */
export function pickGreeter(candidates: readonly GreeterCandidate[], language: Language): string | undefined {
  const here = candidates.filter((one) => !one.isAway)
  const speaking = here.filter((one) => one.languages.includes(language))
  const order = (a: GreeterCandidate, b: GreeterCandidate) =>
    Number(a.kind === 'staff') - Number(b.kind === 'staff') || a.toGreet - b.toGreet || (a.id < b.id ? -1 : 1)
  return (speaking.length > 0 ? speaking : here).toSorted(order)[0]?.id
}

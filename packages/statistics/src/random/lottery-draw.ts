import { StatisticsError } from '../statistics-error.ts'
import { canonicalJson } from './canonical-json.ts'
import { fromHex, hmacSha256, joinBytes, type Sha256, toHex } from './hmac.ts'

/** The frozen list of a draw: each stratum with its places and the salted codes of those who entered. */
export interface DrawList {
  readonly draw: string
  readonly strata: readonly { readonly stratum: string; readonly places: number; readonly codes: readonly string[] }[]
}

/** What is published before the beacon (or the second person's secret) can be known. */
export interface DrawCommitment {
  /** SHA-256 of the canonical JSON of the list. */
  readonly listHash: string
  /** SHA-256 of the secret. */
  readonly secretHash: string
  /** Where the public number will come from: a future round of a public beacon; or, offline, SHA-256 of a second person's secret. */
  readonly beacon:
    | { readonly kind: 'public'; readonly round: string }
    | { readonly kind: 'person'; readonly secretHash: string }
}

/** What is opened afterwards, in hexadecimal digits: with these and the list anyone can do the draw again. */
export interface DrawOpening {
  readonly secret: string
  readonly beacon: string
}

export interface DrawPlace {
  readonly stratum: string
  readonly code: string
  /** From 1 in each stratum: the lowest HMAC first. */
  readonly rank: number
  readonly offered: boolean
}

/** One thing that does not fit: which, and where. */
export interface DrawFault {
  readonly fault:
    | 'list_changed'
    | 'secret_changed'
    | 'beacon_changed'
    | 'missing'
    | 'unexpected'
    | 'wrong_rank'
    | 'wrong_offer'
  readonly stratum?: string
  readonly code?: string
}

const SEPARATOR = '\u0000'
const text = new TextEncoder()

/** A code that says nothing about the person without the salt: SHA-256 of salt ‖ code, in hexadecimal digits. Salt: 16 bytes or more. */
export function saltedCode(sha256: Sha256, salt: Uint8Array, code: string): string {
  if (salt.length < 16)
    throw new StatisticsError('bad_option', 'a salt has at least 16 bytes, or codes can be guessed from the list')
  return toHex(sha256(joinBytes(salt, text.encode(code))))
}

/**
 * Step 1 and 2 of a draw: freezes the list and commits to a secret before the beacon is known. The order in which people stand in the
 * list plays no part. Nothing can be cancelled afterwards: that would be drawing until one likes the result.
 * @param secret 32 random bytes, kept until the beacon is known
 * @throws bad_option (a secret that is not 32 bytes; a list that is empty, names a stratum or code twice, has a place count that is not
 * a whole number, or text with a zero character)
 */
export function commitDraw(
  sha256: Sha256,
  list: DrawList,
  secret: Uint8Array,
  beacon: DrawCommitment['beacon'],
): DrawCommitment {
  if (secret.length !== 32) throw new StatisticsError('bad_option', 'the secret of a draw has 32 bytes')
  return { listHash: toHex(listHashOf(sha256, list)), secretHash: toHex(sha256(secret)), beacon }
}

/**
 * Step 3 and 4: key = SHA-256(list hash ‖ secret ‖ beacon); within a stratum people are ranked by HMAC-SHA256(key, draw ‖ stratum ‖ code)
 * (the three parts with a zero byte between), the lowest first; the first `places` are offered a place.
 * Nobody can steer it: the list is fixed before the secret, the secret before the beacon. Source: RFC 2104; commit-and-reveal (Blum 1983).
 * @throws bad_option as `commitDraw`, or when secret or beacon are not hexadecimal (secret 32 bytes, beacon 16 or more)
 */
export function runDraw(sha256: Sha256, list: DrawList, opening: DrawOpening): readonly DrawPlace[] {
  const secret = fromHex(opening.secret)
  const beacon = fromHex(opening.beacon)
  if (secret?.length !== 32)
    throw new StatisticsError('bad_option', 'the secret of a draw has 32 bytes, as hexadecimal digits', {
      column: 'secret',
    })
  if (!beacon || beacon.length < 16)
    throw new StatisticsError('bad_option', 'the beacon has at least 16 bytes, as hexadecimal digits', {
      column: 'beacon',
    })
  const key = sha256(joinBytes(listHashOf(sha256, list), secret, beacon))
  return list.strata.flatMap(({ stratum, places, codes }) =>
    codes
      .map((code) => ({
        code,
        mark: toHex(hmacSha256(sha256, key, text.encode([list.draw, stratum, code].join(SEPARATOR)))),
      }))
      .sort((a, b) => (a.mark < b.mark ? -1 : a.mark > b.mark ? 1 : a.code < b.code ? -1 : 1))
      .map(({ code }, k): DrawPlace => ({ stratum, code, rank: k + 1, offered: k < places })),
  )
}

/**
 * Does the draw again from what was published and opened, and returns everything that does not fit; nothing means that it is right.
 * Whether a public beacon's round really gave that number is checked at the beacon, not here.
 */
export function verifyDraw(
  sha256: Sha256,
  published: {
    readonly list: DrawList
    readonly commitment: DrawCommitment
    readonly opening: DrawOpening
    readonly places: readonly DrawPlace[]
  },
): readonly DrawFault[] {
  const { list, commitment, opening, places } = published
  const faults: DrawFault[] = []
  if (toHex(listHashOf(sha256, list)) !== commitment.listHash) faults.push({ fault: 'list_changed' })
  const secret = fromHex(opening.secret)
  if (secret?.length !== 32 || toHex(sha256(secret)) !== commitment.secretHash) faults.push({ fault: 'secret_changed' })
  const beacon = fromHex(opening.beacon)
  if (
    !beacon ||
    beacon.length < 16 ||
    (commitment.beacon.kind === 'person' && toHex(sha256(beacon)) !== commitment.beacon.secretHash)
  )
    faults.push({ fault: 'beacon_changed' })
  // Without a usable secret and beacon there is no draw to compare with.
  if (secret?.length !== 32 || !beacon || beacon.length < 16) return faults
  const keyOf = (p: { readonly stratum: string; readonly code: string }) => `${p.stratum}${SEPARATOR}${p.code}`
  const said = new Map<string, DrawPlace>()
  for (const place of places) {
    // A second line for one person is as wrong as a line for a stranger.
    if (said.has(keyOf(place))) faults.push({ fault: 'unexpected', stratum: place.stratum, code: place.code })
    else said.set(keyOf(place), place)
  }
  for (const { stratum, code, rank, offered } of runDraw(sha256, list, opening)) {
    const place = said.get(keyOf({ stratum, code }))
    said.delete(keyOf({ stratum, code }))
    if (!place) faults.push({ fault: 'missing', stratum, code })
    else {
      if (place.rank !== rank) faults.push({ fault: 'wrong_rank', stratum, code })
      if (place.offered !== offered) faults.push({ fault: 'wrong_offer', stratum, code })
    }
  }
  for (const { stratum, code } of said.values()) faults.push({ fault: 'unexpected', stratum, code })
  return faults
}

/** SHA-256 of the list's canonical JSON: strata and codes sorted, so that only who is in it counts. */
function listHashOf(sha256: Sha256, { draw, strata }: DrawList): Uint8Array {
  const refuse = (message: string, value: string) => new StatisticsError('bad_option', message, { value })
  if (strata.length === 0) throw refuse('a draw needs at least one stratum', draw)
  const names = new Set<string>()
  const seen = new Set<string>()
  for (const { stratum, places, codes } of strata) {
    if (names.has(stratum)) throw refuse(`the stratum ${stratum} is there twice`, stratum)
    names.add(stratum)
    if (!Number.isInteger(places) || places < 0)
      throw refuse(`places in ${stratum} must be a whole number`, String(places))
    if (codes.length === 0) throw refuse(`nobody entered in ${stratum}`, stratum)
    for (const code of codes) {
      if (seen.has(code)) throw refuse('somebody is in the list twice', code)
      seen.add(code)
      if (code === '' || code.includes(SEPARATOR)) throw refuse('a code is empty or holds a zero character', code)
    }
    if (stratum.includes(SEPARATOR)) throw refuse('a stratum holds a zero character', stratum)
  }
  if (draw === '' || draw.includes(SEPARATOR))
    throw refuse('the name of a draw is empty or holds a zero character', draw)
  const sorted = strata
    .map(({ stratum, places, codes }) => ({ stratum, places, codes: [...codes].sort() }))
    .sort((a, b) => (a.stratum < b.stratum ? -1 : 1))
  return sha256(text.encode(canonicalJson({ draw, strata: sorted })))
}

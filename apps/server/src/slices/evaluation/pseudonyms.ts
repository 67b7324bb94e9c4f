import { createHmac } from 'node:crypto'

/**
 * Names for ids that say nothing: numbered in the order of a keyed hash, so that neither the id nor who came first can be
 * told from them. The same key and ids give the same names.
 */
export function pseudonyms(prefix: string, ids: readonly string[], key: Buffer): Map<string, string> {
  const hashed = [...new Set(ids)].map((id) => ({
    id,
    hash: createHmac('sha256', key).update(`data set ${prefix}\0${id}`).digest('hex'),
  }))
  hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1))
  const width = String(hashed.length).length
  return new Map(hashed.map(({ id }, i) => [id, `${prefix}-${String(i + 1).padStart(width, '0')}`]))
}

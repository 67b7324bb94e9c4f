/** Anything that stands in a list under an id. */
interface Line {
  person: { id: string }
}

/**
 * The list after a quiet refresh: the server's order, except that a row being worked on stays where it was, also when the
 * server no longer has it. @returns the lines to show; `gone` names the held line that only this screen still shows
 */
export function keepInPlace<L extends Line>(
  shown: readonly L[],
  next: readonly L[],
  heldId: string | null,
): { lines: L[]; gone: string | null } {
  const at = heldId === null ? -1 : shown.findIndex(({ person }) => person.id === heldId)
  if (at === -1) return { lines: [...next], gone: null }
  const fresh = next.find(({ person }) => person.id === heldId)
  const others = next.filter(({ person }) => person.id !== heldId)
  const place = Math.min(at, others.length)
  return {
    lines: [...others.slice(0, place), fresh ?? shown[at]!, ...others.slice(place)],
    gone: fresh ? null : heldId,
  }
}

/** The row that the cursor is on after j or k; it stops at both ends. */
export function moveCursor<L extends Line>(lines: readonly L[], cursor: string | null, by: 1 | -1): string | null {
  if (lines.length === 0) return null
  const at = lines.findIndex(({ person }) => person.id === cursor)
  const to = at === -1 ? (by === 1 ? 0 : lines.length - 1) : Math.max(0, Math.min(lines.length - 1, at + by))
  return lines[to]!.person.id
}

/** Where the cursor goes when its row has left the list: the row that took its place. */
export function cursorAfter<L extends Line>(
  before: readonly L[],
  after: readonly L[],
  cursor: string | null,
): string | null {
  if (cursor === null || after.some(({ person }) => person.id === cursor)) return cursor
  const at = before.findIndex(({ person }) => person.id === cursor)
  return after[Math.min(Math.max(at, 0), after.length - 1)]?.person.id ?? null
}

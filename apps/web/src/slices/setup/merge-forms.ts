/** Two values of a form are the same when they would be sent the same. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export interface Merged<T> {
  form: T
  /** What somebody else changed and this person had left alone: theirs stands now. */
  taken: (keyof T)[]
  /** What both changed to different things: mine stays, and it is said. */
  kept: (keyof T)[]
}

/**
 * Brings two changes of one form together, field by field: what I typed stays, what only the other changed is taken over.
 * @param opened the form as it was when I opened it
 */
export function mergeForms<T extends object>(opened: T, mine: T, theirs: T): Merged<T> {
  const fields = Object.keys(opened) as (keyof T)[]
  const changedThere = fields.filter(
    (field) => !same(opened[field], theirs[field]) && !same(mine[field], theirs[field]),
  )
  const taken = changedThere.filter((field) => same(opened[field], mine[field]))
  const form = { ...mine }
  for (const field of taken) form[field] = theirs[field]
  return { form, taken, kept: changedThere.filter((field) => !taken.includes(field)) }
}

/**
 * A value that ends with a full stop of its own ('Dana M.', 'p. m.') keeps it, and the sentence's stop right behind it is
 * left out: never 'Dana M..'. Both languages, server and screens. Pure; text that no value of this sentence ends is untouched.
 */
export function oneStop(text: string, values: Iterable<unknown>): string {
  let whole = text
  for (const value of values) if (typeof value === 'string' && /[^.]\.$/.test(value)) whole = drop(whole, value)
  return whole
}

/** The stop behind this value, where one follows and it is not the first of three. */
function drop(text: string, value: string): string {
  const [first, ...rest] = text.split(value)
  return rest.reduce((whole, after) => whole + value + (/^\.(?!\.)/.test(after) ? after.slice(1) : after), first ?? '')
}

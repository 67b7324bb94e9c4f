interface Asked {
  headers: Record<string, string>
  answer: Promise<Response>
}

/** Answers that were asked for while this code was on its way (src/early.ts), by address below /api. */
function asked(): Record<string, Asked> {
  return (Reflect.get(globalThis, 'cairnAsked') as Record<string, Asked> | undefined) ?? {}
}

/** Nothing of it counts any more: somebody else is signed in, or something was changed. */
export function forgetEarly(): void {
  Reflect.deleteProperty(globalThis, 'cairnAsked')
}

/** `fetch`, except that what was asked for already is not asked again: each early answer is given out once. */
export const fetchOrEarly: typeof fetch = (input, init) => {
  if (init?.method !== 'GET') forgetEarly()
  const address = String(input).replace(/^\/api/, '')
  const early = asked()[address]
  delete asked()[address]
  const headers = new Headers(init?.headers)
  const isSame = early && Object.entries(early.headers).every(([name, value]) => headers.get(name) === value)
  return isSame ? early.answer : fetch(input, init)
}

/**
 * Stands in for zod in the browser's build. The server checks everything that comes in; here, schemas are types, and
 * types are gone by now. Keeping the checker out saves every phone about 28 kB. Asking it to check is an error.
 */
const CHECKING = new Set<string | symbol>(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', Symbol.iterator])

export const z: unknown = new Proxy(() => {}, {
  get(_, name) {
    if (CHECKING.has(name)) throw new Error('Schemas do not check in the browser: the server does.')
    return name === Symbol.toPrimitive ? () => '' : z
  },
  apply: () => z,
  construct: () => z as object,
})

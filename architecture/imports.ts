import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')

export interface Import {
  /** The importing file, from the root. */
  from: string
  /** What it names: a file from the root, or a package outside. */
  to: string
}

const SPECIFIER = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g

/** Every source file of the house, from its root. */
export function sourceFiles(): string[] {
  return globSync(
    [
      'packages/*/src/**/*.{ts,tsx}',
      'apps/*/src/**/*.{ts,tsx}',
      'journeys/**/*.ts',
      'bench/**/*.ts',
      'drills/**/*.ts',
      'validation/**/*.ts',
    ],
    { cwd: ROOT, exclude: ['**/node_modules/**', '**/dist/**'] },
  ).sort()
}

/** Every import of a file, with our own packages resolved to the file that they name. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(SPECIFIER)].map(([, name]) => {
    if (name!.startsWith('.')) return { from: file, to: relative(ROOT, resolve(ROOT, dirname(file), name!)) }
    const own = /^@cairn\/(\w+)\/(.+)$/.exec(name!)
    if (own)
      return {
        from: file,
        to: `${['server', 'web', 'cli'].includes(own[1]!) ? 'apps' : 'packages'}/${own[1]}/src/${own[2]}`,
      }
    return { from: file, to: name! }
  })
}

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { texts as deskEn } from './texts/desk.en.ts'
import { texts as deskEs } from './texts/desk.es.ts'
import { texts as myEn } from './texts/my.en.ts'
import { texts as myEs } from './texts/my.es.ts'
import { texts as publicEn } from './texts/public.en.ts'
import { texts as publicEs } from './texts/public.es.ts'
import { texts as shellEn } from './texts/shell.en.ts'
import { texts as shellEs } from './texts/shell.es.ts'

type Tree = Record<string, unknown>
const TEXTS: Record<string, Tree> = {
  en: { ...shellEn, ...deskEn, ...publicEn, ...myEn },
  es: { ...shellEs, ...deskEs, ...publicEs, ...myEs },
}
const SLICES = [
  'assessments',
  'begin',
  'check-ins',
  'coping',
  'groups',
  'help',
  'join',
  'my-card',
  'my-me',
  'my-people',
  'my-today',
  'outcomes',
  'safety-desk',
  'setup',
  'sign-in',
]

const find = (tree: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (at as Tree | undefined)?.[key], tree)

const files = ['ui', ...SLICES.map((slice) => `slices/${slice}`)]
  .flatMap((folder) =>
    readdirSync(join(import.meta.dirname, folder)).map((name) => join(import.meta.dirname, folder, name)),
  )
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))

/** Keys written as they are; a key with `${…}` inside stands for a whole branch and is checked up to there. */
function keysOf(source: string): string[] {
  const scopes = [...source.matchAll(/useTranslation\('([a-z-]+)'\)/g)]
  return [...source.matchAll(/\b(?:t|words)\(\s*(['`])([\w:.${}\s'()+-]+?)\1/g)].map((match) => {
    const key = match[2]!
    const scope = scopes.findLast(({ index }) => index < match.index) ?? scopes[0]
    return key.includes(':') ? key : `${scope?.[1]}:${key}`
  })
}

test.each(files.map((file) => [relative(import.meta.dirname, file), file]))(
  'every word of %s exists in both languages',
  (_, file) => {
    for (const key of keysOf(readFileSync(file, 'utf8'))) {
      const [namespace, path] = key.split(':') as [string, string]
      const fixed = path.replace(/\.?[^.]*\$\{.*$/, '')
      for (const [language, texts] of Object.entries(TEXTS)) {
        expect(texts, `${language}: ${key}`).toHaveProperty(namespace)
        if (fixed === '') continue
        const tree = texts[namespace]
        const isThere = find(tree, fixed) !== undefined || find(tree, `${fixed}_other`) !== undefined
        expect(isThere, `${language}: ${key}`).toBe(true)
      }
    }
  },
)

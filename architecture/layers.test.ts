import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, ROOT, sourceFiles } from './imports.ts'

/** Layer and, inside its layer, what a slice may also import (ARCHITECTURE.md, Layers). */
const LAYERS: Record<string, { layer: number; also?: string[] }> = {
  organizations: { layer: 1 },
  people: { layer: 1 },
  agreements: { layer: 2 },
  assessments: { layer: 2 },
  calendar: { layer: 2 },
  attention: { layer: 2 },
  notifications: { layer: 2, also: ['attention'] },
  readiness: { layer: 4 },
  outcomes: { layer: 4, also: ['intake'] },
  'check-ins': { layer: 4, also: ['outcomes', 'safety'] },
  coping: { layer: 4 },
  safety: { layer: 4 },
  mentors: { layer: 4 },
  intake: { layer: 4 },
  matching: { layer: 6 },
  mentoring: { layer: 7 },
  today: { layer: 8 },
  board: { layer: 8 },
  'who-sees': { layer: 8 },
  evaluation: { layer: 8 },
}

const SLICES = 'apps/server/src/slices'
const sliceOf = (file: string) => new RegExp(`^${SLICES}/([^/]+)/`).exec(file)?.[1]

test('every slice has a place in the layers', () => {
  const folders = readdirSync(join(ROOT, SLICES), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  expect(folders.filter((folder) => !LAYERS[folder])).toEqual([])
})

test('a slice imports lower layers (or what it is named to), only by their index', () => {
  const found = sourceFiles()
    .filter((file) => sliceOf(file) && !file.endsWith('.test.ts'))
    .flatMap(importsOf)
    .filter(({ from, to }) => {
      const [mine, other] = [sliceOf(from)!, sliceOf(to)]
      if (!other || other === mine) return false
      const allowed = LAYERS[other]!.layer < LAYERS[mine]!.layer || (LAYERS[mine]!.also ?? []).includes(other)
      return !allowed || to !== `${SLICES}/${other}/index.ts`
    })
  expect(found).toEqual([])
})

test('whatever a slice may import beside the lower layers, it does import, and every place is taken', () => {
  const imported = new Set(
    sourceFiles()
      .filter((file) => sliceOf(file))
      .flatMap(importsOf)
      .map(({ from, to }) => `${sliceOf(from)} ${sliceOf(to)}`),
  )
  const named = Object.entries(LAYERS).flatMap(([slice, { also = [] }]) => also.map((other) => `${slice} ${other}`))
  expect(named.filter((pair) => !imported.has(pair))).toEqual([])
  expect(Object.keys(LAYERS).filter((slice) => !existsSync(join(ROOT, SLICES, slice)))).toEqual([])
})

test('the platform imports no slice, and only app and main import flows and demo', () => {
  const found = sourceFiles()
    .filter((file) => file.startsWith('apps/server/src/') && !file.endsWith('.test.ts') && !file.includes('/testing/'))
    .flatMap(importsOf)
    .filter(
      ({ from, to }) =>
        (from.includes('/platform/') && to.includes('/slices/')) ||
        (/server\/src\/(flows|demo)\//.test(to) &&
          !/server\/src\/(flows|demo)\/|server\/src\/(app|main|slices)\.ts/.test(from)),
    )
  expect(found).toEqual([])
})

test('no clock runs inside SQL: the time is given', () => {
  const clockInSql = /sql(?:<[^`]*>)?`[^`]*\b(?:now\(\)|current_date|current_timestamp|clock_timestamp)[^`]*`/
  const found = sourceFiles()
    .filter((file) => sliceOf(file) && !file.endsWith('.test.ts'))
    .filter((file) => clockInSql.test(readFileSync(join(ROOT, file), 'utf8')))
  expect(found).toEqual([])
})

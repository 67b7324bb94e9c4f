import { ROLES } from '@cairn/program/access/roles.ts'
import { expect, test } from 'vitest'
import shellEn from '../../../content/en/screens/shell.json' with { type: 'json' }
import shellEs from '../../../content/es/screens/shell.json' with { type: 'json' }
import { findRoute, HOME, menuOf, ROUTES } from './routes.ts'

test.each(ROUTES.filter(({ bundle }) => bundle !== 'public').map((entry) => [entry.path, entry] as const))(
  '%s lies in the bundle that its prefix names',
  (path, entry) => {
    expect(path.split('/')[1]).toBe(path === '/setup' ? 'setup' : entry.bundle)
  },
)

test('no address stands in the table twice, and each is found by its own pattern', () => {
  expect(new Set(ROUTES.map(({ path }) => path)).size).toBe(ROUTES.length)
  for (const entry of ROUTES) expect(findRoute(entry.path.replaceAll(/\$\w+/g, 'x'))?.path).toBe(entry.path)
  expect(findRoute('/my/nothing')).toBeUndefined()
})

test('every tab title is a word that both languages have', () => {
  for (const entry of ROUTES) {
    expect(shellEn.titles).toHaveProperty(entry.title)
    expect(shellEs.titles).toHaveProperty(entry.title)
  }
})

test('titles on a participant’s phone say nothing that a stranger should not read', () => {
  const titles = ROUTES.filter(({ bundle }) => bundle === 'my').map(({ title }) => title)
  expect([...new Set(titles)].sort()).toEqual(['me', 'people', 'today'])
})

test('no menu has more than six entries, and every role begins on a page that it may open', () => {
  for (const role of ROLES) {
    for (const bundles of [['my'], ['mentor'], ['desk', 'study']] as const)
      expect(menuOf(role, bundles).length).toBeLessThanOrEqual(6)
    const home = findRoute(HOME[role])
    expect(home === undefined || home.roles.length === 0 || home.roles.includes(role)).toBe(true)
  }
})

test('help and Ride it out open while the app is locked, and nothing with records does', () => {
  expect(ROUTES.filter((entry) => entry.openWhenLocked).map(({ path }) => path)).toEqual(['/help', '/out', '/my/wave'])
  for (const entry of ROUTES.filter((candidate) => candidate.openWhenLocked)) expect(entry.offline).toBe(true)
})

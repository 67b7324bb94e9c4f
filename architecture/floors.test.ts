import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, ROOT, sourceFiles } from './imports.ts'

/** From the ground up; an import may stay on its floor (in its own package) or go down. */
const FLOORS = [
  'packages/statistics',
  'packages/instruments',
  'packages/program',
  'packages/evaluation',
  'packages/contract',
  'packages/simulation',
  'apps/web',
  'apps/server',
  'apps/cli',
]

const packageOf = (file: string) => FLOORS.find((floor) => file.startsWith(`${floor}/`))
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.includes('/testing/')

test('imports between packages only go down the floors', () => {
  const up = sourceFiles()
    .filter((file) => !isTest(file))
    .flatMap(importsOf)
    .filter(({ from, to }) => {
      const [low, high] = [packageOf(to), packageOf(from)]
      return low !== undefined && high !== undefined && low !== high && FLOORS.indexOf(low) >= FLOORS.indexOf(high)
    })
  expect(up).toEqual([])
})

test('the web never imports the server, not even in passing', () => {
  const found = sourceFiles()
    .filter((file) => file.startsWith('apps/web/') && !isTest(file))
    .flatMap(importsOf)
    .filter(({ to }) => to.startsWith('apps/server/'))
  expect(found).toEqual([])
})

test('packages are pure: no clock, no chance, no network, no process, no Node', () => {
  const impure =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(|\bprocess\.(env|argv|exit|cwd|stdout|stderr)|\bTemporal\.Now\b|from 'node:/
  const found = sourceFiles()
    .filter((file) => file.startsWith('packages/') && !isTest(file) && file !== 'packages/contract/src/call.ts')
    .flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .map((line, i) => ({ at: `${file}:${i + 1}`, line: line.trim() }))
        .filter(({ line }) => !line.startsWith('*') && !line.startsWith('//') && impure.test(line)),
    )
  expect(found).toEqual([])
})

test('only the settings module reads the environment of the server', () => {
  const found = sourceFiles()
    .filter((file) => file.startsWith('apps/server/') && !isTest(file))
    .filter((file) =>
      /process\.env\b(?!\['PATH'\])/.test(
        readFileSync(join(ROOT, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''),
      ),
    )
  expect(found).toEqual([])
})

test('no file is a drawer without a name of its own', () => {
  expect(
    sourceFiles().filter((file) =>
      /(^|\/)(utils?|helpers?|common|misc|shared|manager|service|base)(\/|\.tsx?$)/i.test(file),
    ),
  ).toEqual([])
})

test('modules do not import each other in a circle', () => {
  const graph = new Map(
    sourceFiles()
      .filter((file) => !isTest(file))
      .map((file) => [file, importsOf(file).map((found) => found.to)]),
  )
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) {
      circles.push([...path.slice(at), file].join(' → '))
      return
    }
    if (done.has(file) || !graph.has(file)) return
    for (const next of graph.get(file)!) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  expect(circles).toEqual([])
})

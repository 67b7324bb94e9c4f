import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

const web = join(import.meta.dirname, '../..')
const out = mkdtempSync(join(tmpdir(), 'cairn-web-'))
let chunks: Rolldown.OutputChunk[] = []
let precached: string[] = []

beforeAll(async () => {
  // The test runner says 'test', for which React is its larger self.
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  const result = (await build({
    root: web,
    mode: 'production',
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'silent',
    build: { outDir: out },
  })) as Rolldown.RolldownOutput
  process.env['NODE_ENV'] = before
  chunks = result.output.filter((item): item is Rolldown.OutputChunk => item.type === 'chunk')
  precached = [...readFileSync(join(out, 'service-worker.js'), 'utf8').matchAll(/"?url"?:\s*[`"']([^`"']+)[`"']/g)].map(
    (match) => match[1]!,
  )
}, 180_000)
afterAll(() => rmSync(out, { recursive: true, force: true }))

/** Files that a browser loads for these modules of ours: each chunk, and what it imports at once. */
function loadedFor(sources: readonly string[]): Rolldown.OutputChunk[] {
  const found = new Set<Rolldown.OutputChunk>()
  const add = (name: string) => {
    const chunk = chunks.find(({ fileName }) => fileName === name)
    if (!chunk || found.has(chunk)) return
    found.add(chunk)
    chunk.imports.forEach(add)
  }
  for (const chunk of chunks)
    if (chunk.isEntry || sources.some((source) => chunk.facadeModuleId?.endsWith(source))) add(chunk.fileName)
  return [...found]
}

const slicesIn = (loaded: readonly Rolldown.OutputChunk[]): string[] => [
  ...new Set(
    loaded.flatMap(({ moduleIds }) =>
      moduleIds.flatMap((id) => /\/apps\/web\/src\/slices\/([^/]+)\//.exec(id)?.[1] ?? []),
    ),
  ),
]
const STAFF = ['board', 'people-desk', 'waiting', 'mentors', 'follow-ups', 'study']
const FIRST_LOAD = ['src/bundles/my.ts', 'src/texts/my.en.ts', 'src/texts/shell.en.ts']

test('a participant’s phone loads no staff code, and no mentor’s either', () => {
  const slices = slicesIn(loadedFor([...FIRST_LOAD, 'src/bundles/my-later.ts']))
  expect(slices).toContain('check-ins')
  for (const slice of [...STAFF, 'mentor-today', 'mentoring']) expect(slices).not.toContain(slice)
})

test('a mentor’s phone loads nothing of the desk', () => {
  const slices = slicesIn(loadedFor(['src/bundles/mentor.ts']))
  for (const slice of STAFF) expect(slices).not.toContain(slice)
})

test('the first load of /my is at most 240 kB of script, as it travels', () => {
  const bytes = loadedFor(FIRST_LOAD).reduce((sum, { code }) => sum + gzipSync(code).length, 0)
  expect(bytes).toBeLessThanOrEqual(240_000)
})

test('what a phone keeps for use without a network holds the screens of /my and help, and no staff code', () => {
  expect(precached).toContain('index.html')
  const kept = [...FIRST_LOAD, 'src/bundles/my-later.ts', 'src/slices/coping/wave.tsx', 'src/ui/lock-screen.tsx']
  for (const chunk of loadedFor(kept)) expect(precached).toContain(chunk.fileName)
  expect(precached.some((name) => name.startsWith('assets/early-'))).toBe(true)
  const onPhone = chunks.filter(({ fileName }) => precached.includes(fileName))
  for (const slice of STAFF) expect(slicesIn(onPhone)).not.toContain(slice)
})

test('Today comes without the code of the screens behind it', () => {
  const slices = slicesIn(loadedFor(FIRST_LOAD))
  expect(slices).toContain('my-today')
  for (const slice of ['check-ins', 'coping', 'outcomes', 'my-people']) expect(slices).not.toContain(slice)
})

test('whatever a phone keeps travels as at most 600 kB', () => {
  const bytes = precached.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name))).length, 0)
  expect(bytes).toBeLessThanOrEqual(600_000)
})

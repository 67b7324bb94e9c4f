import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportSchema } from '@cairn/evaluation/report/schema.ts'
import { type LoadedDemo, writeDemo } from '@cairn/server/demo/load-demo.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataFolder } from '../testing/data-folder.ts'
import { call } from '../testing/datasets.ts'
import { run as evaluate } from './evaluate.ts'
import { run as exportDataSet } from './export.ts'

const place = mkdtempSync(join(tmpdir(), 'cairn-export-'))
let folder: Awaited<ReturnType<typeof openDataFolder>>
let program: LoadedDemo

beforeAll(async () => {
  // The command asks the machine for the time, so the program ends today.
  folder = await openDataFolder(Temporal.Now.instant().toString())
  program = await writeDemo(folder.services, () => {}, { participants: 30, mentors: 5, days: 200 })
}, 120_000)
afterAll(async () => {
  await folder.close()
  rmSync(place, { recursive: true, force: true })
})

const text = (dir: string) =>
  readdirSync(dir)
    .map((file) => readFileSync(join(dir, file), 'utf8'))
    .join('\n')

test('what is exported is what evaluate reads, and says nobody’s name and no date', async () => {
  const out = join(place, 'program')
  const exported = await call(exportDataSet, '--out', out)
  expect([exported.code, exported.errors]).toEqual([0, ''])
  expect(exported.out).toMatch(/^30 people and \d+ asks of .+ no names, no dates\./)
  const all = text(out)
  for (const person of program.rows.participants) {
    expect(all).not.toContain(person.familyName)
    expect(all).not.toContain(program.personId(person.key))
  }
  expect(all).not.toMatch(/20\d\d-\d\d-\d\d/)

  const evaluated = await call(evaluate, out, '--json', '--bootstrap', '200')
  expect(evaluated.code).toBe(0)
  expect(reportSchema.parse(JSON.parse(evaluated.out)).served.enrolled).toBe(30)
})

test('exporting twice gives the same files, so that an answer can be computed again', async () => {
  const [one, two] = [join(place, 'one'), join(place, 'two')]
  await call(exportDataSet, '--out', one)
  await call(exportDataSet, '--out', two)
  expect(text(one)).toBe(text(two))
})

test('an empty folder is filled; a folder with something in it and a file are left as they are', async () => {
  const empty = join(place, 'empty')
  mkdirSync(empty)
  expect((await call(exportDataSet, '--out', empty)).code).toBe(0)

  const full = join(place, 'full')
  mkdirSync(full)
  writeFileSync(join(full, 'mine.txt'), 'mine')
  const refused = await call(exportDataSet, '--out', full)
  expect([refused.code, refused.out]).toEqual([2, ''])
  expect(refused.errors).toMatch(/full is not empty: name a new folder, so that nothing is overwritten\.$/)
  expect(readdirSync(full)).toEqual(['mine.txt'])

  const file = join(full, 'mine.txt')
  expect((await call(exportDataSet, '--out', file)).errors).toMatch(/is a file: name a new folder\.$/)
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test.each([
  ['no folder', [], /^cairn export needs --out DIR/],
  ['a folder without its flag', ['somewhere'], /^cairn export takes flags only, not "somewhere"\.$/],
  ['a flag that does not exist', ['--oot', 'x'], /--oot/],
  [
    'an organization that is not here',
    ['--out', 'NEW', '--organization', 'Nowhere'],
    /^There is no organization "Nowhere"/,
  ],
])('%s ends with exit code 2 and one sentence, and nothing is written', async (_what, args, says) => {
  const out = join(place, 'never')
  const reply = await call(exportDataSet, ...args.map((one) => (one === 'NEW' ? out : one)))
  expect([reply.code, reply.out]).toEqual([2, ''])
  expect(reply.errors).toMatch(says)
  expect(existsSync(out)).toBe(false)
})

test('a folder that no server has used is named, and stays as it is', async () => {
  const unused = join(place, 'unused')
  const [dataDir, out] = [process.env['DATA_DIR'], join(place, 'from-unused')]
  process.env['DATA_DIR'] = unused
  try {
    const reply = await call(exportDataSet, '--out', out)
    expect([reply.code, reply.out]).toEqual([2, ''])
    expect(reply.errors).toMatch(/^No server has used .*unused yet\. Name its folder with DATA_DIR=…$/)
  } finally {
    process.env['DATA_DIR'] = dataDir
  }
  expect([existsSync(unused), existsSync(out)]).toEqual([false, false])
})

test('where there are several organizations one has to be named, by its name or id', async () => {
  const id = '018f0000-0000-7000-8000-000000000001'
  await folder.owner.query(
    `insert into organizations (id, name, time_zone, settings, created_at) values ($1, 'Casa Amiga', 'UTC', '{}', now())`,
    [id],
  )
  const out = join(place, 'chosen')
  const unnamed = await call(exportDataSet, '--out', out)
  expect([unnamed.code, unnamed.errors]).toEqual([2, expect.stringContaining(`  ${id}  Casa Amiga`)])
  expect(existsSync(out)).toBe(false)
  const named = await call(exportDataSet, '--out', out, '--organization', 'Casa Amiga')
  expect(named.out).toMatch(/^0 people and 0 asks of Casa Amiga/)
})

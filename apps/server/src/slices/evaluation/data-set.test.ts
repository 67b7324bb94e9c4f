import { checkDataSet } from '@cairn/evaluation/dataset/check.ts'
import { FILE_NAMES, FILES, type FileName, type ProgramDataSet } from '@cairn/evaluation/dataset/schema.ts'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { toDataSet } from '@cairn/simulation/to-data-set.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LoadedDemo, writeDemo } from '../../demo/load-demo.ts'
import { openTestApp, type TestApp } from '../../testing/test-app.ts'
import { gatherDataSet } from './data-set.ts'
import { pseudonyms } from './pseudonyms.ts'

let app: TestApp
let demo: LoadedDemo
let gathered: ProgramDataSet

const gather = () =>
  app.services.jobsDatabase.transaction({ organizationId: demo.organizationId }, (tx) =>
    gatherDataSet(
      { tx, now: app.clock.now(), vault: app.services.vault, actor: { organizationId: demo.organizationId } },
      app.services.secrets.audit,
    ),
  )

beforeAll(async () => {
  app = await openTestApp({ now: '2026-11-23T15:20:00Z' })
  demo = await writeDemo(app.services, () => {})
  gathered = await gather()
})
afterAll(() => app.close())

/** The rows of a file as text, each with the simulation's keys put in the place of the opaque names, in one order. */
function linesOf(dataSet: ProgramDataSet, file: FileName, rename: (name: string) => string = (name) => name): string[] {
  const table = dataSet[file] as unknown as Record<string, Float64Array | string[]> & { rows: number }
  const columns = Object.keys(FILES[file])
  return Array.from({ length: table.rows }, (_, i) =>
    columns
      .map((column) => (/_id$/.test(column) ? rename(String(table[column]![i])) : String(table[column]![i])))
      .join(' | '),
  ).sort()
}

/** From the export's opaque names back to the simulation's keys: only a test that holds the key can. */
function renaming(): (name: string) => string {
  const key = app.services.secrets.audit
  const back = new Map<string, string>([['', '']])
  const add = (prefix: string, keys: readonly string[], idOf: (key: string) => string) => {
    const byId = new Map(keys.map((one) => [idOf(one), one]))
    for (const [id, name] of pseudonyms(prefix, [...byId.keys()], key)) back.set(name, byId.get(id)!)
  }
  const { rows } = demo
  add(
    'p',
    rows.participants.map((p) => p.key),
    demo.personId,
  )
  const mentors = new Set(rows.matches.filter((m) => m.startedOn !== null).map((m) => m.mentorKey))
  add('m', [...mentors], demo.personId)
  const ended = rows.asks.filter((a) => a.end !== null)
  add(
    'a',
    ended.map((a) => a.key),
    demo.askId,
  )
  return (name) => back.get(name) ?? `unknown ${name}`
}

/**
 * Asks that were answered with no although she had told of use in those days before. Nothing is asked twice, so by the
 * product's rule what was told stands; the simulation lets such an ask end as none.
 */
function listDenied(): {
  askKey: string
  participantKey: string
  day: number
  learnedOn: number
  kind: string
  substance: string
}[] {
  const { rows } = demo
  const used = Map.groupBy(
    rows.dayRanges.filter((r) => r.status === 'used' && r.checkInKey !== null),
    (r) => r.checkInKey!,
  )
  const daysOf = (checkInKey: string | null) =>
    (used.get(checkInKey ?? '') ?? []).flatMap((r) =>
      Array.from({ length: r.toDay - r.fromDay + 1 }, (_, i) => r.fromDay + i),
    )
  const told = Map.groupBy(
    rows.useEvents
      .filter((event) => event.source !== 'ask')
      .flatMap((event) => [...daysOf(event.checkInKey), event.dayLow].map((day) => ({ day, event }))),
    ({ event }) => event.participantKey,
  )
  return rows.asks.flatMap((ask) => {
    if (ask.end !== 'none') return []
    const inside = (told.get(ask.participantKey) ?? [])
      .filter(({ day }) => day >= ask.coversFrom! && day <= ask.coversTo!)
      .sort((a, b) => a.day - b.day)
    const first = inside[0]
    if (!first) return []
    const isHeavy = inside.some(({ day, event }) => day === first.day && event.kind === 'heavy_use')
    const { key: askKey, participantKey, endedAt } = ask
    return [
      {
        askKey,
        participantKey,
        day: first.day,
        learnedOn: endedAt!.day,
        kind: isHeavy ? 'heavy_use' : 'use',
        substance: first.event.substance,
      },
    ]
  })
}

/** What a real program's records cannot say, or say differently, each by name. Everything else is to be equal. */
function asRecorded(file: FileName, lines: readonly string[]): string[] {
  const denied = listDenied()
  if (file === 'asks') {
    const keys = new Set(denied.map(({ askKey }) => askKey))
    return lines.map((line) => (keys.has(line.split(' | ')[1]!) ? line.replace(/none$/, 'event') : line)).sort()
  }
  if (file !== 'events') return [...lines]
  const since = (key: string, day: number) => day - demo.rows.participants.find((p) => p.key === key)!.enrolledOn
  const known = lines
    // No table holds overdose, treatment or incarceration yet.
    .filter((line) => !['overdose', 'treatment_exit', 'incarceration'].includes(line.split(' | ')[1]!))
    // That somebody died is recorded, not of what.
    .map((line) => line.replace(/( \| death \| .* \| )(overdose|other)( \| collateral)/, '$1unknown$3'))
  const added = denied.map(({ participantKey: key, day, learnedOn, kind, substance, askKey }) =>
    [key, kind, since(key, day), since(key, day), since(key, learnedOn), substance, '', 'ask', askKey].join(' | '),
  )
  return [...known, ...added].sort()
}

test('nothing is lost between a program’s records and its data set: every file equals the one made from the same simulated rows', () => {
  const expected = toDataSet(demo.rows)
  const rename = renaming()
  for (const file of FILE_NAMES)
    expect([file, linesOf(gathered, file, rename)]).toEqual([file, asRecorded(file, linesOf(expected, file))])
  expect(listDenied().length).toBeLessThan(20)
})

test('baseline values are equal too, each with the day on which it was measured; age and gender are not held', () => {
  const expected = toDataSet(demo.rows)
  expect(Object.keys(expected.covariates).filter((name) => !(name in gathered.covariates))).toEqual(['age', 'gender'])
  const rename = renaming()
  const valuesOf = (dataSet: ProgramDataSet, name: string, i: number) => {
    const { numbers, texts, measuredOn } = dataSet.covariates[name]!
    return [(texts ?? numbers!)[i], measuredOn[i]]
  }
  const rowOf = new Map(expected.participants.participant_id.map((id, i) => [id, i]))
  for (const name of Object.keys(gathered.covariates))
    for (let i = 0; i < gathered.participants.rows; i++) {
      const key = rename(gathered.participants.participant_id[i]!)
      expect([name, key, valuesOf(gathered, name, i)]).toEqual([name, key, valuesOf(expected, name, rowOf.get(key)!)])
    }
})

test('the checker finds nothing to complain about', () => {
  expect(checkDataSet(gathered)).toEqual([])
})

test('no file holds a name, a date or an id of the records, and the opaque ids do not follow enrollment', () => {
  const files = writeDataSet(gathered)
  const all = Object.values(files).join('\n')
  expect(all).not.toMatch(/\b\d{4}-\d{2}-\d{2}\b/)
  expect(all).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  for (const { givenName, familyName } of [...demo.rows.participants, ...demo.rows.mentors, ...demo.rows.staff])
    for (const name of [givenName, familyName])
      expect([name, new RegExp(`\\b${name}\\b`).test(all)]).toEqual([name, false])
  const rename = renaming()
  const order = gathered.participants.participant_id.map(rename)
  expect(order).not.toEqual([...order].sort())
})

test('asks whose window is still open are left out, and are in it once it has closed', async () => {
  const open = demo.rows.asks.filter((ask) => ask.end === null).length
  expect(open).toBeGreaterThan(10)
  app.clock.forward({ hours: 24 * 40 })
  const later = await gather()
  app.clock.forward({ hours: -24 * 40 })
  expect(new Set(later.asks.ask_id).size).toBeGreaterThan(new Set(gathered.asks.ask_id).size)
})

test('somebody who was erased is in none of the files', async () => {
  const gone = demo.personId(demo.rows.asks.find((ask) => ask.end === 'event')!.participantKey)
  await app.inside(demo.organizationId, async (ctx) => {
    const { tx, vault } = ctx
    await tx.deleteFrom('people').where('organizationId', '=', demo.organizationId).where('id', '=', gone).execute()
    await vault.erase(ctx, demo.organizationId, gone)
  })
  const without = await gather()
  expect(without.participants.rows).toBe(gathered.participants.rows - 1)
  expect(checkDataSet(without)).toEqual([])
})

test('to the role that answers requests the database shows nobody’s answers about use', async () => {
  const seen = await app.inside(demo.organizationId, async ({ tx, now, vault }) =>
    gatherDataSet({ tx, now, vault, actor: { organizationId: demo.organizationId } }, app.services.secrets.audit),
  )
  expect(seen.events.kind.filter((kind) => kind !== 'death')).toEqual([])
  expect(seen.measures.measure.filter((measure) => measure === 'craving')).toEqual([])
})

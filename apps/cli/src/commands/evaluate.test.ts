import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportSchema } from '@cairn/evaluation/report/schema.ts'
import { afterAll, describe, expect, test } from 'vitest'
import { UserError } from '../user-error.ts'
import { run as evaluate } from './evaluate.ts'
import { run as simulate } from './simulate.ts'

const dozen = join(import.meta.dirname, '../../../../validation/evaluation/dozen')
const place = mkdtempSync(join(tmpdir(), 'cairn-evaluate-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** Runs a command and keeps what it wrote; a refusal is its sentence. */
async function call(command: typeof evaluate, ...args: string[]) {
  const written = { out: '', error: '' }
  const io = {
    out: (text: string) => {
      written.out += text
    },
    error: (text: string) => {
      written.error += text
    },
    isTerminal: false,
  }
  try {
    return { code: await command(args, io), ...written }
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown
    return { code: 2, out: written.out, error: thrown.message }
  }
}

/** A copy of the dozen in which one text was replaced. */
function changed(name: string, file: string, from: string, to: string): string {
  const folder = join(place, name)
  cpSync(dozen, folder, { recursive: true })
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(folder, file), text.replace(from, to))
  return folder
}

let protocols = 0
function protocolFile(text: string): string {
  const path = join(place, `protocol-${++protocols}.json`)
  writeFileSync(path, text)
  return path
}

describe('cairn evaluate', () => {
  test('says the sentence first, then the figures', async () => {
    const { code, out } = await call(evaluate, dozen)
    expect(code).toBe(0)
    const lines = out.split('\n')
    expect(lines[0]).toMatch(/^We cannot say yet whether mentoring reduces relapse/)
    expect(out).toContain('with a mentor         6          693       3             13.0')
    expect(out).toMatch(/Mantel–Byar.*chi-square 1\.67 on 1 df, p 0\.1957/)
  })

  test('--json is the whole report and fits its schema; --seed is kept', async () => {
    const { out } = await call(evaluate, dozen, '--json', '--seed', '7', '--bootstrap', '500')
    const report = reportSchema.parse(JSON.parse(out))
    expect(report.seed).toBe(7)
    expect(report.dataHash).toMatch(/^[0-9a-f]{64}$/)
    expect(report.protocolHash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('--out writes one page in the language asked for, and nothing else', async () => {
    const folder = mkdtempSync(join(place, 'out-'))
    const page = join(folder, 'report.html')
    await call(evaluate, dozen, '--out', page, '--language', 'es')
    expect(readFileSync(page, 'utf8')).toContain('<html lang="es">')
    expect(readdirSync(folder)).toEqual(['report.html'])
  })

  test('--release leaves no small count', async () => {
    const { out } = await call(evaluate, dozen, '--json', '--release')
    expect(reportSchema.parse(JSON.parse(out))).toMatchObject({ release: true, asItHappened: { test: null } })
  })

  test('a protocol changes the horizon and its hash', async () => {
    const path = join(place, 'protocol.json')
    writeFileSync(path, '{ "horizon_days": 90, "landmarks": [28] }')
    const { out } = await call(evaluate, dozen, '--protocol', path, '--json')
    expect(reportSchema.parse(JSON.parse(out)).horizonDays).toBe(90)
  })

  test('a data set with a draw is compared by it; without covariates in the protocol nothing is adjusted, and it says so', async () => {
    const protocol = protocolFile('{ "horizon_days": 30, "landmarks": [28] }')
    const { code, out } = await call(evaluate, join(dozen, '../lottery-dozen'), '--protocol', protocol)
    expect(code).toBe(0)
    expect(out).toMatch(/Fair draw, \d+ draws, \d+ people offered a mentor and \d+ not; offered: by day 30 /)
    const later = await call(evaluate, join(dozen, '../lottery-dozen'))
    expect(later.out).toContain(
      'Fair draw not made: Nobody has been followed for 180 days after a draw in each group yet.',
    )
    expect(out).toContain('Adjusted comparison not made: The protocol names no covariates')
  })

  test('--check lists every inconsistency, one a line', async () => {
    const folder = changed('two', 'asks.csv', 'b,b1,30,30,1,30,none', 'x,b1,30,30,1,40,none')
    const { code, out } = await call(evaluate, folder, '--check')
    expect(code).toBe(2)
    expect(out).toContain('asks.csv, row 6, column participant_id: x is not in participants.csv')
    expect(await call(evaluate, dozen, '--check')).toMatchObject({ code: 0, out: 'The data set is consistent.\n' })
  })
})

describe('cairn evaluate refuses in one sentence, and writes nothing', () => {
  test.each([
    ['a folder that is not there', () => [join(place, 'nowhere')], /^There is no folder .*nowhere\.$/],
    ['a file for a folder', () => [join(dozen, 'asks.csv')], /is a file: name the folder/],
    ['a folder without a data set', () => [mkdtempSync(join(place, 'empty-'))], /holds no data set/],
    ['no folder', () => [], /needs the folder of a data set/],
    [
      'a cell that is no number',
      () => [changed('cell', 'events.csv', 'b,use,75,79', 'b,use,75,soon')],
      /^events\.csv, row 2, column day_high: 'soon' is not a number\.$/,
    ],
    [
      'an event before its range begins',
      () => [changed('range', 'events.csv', 'b,use,75,79', 'b,use,79,75')],
      /^events\.csv, row 2, column day_high: is before day_low: turn them round\.$/,
    ],
    [
      'semicolons',
      () => [
        changed(
          'semicolons',
          'follow_up.csv',
          'participant_id,from_day,to_day,end_reason',
          'participant_id;from_day;to_day;end_reason',
        ),
      ],
      /^follow_up\.csv, row 1: columns are separated by semicolons/,
    ],
    ['one bootstrap sample', () => [dozen, '--bootstrap', '1'], /^--bootstrap needs at least 2 samples/],
    [
      'a protocol with a covariate that the data set does not have',
      () => [dozen, '--protocol', protocolFile('{ "covariates": ["agee"] }')],
      /protocol-\d+\.json, covariates: the data set has no covariate agee\. In dataset\.json it has none\.$/,
    ],
    [
      'looks with shares that do not rise',
      () => [
        dozen,
        '--protocol',
        protocolFile(
          '{ "looks": [{ "label": "a", "on": "2027-01-01", "share": 0.5 }, { "label": "b", "on": "2027-06-01", "share": 0.4 }] }',
        ),
      ],
      /, looks: either every look has a share of the planned events, rising, or none has\.$/,
    ],
    [
      'a grace period that ends after the horizon',
      () => [dozen, '--protocol', protocolFile('{ "grace_days": 182 }')],
      /, grace_days: the days of grace must end before the horizon\.$/,
    ],
    ['a seed that is no whole number', () => [dozen, '--seed', '1.5'], /^--seed is a whole number/],
    ['an unknown flag', () => [dozen, '--protocoll', 'x'], /does not know --protocoll/],
    ['a page that is no page', () => [dozen, '--out', join(place, 'report.pdf')], /--out ends in \.html or \.json/],
    [
      'a page in a folder that is not there',
      () => [dozen, '--out', join(place, 'no', 'report.html')],
      /There is no folder .* to write report\.html into/,
    ],
    [
      'a protocol that is not there',
      () => [dozen, '--protocol', join(place, 'no.json')],
      /^There is no file .*no\.json\.$/,
    ],
  ])('%s', async (_what, args, sentence) => {
    const { code, out, error } = await call(evaluate, ...args())
    expect([code, out]).toEqual([2, ''])
    expect(error).toMatch(sentence)
    expect(error).not.toContain('\n')
  })

  test('a protocol that cannot be', async () => {
    const path = join(place, 'bad-protocol.json')
    writeFileSync(path, '{ "horizon_days": 100 }')
    expect((await call(evaluate, dozen, '--protocol', path)).error).toContain(
      'horizon_days: the horizon must be one of the windows.',
    )
    writeFileSync(path, '{ "horizon_days": 90, }')
    expect((await call(evaluate, dozen, '--protocol', path)).error).toContain('is not JSON')
  })
})

describe('cairn simulate', () => {
  test('writes a data set that evaluates, the same for the same seed', async () => {
    const [a, b] = [join(place, 'a'), join(place, 'deep', 'b')]
    const args = ['--participants', '60', '--seed', '5', '--mentor-hr', '0.5', '--lottery']
    expect(await call(simulate, ...args, '--out', a)).toMatchObject({ code: 0 })
    expect(await call(simulate, ...args, '--out', b)).toMatchObject({ code: 0 })
    for (const name of readdirSync(a))
      expect(readFileSync(join(b, name), 'utf8')).toBe(readFileSync(join(a, name), 'utf8'))
    expect(JSON.parse(readFileSync(join(a, 'truth.json'), 'utf8'))).toMatchObject({
      seed: 5,
      mentorHazardRatio: 0.5,
      lottery: true,
    })
    expect((await call(evaluate, a)).code).toBe(0)
    expect(readdirSync(place).some((name) => name.startsWith('.a-'))).toBe(false)
  })

  test('refuses a folder with something in it and leaves it as it is', async () => {
    const folder = mkdtempSync(join(place, 'full-'))
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    const { code, error } = await call(simulate, '--out', folder)
    expect(code).toBe(2)
    expect(error).toContain('is not empty')
    expect(readdirSync(folder)).toEqual(['mine.txt'])
  })

  test.each([
    [['--participants', '0'], /--participants is a whole number from 1 to 200000, not 0/],
    [['--mentor-hr', '-1'], /--mentor-hr is a positive number/],
    [['--participants', 'many'], /--participants needs a number/],
    [['extra'], /takes flags only/],
  ])('%j is refused and nothing is written', async (args, sentence) => {
    const out = join(place, 'refused')
    const { code, error } = await call(simulate, ...args, '--out', out)
    expect(code).toBe(2)
    expect(error).toMatch(sentence)
    expect(existsSync(out)).toBe(false)
  })

  test('needs to know where', async () => {
    expect((await call(simulate)).error).toContain('needs --out DIR')
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lotteryOf, observationalOf, releaseWith } from '@cairn/evaluation/pooling/testing/sites.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../testing/datasets.ts'
import { run as evaluate } from './evaluate.ts'
import { run as pool } from './pool.ts'
import { run as simulate } from './simulate.ts'

const place = mkdtempSync(join(tmpdir(), 'cairn-pool-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** A program's release in a file of its own. */
function site(program: string, change: Partial<Report> = {}): string {
  const path = join(place, `${program.toLowerCase().replaceAll(' ', '-')}.json`)
  writeFileSync(path, JSON.stringify(releaseWith({ program, ...change })))
  return path
}
const three = [
  site('North', { lottery: lotteryOf({ estimate: -0.12, se: 0.04, u: -6, v: 25 }) }),
  site('South', { lottery: lotteryOf({ estimate: -0.03, se: 0.05, u: -2, v: 10 }), observational: observationalOf() }),
  site('West', { lottery: lotteryOf({ estimate: -0.07, se: 0.03, u: -9, v: 30 }) }),
]

describe('cairn pool', () => {
  test('says the sentence first, then each program and the pooled lines, aligned', async () => {
    const { code, out } = await call(pool, ...three)
    expect(code).toBe(0)
    const lines = out.split('\n')
    expect(lines[0]).toMatch(/^3 programs together: being offered a mentor by the draw reduced relapse/)
    expect(out).toContain(
      [
        'program                   returned/people: offered  not offered  in 100  95 % interval  weight %',
        'North                                       60/150       75/150   −12.0  −19.8 to −4.2      29.3',
        'South                                       60/150       75/150    −3.0   −12.8 to 6.8      18.7',
        'West                                        60/150       75/150    −7.0  −12.9 to −1.1      52.0',
        'Together (common effect)                                           −7.7  −12.0 to −3.5',
      ].join('\n'),
    )
    expect(out).toContain('Together (common effect)  −17.00  65.00   0.77   0.60 to 0.98')
    expect(out).toContain(
      'About 450 people in the group offered a mentor and about 450 in the group not offered one (somebody can be in both), with about 405 returns to use.',
    )
    expect(out).toContain('North, adjusted comparison: Its report holds no adjusted comparison.')
    expect(lines.every((line) => line === line.trimEnd())).toBe(true)
  })

  test('speaks Spanish', async () => {
    const { out } = await call(pool, ...three, '--language', 'es')
    expect(out).toMatch(/^3 programas juntos: recibir la oferta de un mentor por sorteo redujo las recaídas/)
    expect(out).toContain('Juntos (efecto común)')
    expect(out).not.toMatch(/program |weight|together/i)
  })

  test('--json is everything, the same for files in any order', async () => {
    const { code, out } = await call(pool, ...three, '--json')
    expect(code).toBe(0)
    const pooled = JSON.parse(out)
    expect(Object.keys(pooled)).toEqual([
      'pool_version',
      'protocolHash',
      'horizonDays',
      'margin',
      'programs',
      'answer',
      'lottery',
      'observational',
      'notPooled',
      'cautions',
    ])
    expect(pooled.lottery.hazardRatio).toMatchObject({ k: 3, u: -17, v: 65, withoutInformation: 0, random: null })
    expect(pooled.lottery.riskDifference.estimate).toBeCloseTo(-0.0771391417425227, 12)
    expect((await call(pool, ...[...three].reverse(), '--json')).out).toBe(out)
    expect(out).not.toContain(place)
  })

  test('--out writes one page in the language asked for, or the data, and nothing else', async () => {
    const folder = mkdtempSync(join(place, 'out-'))
    const { out } = await call(pool, ...three, '--out', join(folder, 'together.html'), '--language', 'es')
    expect(out).toContain('Escrito: ')
    expect(readFileSync(join(folder, 'together.html'), 'utf8')).toContain('<html lang="es">')
    const { out: data } = await call(pool, ...three, '--out', join(folder, 'together.json'), '--json')
    expect(readFileSync(join(folder, 'together.json'), 'utf8')).toBe(data)
    expect(readdirSync(folder)).toEqual(['together.html', 'together.json'])
  })

  test('one program alone gives its own estimate back', async () => {
    const { code, out } = await call(pool, three[0]!, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out).lottery.riskDifference).toMatchObject({ method: 'one', k: 1, estimate: -0.12, se: 0.04 })
  })

  test('--help names the shape of --json', async () => {
    expect((await call(pool, '--help')).out).toContain('hazardRatio: {k, u, v, estimate')
  })
})

describe('from the records of a program to what leaves it', () => {
  const records = join(place, 'simulated')
  const release = join(place, 'simulated.json')
  beforeAll(async () => {
    await call(simulate, '--participants', '500', '--seed', '3', '--lottery', '--out', records)
    await call(evaluate, records, '--release', '--out', release)
  })

  test('no id of a participant, a mentor, an ask or a draw is in the site file', () => {
    const text = readFileSync(release, 'utf8')
    const ids = new Set<string>()
    for (const file of readdirSync(records).filter((name) => name.endsWith('.csv'))) {
      const [header = '', ...rows] = readFileSync(join(records, file), 'utf8').trimEnd().split('\n')
      header.split(',').forEach((name, k) => {
        if (name.endsWith('_id')) for (const row of rows) ids.add(row.split(',')[k]!)
      })
    }
    ids.delete('')
    expect(ids.size).toBeGreaterThan(500)
    expect([...ids].filter((id) => text.includes(id))).toEqual([])
    // The search would see one.
    expect(`${text} p-0001`).toContain([...ids][0])
  })

  test('no list in it grows with the people: nothing is a row of somebody', () => {
    let longest = 0
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) longest = Math.max(longest, value.length)
      if (typeof value === 'object' && value !== null) for (const v of Object.values(value)) walk(v)
    }
    walk(JSON.parse(readFileSync(release, 'utf8')))
    expect(longest).toBeGreaterThan(3)
    expect(longest).toBeLessThan(50)
  })

  test('what cairn evaluate --release writes is what cairn pool reads', async () => {
    const made = JSON.parse(readFileSync(release, 'utf8')) as Report
    const { code, out, errors } = await call(pool, release, '--json')
    if (made.lottery === null && made.observational === null)
      expect([code, errors]).toEqual([2, expect.stringContaining('holds no comparison')])
    else {
      expect(code).toBe(0)
      expect(JSON.parse(out).lottery.differences[0].estimate).toBe(made.lottery!.riskDifference.estimate)
    }
  })

  test('the full report of the same records is refused', async () => {
    const full = join(place, 'full.json')
    await call(evaluate, records, '--out', full)
    const { code, out, errors } = await call(pool, full)
    expect([code, out]).toEqual([2, ''])
    expect(errors).toBe(
      `${full} is a full report, which holds small counts: make a release of it with cairn evaluate DIR --release --out site.json.`,
    )
  })
})

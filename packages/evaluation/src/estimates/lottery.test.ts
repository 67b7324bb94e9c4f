import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gatherPeople, outcomeOf } from './follow-up.ts'
import { comparedEntries } from './lottery-entries.ts'
import { compare, files, read, sixty } from './testing/lottery-dozen.ts'

/** The files with lines put at the end of some, or one text in them replaced. */
const more = (added: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text + (added[name] ?? '')]))
const changed = (name: string, from: string, to: string) => {
  expect(files[name]).toContain(from)
  return { ...files, [name]: files[name]!.replace(from, to) }
}

// The people and what happened to them: the table in lottery-by-hand.test.ts.
const dozen = compare(files)
const near = (actual: number | null | undefined, expected: number) => expect(actual).toBeCloseTo(expected, 12)

describe('what was known at the draw', () => {
  const reasons = (texts: Record<string, string>) =>
    Object.fromEntries(compare(texts).notEligible.map((x) => [x.reason, x.n]))

  test('use told of before the draw counts; an answer eight days before it is too old', () => {
    // g used on day 3, draw on day 20; told of use on day 14 she is six days from it.
    const later = changed('asks.csv', 'g,g2,20,19,11,19,none', 'g,g2,20,19,11,19,event')
    later['events.csv'] += 'g,use,14,14,19,opioids,,ask,g2\n'
    expect(reasons(later)).toMatchObject({ not_abstinent_long_enough: 1 })
    // i answered on day 48, draw on day 50; day 42 is too long ago, day 43 is not.
    const on = (day: number) => changed('asks.csv', 'i,i1,50,48,1,48,none', `i,i1,50,${day},1,${day},none`)
    expect(reasons(on(42))).toMatchObject({ not_known_at_draw: 2 })
    expect(reasons(on(43))).toMatchObject({ not_known_at_draw: 1 })
  })

  test('use before the draw that is told of after it takes nobody out: telling may depend on the draw', () => {
    const told = changed('asks.csv', 'b,b2,60,60,21,60,event', 'b,b2,60,60,15,60,event')
    told['events.csv'] += 'b,use,16,16,60,alcohol,,ask,b2\n'
    expect(compare(told)).toEqual(dozen)
  })

  test('use that somebody else reported ends no abstinence, and counts as no return', () => {
    expect(
      compare(more({ 'events.csv': 'a,use,9,9,9,alcohol,,mentor_together,\nd,use,60,60,61,alcohol,,clinician,\n' })),
    ).toEqual(dozen)
  })

  test('whoever answers for no day after the draw is in no curve, but in what is known and in the bounds', () => {
    // i answers for days 2 to 15 after the draw only, with use on day 10.
    const gap = compare(changed('asks.csv', 'i,i2,65,65,49,65,event', 'i,i2,65,65,52,65,event'))
    expect(gap.notEligible.find((x) => x.reason === 'no_days_covered')?.n).toBe(1)
    expect(gap.arms.without).toMatchObject({ people: 5, events: 2, known: 6 / 7 })
    near(gap.bounds?.low, dozen.bounds!.low)
  })

  test('a range that holds the day of the draw is cut to the days after it', () => {
    // i, draw on day 50: between days 49 and 59 is between 51 and 59, so day 55, five days after the draw.
    const [, others] = compare(changed('events.csv', 'i,heavy_use,60,60', 'i,heavy_use,49,59')).curves
    expect(others?.steps[1]).toEqual({ day: 5, risk: 2 / 12 })
  })

  test('a last use that nobody knows', () => {
    expect(reasons(changed('participants.csv', 'h,0,-14', 'h,0,'))).toMatchObject({ last_use_unknown: 1 })
  })

  test('an event that may lie on either side of the horizon is unknown in the bounds', () => {
    // f on day 60 after the draw; between 58 and 63 it stands on day 61.
    const straddling = changed('events.csv', 'f,use,68,68', 'f,use,66,70')
    expect(compare(straddling).arms.without).toMatchObject({ known: 5 / 7, events: 3 })
  })
})

describe('when nothing can be compared it says why', () => {
  const header = `${files['lottery.csv']!.split('\n')[0]}\n`
  const j = files['lottery.csv']!.split('\n').filter((line) => /^A,[jk]/.test(line))
  test.each([
    ['there was no draw', { 'lottery.csv': header }, 'no_draw'],
    ['everybody was offered a place', { 'lottery.csv': `${header}${j.join('\n')}\n` }, 'no_contrast'],
    [
      'nobody was asked',
      {
        'asks.csv': `${files['asks.csv']!.split('\n')[0]}\n`,
        'events.csv': `${files['events.csv']!.split('\n')[0]}\nh,death,44,44,50,,other,register,\n`,
      },
      'nobody_eligible',
    ],
    [
      'nobody offered a place is followed',
      {
        'asks.csv': files['asks.csv']!.split('\n')
          .filter((line) => !/^(a,a2|b,b2|c,c3|g,g3)/.test(line))
          .join('\n'),
        'events.csv': files['events.csv']!.split('\n')
          .filter((line) => !/^[bc],/.test(line))
          .join('\n'),
      },
      'arm_not_followed',
    ],
    [
      'nobody is followed to the horizon',
      {
        'asks.csv': files['asks.csv']!.replace('a2,80,80,9,80', 'a2,80,80,9,60').replace(
          'g3,95,95,20,95',
          'g3,95,95,20,70',
        ),
      },
      'horizon_not_reached',
    ],
  ])('%s', (_, change, code) => {
    expect(() => compare({ ...files, ...change })).toThrow(
      expect.objectContaining({ code, text: { en: expect.any(String), es: expect.any(String) } }),
    )
  })

  test('nobody returned to use', () => {
    const none = {
      ...files,
      'asks.csv': files['asks.csv']!.replaceAll(',event', ',none'),
      'events.csv': `${files['events.csv']!.split('\n')[0]}\nh,death,44,44,50,,other,register,\n`,
    }
    expect(() => compare(none)).toThrow(expect.objectContaining({ code: 'no_events' }))
  })
})

/** Sums of the same numbers in another order differ in their last digits. */
const toTenDigits = (x: object): unknown =>
  JSON.parse(JSON.stringify(x, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value)))

describe('laws', () => {
  test('the order of rows in every file changes nothing, not even what chance draws', () => {
    const once = compare(files, 200)
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const shuffled = Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name, name.endsWith('.csv') ? shuffleLines(text, seed) : text]),
        )
        expect(toTenDigits(compare(shuffled, 200))).toEqual(toTenDigits(once))
      }),
      { numRuns: 20 },
    )
  })

  test('of two ranges with one middle day the wider one counts, whichever is written first', () => {
    const [header, ...lines] = files['events.csv']!.trimEnd().split('\n')
    const exact = 'c,use,50,50,75,alcohol,,ask,c3'
    for (const order of [
      [...lines, exact],
      [exact, ...lines],
    ])
      expect(compare({ ...files, 'events.csv': `${[header, ...order].join('\n')}\n` })).toEqual(dozen)
  })

  test('the other seed draws otherwise and changes nothing else', () => {
    const [one, two] = [compare(files, 999, 1), compare(files, 999, 2)]
    expect(one.logRank!.pRedrawn).not.toBe(two.logRank!.pRedrawn)
    expect({ ...one, logRank: null }).toEqual({ ...two, logRank: null })
  })

  test('with offered and not offered exchanged every difference turns its sign', () => {
    const turned = { ...files }
    turned['lottery.csv'] = files['lottery.csv']!.split('\n')
      .map((line) => {
        const cells = line.split(',')
        const [entrants, places, rank] = [Number(cells[4]), Number(cells[5]), Number(cells[6])]
        if (!(places < entrants)) return line
        cells[5] = String(entrants - places)
        cells[6] = String(entrants + 1 - rank)
        return cells.join(',')
      })
      .join('\n')
    const [one, other] = [compare(files, 999), compare(turned, 999)]
    near(other.riskDifference.estimate, -one.riskDifference.estimate)
    near(other.riskDifference.se, one.riskDifference.se!)
    near(other.freeDaysDifference?.estimate, -one.freeDaysDifference!.estimate)
    near(other.uptake.difference?.estimate, -one.uptake.difference!.estimate)
    near(other.logRank?.u, -one.logRank!.u)
    near(other.logRank?.v, one.logRank!.v)
    near(other.hazardRatio?.ratio, 1 / one.hazardRatio!.ratio)
    near(other.bounds?.low, -one.bounds!.high)
    expect(other.logRank?.pRedrawn).toBe(one.logRank!.pRedrawn)
    // Both differences turn, so their ratio stays.
    near(other.inTakers?.estimate, one.inTakers!.estimate)
    near(other.inTakers?.high, one.inTakers!.high!)
  })

  test('a draw with places for all or for nobody only changes the counts of draws and entries', () => {
    const people = ['x', 'y']
    const texts = more({
      'participants.csv': people.map((p) => `${p},0,-20\n`).join(''),
      'follow_up.csv': people.map((p) => `${p},0,300,data_cut\n`).join(''),
      'asks.csv': people.map((p) => `${p},${p}1,10,9,1,9,none\n${p},${p}2,90,90,10,90,none\n`).join(''),
      'lottery.csv': 'C,x,10,,2,2,1,11,12,19,0\nC,y,10,,2,2,2,11,12,19,0\nD,d,50,,2,0,1,,,,2\nD,y,12,,2,0,2,,,,0\n',
    })
    const { draws, entrants, withoutContrast, ...rest } = compare(texts, 200)
    const { draws: _, entrants: __, withoutContrast: ___, ...before } = compare(files, 200)
    expect([draws, entrants, withoutContrast]).toEqual([4, 18, 6])
    expect(toTenDigits(rest)).toEqual(toTenDigits(before))
  })

  test('a later draw with a place for everybody leaves nobody to stand for those who win it: no offer-now figure', () => {
    const texts = more({ 'lottery.csv': 'C,d,50,,1,1,1,51,52,,2\n' })
    expect(compare(texts).offerNow).toBeNull()
    expect(toTenDigits(compare(texts).riskDifference)).toEqual(toTenDigits(dozen.riskDifference))
  })

  test('uptake so alike in both groups that nothing is excluded: the set is everything', () => {
    const few = {
      ...files,
      'lottery.csv': files['lottery.csv']!.replace('40,1\nB,g,20,,6,3,2,21,22,25', ',1\nB,g,20,,6,3,2,21,22,'),
    }
    expect(compare(few).inTakers).toMatchObject({ kind: 'everything', low: null, high: null })
  })
})

test('a person in two draws is one cluster', () => {
  const dataSet = read(files)
  const entries = comparedEntries(dataSet, gatherPeople(dataSet), sixty, outcomeOf(sixty))
  expect(entries.trials.rows).toHaveLength(11)
  expect(new Set(entries.person).size).toBe(9)
})

function shuffleLines(text: string, seed: number): string {
  const [header, ...lines] = text.trimEnd().split('\n')
  const keyed = lines.map((line, i) => ({ line, at: Math.sin(seed * 12.9898 + i * 78.233) }))
  return [header, ...keyed.sort((a, b) => a.at - b.at).map((x) => x.line)].join('\n') + '\n'
}

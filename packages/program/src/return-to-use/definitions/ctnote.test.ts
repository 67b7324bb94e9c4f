import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findDefinition } from './catalogue.ts'
import type { Outcome } from './definition.ts'
import { trialDefinitions } from './trial-definitions.ts'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))
const folder = process.env['CAIRN_DATASETS'] ?? join(root, '..', 'shared', 'data')
const peopleFile = join(folder, 'ctn0094_people.csv')
const outcomesFile = join(folder, 'ctnote_outcomes_all_definitions.csv')
const missing = [peopleFile, outcomesFile].filter((file) => !existsSync(file))

function splitLine(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
  )
}

function readRows(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  const names = splitLine(header!)
  return lines.map((line) => {
    const fields = splitLine(line)
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']))
  })
}

/** CTNote's columns for each definition, and the one difference of convention that is known, by name. */
const columns: Record<string, { columns: string[]; addsToWeek?: { weeks: number; because: string } }> = {
  'ctn-0094-relapse.as-use': { columns: ['RsT_ctnNinetyFour_2023', 'RsE_ctnNinetyFour_2023'] },
  'ctn-0094-dropout.as-observed': { columns: ['DrT_ctnNinetyFour_2023', 'DrE_ctnNinetyFour_2023'] },
  'lee-2018.as-use': { columns: ['RsT_ctnFiftyOne_2018', 'RsE_ctnFiftyOne_2018'] },
  'lee-2016.as-use': {
    columns: ['RsT_lee_2016', 'RsE_lee_2016'],
    addsToWeek: { weeks: 2, because: 'CTNote looks from week 1 on and prints the first week of the window plus two' },
  },
  'schottenfeld-2008-relapse.as-use': { columns: ['RsT_schottenfeld_2008', 'RsE_schottenfeld_2008'] },
  'mokri-2016-schottenfeld-2008-first-use.as-use': { columns: ['AbT_mokri_2016', 'AbE_mokri_2016'] },
  'shufman-1994-first-use.as-none': { columns: ['AbT_shufman_1994', 'AbE_shufman_1994'] },
  'krupitsky-2004-relapse.as-use': { columns: ['Rs_krupitsky_2004'] },
  'johnson-1992-failure.as-use': { columns: ['Rs_johnson_1992'] },
  'ctn-0094-abstinence.as-observed': { columns: ['Ab_ctnNinetyFour_2023'] },
  'kosten-1993-abstinence.as-observed': { columns: ['Ab_kosten_1993'] },
  'ling-1998-abstinence.as-observed': { columns: ['Ab_ling_1998'] },
  'krupitsky-2011-complete.as-use': { columns: ['Ab_krupitskyA_2011'] },
  'krupitsky-2011-weeks.as-use': { columns: ['Ab_krupitskyB_2011'] },
  'fiellin-2006-weeks.as-use': { columns: ['Ab_fiellin_2006'] },
  'schottenfeld-2005-longest.left-out': { columns: ['Ab_schottenfeld_2005'] },
  'schottenfeld-2008-longest.as-use': { columns: ['Ab_schottenfeldB_2008'] },
  'weiss-2011-abstinence.as-use': { columns: ['Ab_ctnThirty_2011'] },
  'schwartz-2006-follow-up.as-use': { columns: ['Ab_schwartz_2006'] },
  'strang-2010-response.as-use': { columns: ['Rd_strang_2010'] },
  'comer-2006-share.as-use': { columns: ['Rd_comer_2006'] },
  'strang-2019-share.as-use': { columns: ['Rd_strang_2019'] },
  'haight-2019-share.as-use': { columns: ['Rd_haight_2019'] },
  'ling-2010-share.as-use': { columns: ['Rd_ling_2010'] },
  'fudala-2003-share.left-out': { columns: ['Rd_fudala_2003'] },
  'johnson-1992-fiellin-2006-share.as-use': { columns: ['Rd_johnson_1992', 'Rd_fiellin_2006'] },
  'kosten-1993-response.left-out': { columns: ['Rd_kostenB_1993'] },
}

function agrees(outcome: Outcome, printed: string[], addsToWeek: number): boolean {
  if (outcome.kind === 'time_to_event') {
    return outcome.time + addsToWeek === Number(printed[0]) && outcome.event === (printed[1] === '1')
  }
  if (outcome.kind === 'yes_no') return printed.every((value) => value === (outcome.value ? 'TRUE' : 'FALSE'))
  return printed.every((value) => Math.abs(outcome.value! - Number(value)) < 1e-12)
}

test('every trial definition is compared with its columns', () => {
  expect(Object.keys(columns).sort()).toEqual(trialDefinitions.map(({ id }) => id).sort())
})

const skipped = missing.length > 0 ? ` (skipped: ${missing.join(' and ')} not found)` : ''

describe.skipIf(missing.length > 0)(`3,560 people of three trials${skipped}`, () => {
  const people = missing.length > 0 ? [] : readRows(peopleFile)
  const outcomes = new Map(missing.length > 0 ? [] : readRows(outcomesFile).map((row) => [row['who']!, row]))

  test('are the same people with the same weeks in both files', () => {
    expect(people).toHaveLength(3560)
    expect(people.filter(({ who, usePatternUDS }) => outcomes.get(who!)?.['usePatternUDS'] !== usePatternUDS)).toEqual(
      [],
    )
  })

  test.each(Object.entries(columns))('agree with CTNote, person by person: %s', (id, expected) => {
    const definition = findDefinition(id)!
    if (definition.basis !== 'weeks') throw new Error(`${id} does not read weeks`)
    const different = people.filter(({ who, usePatternUDS }) => {
      const printed = expected.columns.map((column) => outcomes.get(who!)![column]!)
      return !agrees(definition.apply(usePatternUDS!), printed, expected.addsToWeek?.weeks ?? 0)
    })
    expect(different.map(({ who, usePatternUDS }) => `${who}: ${usePatternUDS}`)).toEqual([])
  })
})

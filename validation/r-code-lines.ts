import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '@cairn/statistics/random/random.ts'
import { randomData } from './random-data.ts'

/** A command line of `cairn survival …` or `cairn meta`: the file, and what follows it. */
export interface CommandLine {
  readonly command: 'km' | 'test' | 'cox' | 'cuminc' | 'meta'
  readonly data: string
  readonly rest: readonly string[]
}

/** Command lines whose `--r-code` is run: every flag and every sort of formula at least once. Files that R does not export are written to the folder. */
export async function commandLines(folder: string): Promise<readonly CommandLine[]> {
  const at = (name: string) => join(folder, `${name}.csv`)
  for (const seed of [3, 4, 5, 6]) await writeFile(at(`r-code-${seed}`), randomData(seed).csv)
  await writeFile(at('odd names'), oddNames())
  await writeFile(at('studies-ratios'), ratiosWithIntervals())
  await writeFile(at('studies-se'), effectsWithErrors())
  const line =
    (command: CommandLine['command']) =>
    (name: string, ...rest: readonly string[]): CommandLine => ({ command, data: at(name), rest })
  const [km, test, cox, cuminc, meta] = (['km', 'test', 'cox', 'cuminc', 'meta'] as const).map(line) as [
    ReturnType<typeof line>,
    ReturnType<typeof line>,
    ReturnType<typeof line>,
    ReturnType<typeof line>,
    ReturnType<typeof line>,
  ]
  return [
    km('lung', 'Surv(time, status) ~ sex', '--times', '0,100,365,700,2000', '--tau', '500'),
    km('lung', 'Surv(time, status) ~ 1', '--conf-type', 'log'),
    km('veteran', 'Surv(time, status) ~ celltype * trt', '--conf-type', 'plain', '--times', '90'),
    km('lung', 'Surv(time, status) ~ sex + strata(ph.ecog)', '--tau', '100'),
    km('heart', 'Surv(start, stop, event) ~ transplant', '--tau', '800'),
    km('r-code-4', 'Surv(time, event) ~ level', '--weights', 'w', '--times', '5,20'),
    km('r-code-5', 'Surv(start, stop, event) ~ group', '--weights', 'wf'),
    km('r-code-6', 'Surv(time, status12) ~ 1 + cluster(id)', '--conf-type', 'log'),
    km('odd names', 'Surv(`days until`, event) ~ `peer group`', '--weights', 'case weight'),
    test('lung', 'Surv(time, status) ~ ph.ecog + strata(inst)'),
    test('veteran', 'Surv(time, status) ~ celltype:trt', '--rho', '0.5'),
    test('r-code-4', 'Surv(time, event) ~ level + strata(site, sex)', '--rho', '1'),
    test('odd names', 'Surv(`days until`, event) ~ `peer group` + strata(`if`)'),
    test('heart', 'Surv(start, stop, event) ~ transplant'),
    test('r-code-3', 'Surv(start, stop, event) ~ level + sex + strata(site)'),
    test('r-code-5', 'Surv(start, stop, event) ~ level + strata(site)', '--rho', '1'),
    cox('lung', 'Surv(time, status) ~ age + sex + factor(ph.ecog) + wt.loss', '--zph'),
    cox('lung', 'Surv(time, status) ~ sex * age + strata(inst)', '--ties', 'breslow', '--zph'),
    cox('cgd', 'Surv(tstart, tstop, status) ~ treat + sex + steroids + cluster(id)', '--zph'),
    cox('ovarian', 'Surv(futime, fustat) ~ age + factor(rx) + offset(ecog.ps / 2)'),
    cox('veteran', 'Surv(time, status == 1) ~ trt:celltype + I(karno^2) + log(diagtime)', '--robust'),
    cox('r-code-3', 'Surv(start, stop, event) ~ level * x1 + x3', '--weights', 'wf', '--ties', 'breslow'),
    cox('r-code-6', 'Surv(time, event) ~ x1 + level', '--weights', 'w', '--zph'),
    cox('odd names', 'Surv(`days until`, event) ~ `peer group` + `if` + `1st age`', '--weights', 'case weight'),
    cuminc('mgus2_competing', 'Surv(etime, cause) ~ sex', '--times', '12,60,240,1000'),
    cuminc('mgus2_competing', 'Surv(etime, cause) ~ 1'),
    cuminc('r-code-4', 'Surv(time, cause) ~ group + sex + strata(site)', '--times', '10'),
    cuminc('r-code-6', 'Surv(start, stop, cause) ~ group', '--times', '10'),
    cuminc('odd names', 'Surv(`days until`, cause) ~ `peer group`'),
    meta('studies-bcg', '--measure', 'RR', '--hksj', '--sensitivity'),
    meta('studies-bcg', '--measure', 'OR', '--moderators', 'ablat,alloc'),
    meta('studies-bcg', '--measure', 'RD', '--method', 'PM', '--test', 'adhoc', '--subgroup', 'alloc'),
    meta('studies-bcg', '--measure', 'RR', '--method', 'MH'),
    meta('studies-nielweise', '--measure', 'OR', '--method', 'DL', '--sensitivity'),
    meta('studies-nielweise', '--measure', 'PETO', '--method', 'FE'),
    meta('studies-nielweise', '--measure', 'PETO', '--hksj', '--subgroup', 'year'),
    meta('studies-nielweise', '--measure', 'OR', '--method', 'MH'),
    meta('studies-nielweise', '--measure', 'RD', '--method', 'MH'),
    meta('studies-normand', '--measure', 'SMD', '--hksj'),
    meta('studies-normand', '--measure', 'MD', '--method', 'FE'),
    meta('studies-ratios', '--measure', 'HR', '--moderators', 'where it was,is new', '--test', 'adhoc'),
    meta('studies-ratios', '--measure', 'HR', '--method', 'DL', '--subgroup', 'where it was', '--hksj'),
    meta('studies-se', '--measure', 'GEN', '--method', 'PM', '--hksj'),
    meta('studies-se', '--measure', 'OR', '--method', 'FE', '--subgroup', 'kind'),
  ]
}

/** A byte order mark, semicolons, names that R must quote, categories with commas, quotation marks, capitals and letters beyond ASCII; cells are missing. */
function oddNames(): string {
  const r = createRandom(1, 'odd names')
  const groups = ['usual care', '"peer", weekly', 'Zoë', 'a', 'B 10 mg']
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = Array.from({ length: 150 }, () => {
    const cause = r.below(3)
    const cell = (text: string) => (r.uniform() < 0.04 ? '' : text)
    return [
      1 + r.below(40),
      Math.min(1, cause),
      cause,
      cell(quoted(groups[r.below(groups.length)]!)),
      cell(r.uniform() < 0.5 ? 'TRUE' : 'FALSE'),
      cell(String(20 + r.below(40))),
      1 + r.below(3),
    ].join(';')
  })
  return `\uFEFF${['days until', 'event', 'cause', 'peer group', 'if', '1st age', 'case weight'].map(quoted).join(';')}\n${rows.join('\n')}\n`
}

/** Hazard ratios with intervals; one study misses a moderator, one subgroup has one study. */
function ratiosWithIntervals(): string {
  const r = createRandom(2, 'ratios')
  const places = ['clinic', 'Prison', 'clinic', 'street', 'clinic', 'Prison', 'street', 'clinic', '', 'home']
  const rows = places.map((place, i) => {
    const [log, se] = [0.2 * r.normal() - 0.2, 0.1 + 0.3 * r.uniform()]
    const scale = (z: number) => Math.exp(log + z * se).toFixed(3)
    return `study ${i};${scale(0)};${scale(-1.96)};${scale(1.96)};${place};${i % 3 === 0 ? 'TRUE' : 'FALSE'}`
  })
  return `study;effect;ci_low;ci_high;where it was;is new\n${rows.join('\n')}\n`
}

function effectsWithErrors(): string {
  const r = createRandom(3, 'effects')
  const rows = Array.from({ length: 8 }, (_, i) =>
    [`S${i}`, (30 * r.normal()).toFixed(2), i === 5 ? '' : (2 + 9 * r.uniform()).toFixed(2), i % 3].join('\t'),
  )
  return `study\teffect\tse\tkind\n${rows.join('\n')}\n`
}

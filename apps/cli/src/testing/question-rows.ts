import type { Row } from './datasets.ts'

/** What a question makes of a row: another row, several, or none. */
export type RowChange = (row: Row) => Row | readonly Row[] | null

export const n = (row: Row, name: string) => row[name] as number
const flag = (value: boolean) => Number(value)
const complete = (row: Row) => Object.values(row).every((v) => v !== null)

export function uis(row: Row): Row {
  const [fp1, site1, race1] = [10 / (n(row, 'ndrugtx') + 1), flag(row['site'] === 'B'), flag(row['race'] === 'other')]
  const miss = row['race'] === null ? null : race1
  return {
    ...row,
    treat1: flag(row['treat'] === 'long'),
    site1,
    race1: miss,
    iv3: row['ivhx'] === null ? null : flag(row['ivhx'] === 'recent'),
    iv2: row['ivhx'] === null ? null : flag(row['ivhx'] === 'previous'),
    fp1: row['ndrugtx'] === null ? null : fp1,
    fp2: row['ndrugtx'] === null ? null : fp1 * Math.log((n(row, 'ndrugtx') + 1) / 10),
    agesite: row['age'] === null ? null : n(row, 'age') * site1,
    racesite: miss === null ? null : race1 * site1,
  }
}
export const uisComplete = (row: Row) => (complete(row) ? uis(row) : null)
export const help = (row: Row): Row => ({ ...row, trt: flag(row['treat'] === 'yes') })
export const event = (row: Row): Row => ({ ...row, event: 1 - n(row, 'censor') })
export const firstEvent = (row: Row) => (row['first'] === 1 ? event(row) : null)
export const jasa = (row: Row): Row => ({
  ...row,
  ev: row['fustat']!,
  fut: Math.max(n(row, 'futime'), 0.5),
  ever: row['transplant']!,
})
export const landmark = (day: number) => (row: Row) => {
  const r = jasa(row)
  if (!(n(r, 'fut') > day)) return null
  return {
    ...r,
    g: flag(row['wait.time'] !== null && n(row, 'wait.time') <= day && row['transplant'] === 1),
    t: n(r, 'fut') - day,
  }
}
export const xbot = (definition: string) => (row: Row) => {
  if (row['project'] !== 51 || row['treatment'] === null) return null
  const [t, e] = [row[definition.replace(/^/, '').replace('?', 'T')]!, row[definition.replace('?', 'E')]!]
  return { t, e, xr: flag(row['treatment'] === 'Inpatient NR-NTX'), site: row['site_masked']! }
}
export const arm = (project: number, treatment: string, definition: string) => (row: Row) => {
  if (row['project'] !== project || row['treatment'] === null) return null
  return {
    t: row[definition.replace('?', 'T')]!,
    e: row[definition.replace('?', 'E')]!,
    arm: flag(row['treatment'] === treatment),
  }
}

export const earlier = (row: Row): Row => ({
  ...row,
  sat: flag(row['satreat'] === 'yes'),
  hl: flag(row['homeless'] === 'homeless'),
})
/** Follow-up cut at day 365, clinic 1 before and after. */
export const heaviside = (row: Row): Row[] => {
  const one = flag(row['clinic'] === 1)
  const early = { ...row, tstart: 0, c_early: one, c_late: 0 }
  if (n(row, 'survtime') <= 365) return [early]
  return [
    { ...early, survtime: 365, status: 0 },
    { ...row, tstart: 365, c_early: 0, c_late: one },
  ]
}
/** Wei, Lin and Weissfeld: four rows a person, one for each recurrence; those that did not come end with the follow-up. */
export const wlw = (row: Row): Row[] => {
  const isLast = n(row, 'last') === 1
  const own = { ...row, event: row['event']! }
  if (!isLast) return [own]
  return [
    own,
    ...Array.from({ length: 4 - n(row, 'enum') }, (_, k) => ({ ...row, enum: n(row, 'enum') + k + 1, event: 0 })),
  ]
}

/** The rows of a file as a question wants them; each says whether it is its person's first, and last (neighbours with one id). */
export function shapedRows(rows: readonly Row[], change: RowChange | undefined): readonly Row[] {
  const marked = rows.map((row, i) => ({
    ...row,
    first: Number(rows[i - 1]?.['id'] !== row['id']),
    last: Number(rows[i + 1]?.['id'] !== row['id']),
  }))
  return change ? marked.flatMap((row) => change(row) ?? []) : marked
}

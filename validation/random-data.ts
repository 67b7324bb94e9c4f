import { createRandom } from '@cairn/statistics/random/random.ts'

/** A made-up data set with every awkward thing in it: ties, strata, late entry, weights, missing cells, rare levels. */
export interface RandomData {
  readonly csv: string
  readonly seed: number
}

/** Makes the data set of a seed: 40 to 240 rows; about one in three has whole-day times with many ties. */
export function randomData(seed: number): RandomData {
  const r = createRandom(seed, 'validation')
  const n = 40 + r.below(200)
  const coarse = r.uniform() < 0.4 ? 10 : r.uniform() < 0.5 ? 60 : 0
  const missing = r.uniform() < 0.5 ? 0.04 : 0
  const levels = ['b', 'A', 'c', 'B', 'ab'].slice(0, 2 + r.below(4))
  const lines = ['id,start,stop,time,event,status12,group,level,x1,x2,x3,site,sex,w,wf,off,cause']
  for (let i = 0; i < n; i++) {
    const x1 = Math.round(r.normal() * 100) / 100
    const x2 = r.below(5)
    const x3 = 40 + Math.round(r.normal() * 120) / 10
    const group = r.uniform() < 0.5 ? 'peer' : 'usual'
    const site = 1 + r.below(3)
    const rate = Math.exp(0.3 * x1 - 0.15 * x2 + 0.2 * (group === 'peer' ? -1 : 0) + 0.1 * site)
    const hidden = r.exponential() / rate
    const censor = 0.2 + 1.6 * r.uniform()
    const event = hidden <= censor ? 1 : 0
    const exact = Math.min(hidden, censor) * 100
    const time = coarse ? Math.ceil((exact * coarse) / 100) : Math.round(exact * 1000) / 1000 + 0.001
    const start = r.uniform() < 0.6 ? 0 : Math.floor(time * r.uniform() * 0.8)
    const cell = (value: string | number) => (r.uniform() < missing ? '' : String(value))
    lines.push(
      [
        1 + Math.floor(i / 2),
        start,
        time,
        time,
        cell(event),
        event + 1,
        cell(group),
        cell(levels[r.below(levels.length)]!),
        cell(x1),
        x2,
        cell(x3),
        site,
        r.uniform() < 0.5 ? 'TRUE' : 'FALSE',
        1 + r.below(3),
        Math.round((0.3 + 2 * r.uniform()) * 1000) / 1000,
        Math.round(r.normal() * 10) / 50,
        event ? 1 + r.below(2) : 0,
      ].join(','),
    )
  }
  return { csv: `${lines.join('\n')}\n`, seed }
}

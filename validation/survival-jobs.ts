/** One question put to both. */
export type Job =
  | {
      readonly kind: 'cox'
      readonly data: string
      readonly formula: string
      readonly ties: 'efron' | 'breslow'
      readonly weights?: string
      readonly robust?: boolean
    }
  | {
      readonly kind: 'km'
      readonly data: string
      readonly formula: string
      readonly tau: number
      readonly weights?: string
    }
  | {
      readonly kind: 'test'
      readonly data: string
      readonly formula: string
      readonly rho: number
      readonly entry?: boolean
    }
  | {
      readonly kind: 'cuminc'
      readonly data: string
      readonly time: string
      readonly status: string
      readonly group?: string
    }

type At = (name: string) => string

/** Every estimator on the data sets that come with R. */
export function ownJobs(at: At): Job[] {
  const coxBoth = (data: string, formula: string): Job[] =>
    (['efron', 'breslow'] as const).map((ties) => ({ kind: 'cox', data: at(data), formula, ties }))
  return [
    { kind: 'km', data: at('lung'), formula: 'Surv(time, status) ~ sex', tau: 500 },
    { kind: 'km', data: at('lung'), formula: 'Surv(time, status) ~ 1', tau: 900 },
    { kind: 'km', data: at('lung'), formula: 'Surv(time, status) ~ sex + strata(ph.ecog)', tau: 100 },
    { kind: 'km', data: at('veteran'), formula: 'Surv(time, status) ~ celltype + trt', tau: 100 },
    { kind: 'km', data: at('cgd'), formula: 'Surv(tstart, tstop, status) ~ treat', tau: 300 },
    { kind: 'km', data: at('heart'), formula: 'Surv(start, stop, event) ~ transplant', tau: 800 },
    { kind: 'km', data: at('aml'), formula: 'Surv(time, status) ~ x', tau: 40 },
    { kind: 'km', data: at('rhDNase'), formula: 'Surv(time, status) ~ trt', tau: 150 },
    { kind: 'km', data: at('gbsg'), formula: 'Surv(rfstime, status) ~ grade', tau: 1500 },
    { kind: 'test', data: at('lung'), formula: 'Surv(time, status) ~ sex', rho: 0 },
    { kind: 'test', data: at('lung'), formula: 'Surv(time, status) ~ ph.ecog + strata(inst)', rho: 0 },
    { kind: 'test', data: at('veteran'), formula: 'Surv(time, status) ~ celltype', rho: 1 },
    { kind: 'test', data: at('veteran'), formula: 'Surv(time, status) ~ celltype + strata(trt)', rho: 0.5 },
    { kind: 'test', data: at('kidney'), formula: 'Surv(time, status) ~ disease', rho: 0 },
    { kind: 'test', data: at('heart'), formula: 'Surv(start, stop, event) ~ transplant', rho: 0, entry: true },
    ...coxBoth('lung', 'Surv(time, status) ~ age + sex + factor(ph.ecog) + ph.karno + wt.loss'),
    ...coxBoth('lung', 'Surv(time, status) ~ sex * age + strata(inst)'),
    ...coxBoth('veteran', 'Surv(time, status) ~ trt + celltype + karno + diagtime + age + prior'),
    ...coxBoth('veteran', 'Surv(time, status == 1) ~ trt:celltype + I(karno^2) + log(diagtime)'),
    ...coxBoth('cgd', 'Surv(tstart, tstop, status) ~ treat + sex + age + inherit + steroids + cluster(id)'),
    ...coxBoth('cgd', 'Surv(tstart, tstop, status) ~ treat + strata(enum) + cluster(id)'),
    ...coxBoth('mgus2', 'Surv(futime, death) ~ age + sex + hgb + creat + mspike'),
    ...coxBoth('heart', 'Surv(start, stop, event) ~ (age + surgery) * transplant + year'),
    ...coxBoth('ovarian', 'Surv(futime, fustat) ~ age + factor(rx) + offset(ecog.ps / 2)'),
    ...coxBoth('colon', 'Surv(time, status) ~ rx + sex + age + obstruct + nodes + strata(etype) + cluster(id)'),
    ...coxBoth('bladder2', 'Surv(start, stop, event) ~ (rx + size + number) * strata(enum) + cluster(id)'),
    ...coxBoth('kidney', 'Surv(time, status) ~ age + sex + disease + cluster(id)'),
    ...coxBoth('pbc', 'Surv(time, status == 2) ~ age + factor(edema) + log(bili) + log(protime) + log(albumin)'),
    ...coxBoth('rats', 'Surv(time, status) ~ rx + sex + strata(litter)'),
    ...coxBoth('gbsg', 'Surv(rfstime, status) ~ age + meno + size + factor(grade) + nodes + pgr + er + hormon'),
    ...coxBoth('rhDNase', 'Surv(time, status) ~ trt + fev'),
    ...coxBoth('retinopathy', 'Surv(futime, status) ~ trt * type + age + risk + cluster(id)'),
    ...coxBoth('diabetic', 'Surv(time, status) ~ trt + age + strata(laser) + cluster(id)'),
    ...coxBoth('nwtco', 'Surv(edrel, rel) ~ factor(stage) * histol + age'),
    { kind: 'km', data: at('mgus2'), formula: 'Surv(futime, death) ~ sex', tau: 240 },
    { kind: 'km', data: at('retinopathy'), formula: 'Surv(futime, status) ~ trt + type', tau: 40 },
    { kind: 'test', data: at('mgus2'), formula: 'Surv(futime, death) ~ sex', rho: 1 },
    { kind: 'test', data: at('nwtco'), formula: 'Surv(edrel, rel) ~ stage + strata(histol)', rho: 0 },
    {
      kind: 'cox',
      data: at('flchain'),
      formula: 'Surv(futime, death) ~ age + sex + flc.grp + creatinine',
      ties: 'efron',
    },
    { kind: 'cox', data: at('lung'), formula: 'Surv(time, status) ~ age + sex', ties: 'efron', robust: true },
    { kind: 'cox', data: at('lung'), formula: 'Surv(time, status) ~ age', ties: 'efron', weights: 'sex' },
    { kind: 'cuminc', data: at('mgus2_competing'), time: 'etime', status: 'cause', group: 'sex' },
    { kind: 'cuminc', data: at('mgus2_competing'), time: 'etime', status: 'cause' },
  ]
}

/** The same on published data about drug use and treatment. */
export function sharedJobs(at: At): Job[] {
  const cox = (data: string, formula: string): Job[] =>
    (['efron', 'breslow'] as const).map((ties) => ({ kind: 'cox', data: at(data), formula, ties }))
  return [
    ...cox('uis628', 'Surv(time, censor) ~ age + beck + factor(hercoc) + ivhx + ndrugtx + race + treat + site'),
    ...cox('uis628', 'Surv(time, censor) ~ age * site + beck + ivhx + race * site + treat + strata(hercoc)'),
    ...cox('addicts_methadone', 'Surv(survtime, status) ~ prison + maxdose + strata(clinic)'),
    ...cox('pharmacoSmoking', 'Surv(ttr, relapse) ~ ageGroup4 + employment + grp'),
    ...cox('HELPrct', 'Surv(dayslink, linkstatus) ~ treat + age + female + cesd'),
    ...cox('HELPrct', 'Surv(daysanysub, anysubstatus) ~ treat + age + female + homeless + substance'),
    ...cox('stanford_heart', 'Surv(start, stop, event) ~ age + surgery + year + transplant'),
    ...cox('bladder2', 'Surv(start, stop, event) ~ rx + size + number + cluster(id)'),
    { kind: 'km', data: at('uis628'), formula: 'Surv(time, censor) ~ treat', tau: 365 },
    { kind: 'km', data: at('addicts_methadone'), formula: 'Surv(survtime, status) ~ clinic', tau: 730 },
    { kind: 'km', data: at('pharmacoSmoking'), formula: 'Surv(ttr, relapse) ~ grp', tau: 182 },
    { kind: 'km', data: at('alda_cocaine_relapse_1'), formula: 'Surv(weeks, censor == 0) ~ needle', tau: 12 },
    { kind: 'test', data: at('pharmacoSmoking'), formula: 'Surv(ttr, relapse) ~ grp + strata(ageGroup2)', rho: 0 },
    { kind: 'test', data: at('uis628'), formula: 'Surv(time, censor) ~ treat', rho: 1 },
  ]
}

/** Models that change with the seed, on one random data set. */
export function randomJobs(data: string, seed: number): Job[] {
  const ties = seed % 2 ? 'efron' : 'breslow'
  const entry = seed % 3 === 0
  const surv = entry ? 'Surv(start, stop, event)' : 'Surv(time, event)'
  const models = [
    'group + x1 + x2',
    'level + x1 + strata(site)',
    'group * x1 + factor(x2)',
    'sex + level:group + x3',
    'x1 + x3 + offset(off) + strata(site, sex)',
    'x1 + level + cluster(id)',
  ]
  const weights = [undefined, 'w', 'wf'][seed % 4] as string | undefined
  return [
    {
      kind: 'cox',
      data,
      formula: `${surv} ~ ${models[seed % models.length]}`,
      ties,
      ...(weights ? { weights } : {}),
      ...(seed % 7 === 0 && !entry ? { robust: true } : {}),
    },
    { kind: 'cox', data, formula: `Surv(time, status12) ~ ${models[(seed + 2) % models.length]}`, ties },
    {
      kind: 'km',
      data,
      formula: `${surv} ~ ${seed % 5 === 0 ? '1' : 'level'}`,
      tau: 5,
      ...(weights ? { weights } : {}),
    },
    {
      kind: 'test',
      data,
      formula: `Surv(time, event) ~ ${seed % 2 ? 'level' : 'group + sex'}${seed % 3 === 1 ? ' + strata(site)' : ''}`,
      rho: [0, 0, 1, 0.5][seed % 4]!,
    },
    { kind: 'test', data, formula: 'Surv(start, stop, event) ~ level + strata(site)', rho: 0, entry: true },
    { kind: 'cuminc', data, time: 'time', status: 'cause', group: 'site' },
  ]
}

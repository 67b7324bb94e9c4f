import { define, eventIn, yesNo } from './trial-definition.ts'
import { findWindow } from './week-symbols.ts'

export const ctn0094Relapse = define(
  {
    name: 'ctn-0094-relapse',
    en: 'Four weeks of use in a row',
    es: 'Cuatro semanas seguidas de consumo',
    reference: 'NIDA CTN-0094, 2023',
    missing: 'as_use',
  },
  (weeks) => eventIn(weeks, 4, 4, '+'),
)

export const ctn0094Dropout = define(
  {
    name: 'ctn-0094-dropout',
    en: 'Four weeks in a row without a result',
    es: 'Cuatro semanas seguidas sin resultado',
    reference: 'NIDA CTN-0094, 2023',
    missing: 'as_observed',
  },
  (weeks) => eventIn(weeks, 4, 4, '?'),
)

export const lee2018 = define(
  {
    name: 'lee-2018',
    en: 'Four weeks of use in a row, from the third week on (X:BOT)',
    es: 'Cuatro semanas seguidas de consumo, desde la tercera semana (X:BOT)',
    reference: 'Lee et al., Lancet 2018;391:309–318 (CTN-0051)',
    missing: 'as_use',
    note: 'Weekly results only: the trial also counted seven days of use in a row by self-report. Day 21 is read as week 3.',
  },
  (weeks) => eventIn(weeks, 4, 4, '+', 3),
)

export const lee2016 = define(
  {
    name: 'lee-2016',
    en: 'Ten days of use in 28 days, a positive week as five days',
    es: 'Diez días de consumo en 28 días, una semana positiva como cinco días',
    reference: 'Lee et al., N Engl J Med 2016;374:1232–1242',
    missing: 'as_use',
    note: 'Two positive weeks of four. The week is the first of the four; CTNote prints that week plus two.',
  },
  (weeks) => eventIn(weeks, 4, 2, '+'),
)

export const schottenfeld2008Relapse = define(
  {
    name: 'schottenfeld-2008-relapse',
    en: 'Three results of use in a row',
    es: 'Tres resultados seguidos de consumo',
    reference: 'Schottenfeld et al., Lancet 2008;371:2192–2200',
    missing: 'as_use',
    note: 'The trial tested three times a week; here three weeks.',
  },
  (weeks) => eventIn(weeks, 3, 3, '+'),
)

export const firstPositiveAsUse = define(
  {
    name: 'mokri-2016-schottenfeld-2008-first-use',
    en: 'First week of use',
    es: 'Primera semana de consumo',
    reference: 'Mokri et al. 2016; Schottenfeld et al., Lancet 2008;371:2192–2200',
    missing: 'as_use',
  },
  (weeks) => eventIn(weeks, 1, 1, '+'),
)

export const shufman1994 = define(
  {
    name: 'shufman-1994-first-use',
    en: 'First week of use',
    es: 'Primera semana de consumo',
    reference: 'Shufman et al. 1994',
    missing: 'as_none',
  },
  (weeks) => eventIn(weeks, 1, 1, '+'),
)

export const krupitsky2004 = define(
  {
    name: 'krupitsky-2004-relapse',
    en: 'Three results of use in a row, ever',
    es: 'Tres resultados seguidos de consumo, alguna vez',
    reference: 'Krupitsky et al. 2004, 2006',
    missing: 'as_use',
  },
  (weeks) => yesNo(findWindow(weeks, 3, 3, '+').found),
)

export const johnson1992 = define(
  {
    name: 'johnson-1992-failure',
    en: 'Two results of use in a row from week 4 on',
    es: 'Dos resultados seguidos de consumo desde la semana 4',
    reference: 'Johnson, Jaffe, Fudala. JAMA 1992;267:2750–2755',
    missing: 'as_use',
  },
  (weeks) => yesNo(findWindow(weeks, 2, 2, '+', 4).found),
)

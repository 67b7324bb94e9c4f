import { amount, between, count, define, yesNo } from './trial-definition.ts'
import { findWindow, longestRunOf } from './week-symbols.ts'

export const ctn0094Abstinence = define(
  {
    name: 'ctn-0094-abstinence',
    en: 'No use in weeks 12 to 15, at most one of them unknown',
    es: 'Sin consumo en las semanas 12 a 15, con una desconocida como máximo',
    reference: 'NIDA CTN-0094, 2023',
    missing: 'as_observed',
    weeks: 15,
    note: 'The rule was read from the published results of 3,560 people; we found no description of it in words.',
  },
  (weeks) => {
    const four = between(weeks, 12, 15)
    return yesNo(four.length === 4 && count(four, '+') === 0 && count(four, '?') <= 1)
  },
)

export const kosten1993 = define(
  {
    name: 'kosten-1993-abstinence',
    en: 'Three weeks without use in a row, ever',
    es: 'Tres semanas seguidas sin consumo, alguna vez',
    reference: 'Kosten et al. 1993',
    missing: 'as_observed',
  },
  (weeks) => yesNo(findWindow(weeks, 3, 3, '-').found),
)

export const ling1998 = define(
  {
    name: 'ling-1998-abstinence',
    en: 'A month without use, ever',
    es: 'Un mes sin consumo, alguna vez',
    reference: 'Ling et al., Addiction 1998;93:475–486',
    missing: 'as_observed',
    note: 'Thirteen results at three a week are 4.3 weeks; here four weekly results.',
  },
  (weeks) => yesNo(findWindow(weeks, 4, 4, '-').found),
)

export const krupitsky2011Complete = define(
  {
    name: 'krupitsky-2011-complete',
    en: 'No use in weeks 5 to 15',
    es: 'Sin consumo en las semanas 5 a 15',
    reference: 'Krupitsky et al., Lancet 2011;377:1506–1513',
    missing: 'as_use',
    weeks: 15,
    note: 'The paper has weeks 5 to 24; CTNote ends at week 15, which all of its people have.',
  },
  (weeks) => yesNo(count(between(weeks, 5, 15), '+') === 0),
)

export const krupitsky2011Weeks = define(
  {
    name: 'krupitsky-2011-weeks',
    en: 'Weeks without use, of weeks 5 to 15',
    es: 'Semanas sin consumo, de la 5 a la 15',
    reference: 'Krupitsky et al., Lancet 2011;377:1506–1513',
    missing: 'as_use',
    weeks: 15,
    note: 'As krupitsky-2011-complete: the paper has weeks 5 to 24.',
  },
  (weeks, symbols) => amount(count(between(weeks, 5, 15), '-'), 'weeks', symbols.slice(4, 15)),
)

export const fiellin2006 = define(
  {
    name: 'fiellin-2006-weeks',
    en: 'Weeks without use',
    es: 'Semanas sin consumo',
    reference: 'Fiellin et al., N Engl J Med 2006;355:365–374',
    missing: 'as_use',
  },
  (weeks, symbols) => amount(count(weeks, '-'), 'weeks', symbols),
)

export const schottenfeld2005 = define(
  {
    name: 'schottenfeld-2005-longest',
    en: 'Longest run of weeks without use',
    es: 'Mayor número de semanas seguidas sin consumo',
    reference: 'Schottenfeld et al. 2005',
    missing: 'left_out',
  },
  (weeks, symbols) => amount(longestRunOf(weeks, '-'), 'weeks', symbols),
)

export const schottenfeld2008Longest = define(
  {
    name: 'schottenfeld-2008-longest',
    en: 'Longest run of weeks without use',
    es: 'Mayor número de semanas seguidas sin consumo',
    reference: 'Schottenfeld et al., Lancet 2008;371:2192–2200',
    missing: 'as_use',
  },
  (weeks, symbols) => amount(longestRunOf(weeks, '-'), 'weeks', symbols),
)

export const weiss2011 = define(
  {
    name: 'weiss-2011-abstinence',
    en: 'No use in the last week and in two of the three before',
    es: 'Sin consumo en la última semana y en dos de las tres anteriores',
    reference: 'Weiss et al., Arch Gen Psychiatry 2011;68:1238–1246 (CTN-0030)',
    missing: 'as_use',
    note: 'The last week is the last of the string.',
  },
  (weeks) => yesNo(weeks.at(-1)?.counts === '-' && count(weeks.slice(-4, -1), '+') <= 1),
)

export const schwartz2006 = define(
  {
    name: 'schwartz-2006-follow-up',
    en: 'No use in week 15',
    es: 'Sin consumo en la semana 15',
    reference: 'Schwartz et al. 2006',
    missing: 'as_use',
    weeks: 15,
    note: 'The paper looks at day 120; CTNote at week 15, which all of its people have.',
  },
  (weeks) => yesNo(between(weeks, 15, 15)[0]?.counts === '-'),
)

import { amount, between, define, negativeShare, yesNo } from './trial-definition.ts'

export const strang2010 = define(
  {
    name: 'strang-2010-response',
    en: 'At least half without use in the last 12 weeks, a mixed week as half',
    es: 'Al menos la mitad sin consumo en las últimas 12 semanas, una semana mixta como media',
    reference: 'Strang et al., Lancet 2010;375:1885–1895',
    missing: 'as_use',
    note: 'The paper has weeks 14 to 26; CTNote reads them as the last 12 weeks of the string.',
  },
  (weeks) => yesNo(negativeShare(weeks.slice(-12)) >= 0.5),
)

export const comer2006 = define(
  {
    name: 'comer-2006-share',
    en: 'Share of the first 8 weeks without use, a mixed week as half',
    es: 'Parte de las primeras 8 semanas sin consumo, una semana mixta como media',
    reference: 'Comer et al., Arch Gen Psychiatry 2006;63:210–218',
    missing: 'as_use',
    weeks: 8,
  },
  (weeks, symbols) => amount(negativeShare(between(weeks, 1, 8)), 'share', symbols.slice(0, 8)),
)

export const strang2019 = define(
  {
    name: 'strang-2019-share',
    en: 'Share of the first 12 weeks without use, a mixed week as half',
    es: 'Parte de las primeras 12 semanas sin consumo, una semana mixta como media',
    reference: 'Strang et al. 2019',
    missing: 'as_use',
    weeks: 12,
  },
  (weeks, symbols) => amount(negativeShare(between(weeks, 1, 12)), 'share', symbols.slice(0, 12)),
)

export const haight2019 = define(
  {
    name: 'haight-2019-share',
    en: 'Share of weeks 5 to 15 without use, a mixed week as half',
    es: 'Parte de las semanas 5 a 15 sin consumo, una semana mixta como media',
    reference: 'Haight et al., Lancet 2019;393:778–790',
    missing: 'as_use',
    weeks: 15,
    note: 'The paper has weeks 5 to 24; CTNote ends at week 15.',
  },
  (weeks, symbols) => amount(negativeShare(between(weeks, 5, 15)), 'share', symbols.slice(4, 15)),
)

export const ling2010 = define(
  {
    name: 'ling-2010-share',
    en: 'Share of weeks 1 to 15 without use, a mixed week as half',
    es: 'Parte de las semanas 1 a 15 sin consumo, una semana mixta como media',
    reference: 'Ling et al., JAMA 2010;304:1576–1583',
    missing: 'as_use',
    weeks: 15,
  },
  (weeks, symbols) => amount(negativeShare(between(weeks, 1, 15)), 'share', symbols.slice(0, 15)),
)

export const fudala2003 = define(
  {
    name: 'fudala-2003-share',
    en: 'Share of known weeks without use, a mixed week as half',
    es: 'Parte de las semanas conocidas sin consumo, una semana mixta como media',
    reference: 'Fudala et al., N Engl J Med 2003;349:949–958',
    missing: 'left_out',
  },
  (weeks, symbols) => amount(negativeShare(weeks), 'share', symbols),
)

export const johnson1992Share = define(
  {
    name: 'johnson-1992-fiellin-2006-share',
    en: 'Share of weeks without use, a mixed week as half',
    es: 'Parte de las semanas sin consumo, una semana mixta como media',
    reference: 'Johnson, Jaffe, Fudala. JAMA 1992;267:2750–2755; Fiellin et al., N Engl J Med 2006;355:365–374',
    missing: 'as_use',
  },
  (weeks, symbols) => amount(negativeShare(weeks), 'share', symbols),
)

export const kosten1993Response = define(
  {
    name: 'kosten-1993-response',
    en: 'At least 70 percent of the first 15 known weeks without use, a mixed week as half',
    es: 'Al menos el 70 por ciento de las primeras 15 semanas conocidas sin consumo, una semana mixta como media',
    reference: 'Kosten et al. 1993',
    missing: 'left_out',
    note: 'The paper has 24 weeks; CTNote takes the first 15 results that exist.',
  },
  (weeks) => yesNo(negativeShare(weeks.slice(0, 15)) >= 0.7),
)

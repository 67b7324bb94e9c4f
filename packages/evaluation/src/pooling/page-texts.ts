import type { Language } from '../report/html/words-of-page.ts'

/** Every word that the pooled page and table say; figures come in already written. */
export interface PoolWords {
  readonly heading: (programs: number) => string
  readonly line: (days: number, protocol: string) => string
  readonly question: string
  readonly needed: string
  readonly lottery: string
  readonly observational: (control: 'never' | 'later', graceDays: number) => string
  readonly lotterySays: string
  readonly observationalSays: string
  readonly counts: (r: { with: string; without: string; events: string; isLottery: boolean }) => string
  readonly withheld: (cells: number) => string
  readonly riskTitle: (days: number) => string
  readonly ratioTitle: string
  readonly ratioSays: string
  readonly fewer: string
  readonly more: string
  readonly earlier: string
  readonly later: string
  readonly model: (method: 'one' | 'common' | 'random', k: number) => string
  readonly pooled: (method: 'one' | 'common' | 'random') => string
  readonly newProgram: string
  readonly heterogeneity: (q: string, df: number, p: string) => string
  readonly fewNoClaim: (k: number) => string
  readonly spread: (tau: string, i2: string) => string
  readonly withoutSe: (n: number) => string
  readonly withoutLogRank: (n: number) => string
  readonly withoutInformation: (n: number) => string
  readonly noDifference: string
  readonly noRatio: string
  readonly noSe: string
  readonly noEvents: string
  readonly interval: (estimate: string, low: string, high: string) => string
  readonly range: (low: string, high: string) => string
  readonly showNumbers: string
  readonly program: string
  readonly people: string
  readonly events: string
  readonly withMentor: (isLottery: boolean) => string
  readonly withoutMentor: (isLottery: boolean) => string
  readonly known: string
  readonly difference: string
  readonly ratio: string
  readonly intervalName: string
  readonly weight: string
  readonly notPooledTitle: string
  readonly analysis: Readonly<Record<'lottery' | 'observational', string>>
  readonly programsTitle: string
  readonly enrolled: (n: string) => string
  readonly ownReport: string
  readonly verdict: (verdict: string) => string
  readonly methodTitle: string
  readonly protocol: string
  readonly horizon: string
  readonly margin: string
  readonly inHundred: (x: string) => string
  readonly days: (n: number) => string
  readonly releases: string
}

const en: PoolWords = {
  heading: (n) => `Does peer mentoring reduce relapse (return to use)? ${n === 1 ? 'One program' : `${n} programs`}`,
  line: (days, protocol) => `By day ${days} · protocol ${protocol}`,
  question: 'Does peer mentoring reduce relapse (return to use)?',
  needed: 'What is still needed',
  lottery: 'Where places were drawn: offered a mentor against not offered one',
  observational: (control, grace) =>
    control === 'never'
      ? `Adjusted comparison: a mentor within ${grace} days against none up to the horizon`
      : `Adjusted comparison: a mentor within ${grace} days against later or never`,
  lotterySays:
    'Chance alone decided who was offered a mentor, so the groups were alike at the start. People count where the draw put them, whatever they did with the offer.',
  observationalSays:
    'Nobody drew who got a mentor. Each program weighted its people by what was measured before; something that was not measured could still explain a difference.',
  counts: (r) =>
    `About ${r.with} people in the group ${r.isLottery ? 'offered a mentor' : 'with a mentor'} and about ${r.without} in the group ${r.isLottery ? 'not offered one' : 'without'} (somebody can be in both), with about ${r.events} returns to use. Each program rounded its counts before they left it.`,
  withheld: (cells) =>
    cells === 1
      ? 'One small count was withheld and stands as 0 in these sums.'
      : `${cells} small counts were withheld and stand as 0 in these sums.`,
  riskTitle: (days) => `Difference in return to use by day ${days}, in 100 people`,
  ratioTitle: 'Ratio of hazards (log-rank, ΣU/ΣV)',
  ratioSays: 'Below 1, people offered a mentor returned to use later or less often.',
  fewer: 'fewer',
  more: 'more',
  earlier: 'sooner',
  later: 'later',
  model: (method, k) =>
    ({
      one: 'One program, given back as it is.',
      common: `${k} programs, common effect, weighted by the inverse of their variances.`,
      random: `${k} programs, random effects (REML), Hartung–Knapp interval that is never shorter than usual.`,
    })[method],
  pooled: (method) =>
    ({ one: 'This program', common: 'Together (common effect)', random: 'Together (random effects)' })[method],
  newProgram: 'A further program (95 % prediction)',
  heterogeneity: (q, df, p) => `Do the programs differ? Q ${q} on ${df} df, p ${p}.`,
  fewNoClaim: (k) =>
    `With ${k} programs, fewer than five, nothing is claimed about how much programs differ; each is shown.`,
  spread: (tau, i2) => `Between programs: standard deviation ${tau}, I² ${i2} %.`,
  withoutSe: (n) =>
    n === 1
      ? 'One program gave no standard error: it is shown and not pooled.'
      : `${n} programs gave no standard error: they are shown and not pooled.`,
  withoutLogRank: (n) => (n === 1 ? 'One program gave no log-rank test.' : `${n} programs gave no log-rank test.`),
  withoutInformation: (n) =>
    n === 1
      ? 'One program saw no event while both groups were followed (V = 0): it stays in the sums, changes nothing and leaves the random-effects fit.'
      : `${n} programs saw no event while both groups were followed (V = 0): they stay in the sums, change nothing and leave the random-effects fit.`,
  noDifference: 'No program gave a risk difference with a standard error, so there is none together.',
  noRatio: 'No program gave a log-rank test with information, so there is no ratio together.',
  noSe: 'no standard error',
  noEvents: 'no information',
  interval: (estimate, low, high) => `${estimate} (${low} to ${high})`,
  range: (low, high) => `${low} to ${high}`,
  showNumbers: 'Show the numbers',
  program: 'program',
  people: 'people',
  events: 'returned',
  withMentor: (isLottery) => (isLottery ? 'offered' : 'with a mentor'),
  withoutMentor: (isLottery) => (isLottery ? 'not offered' : 'without'),
  known: 'known',
  difference: 'in 100',
  ratio: 'ratio',
  intervalName: '95 % interval',
  weight: 'weight %',
  notPooledTitle: 'Not in the estimates, and why',
  analysis: { lottery: 'fair draw', observational: 'adjusted comparison' },
  programsTitle: 'The programs, and what each says by itself',
  enrolled: (n) => `about ${n} enrolled`,
  ownReport: 'its own report',
  verdict: (v) => EN_VERDICTS[v] ?? v,
  methodTitle: 'How this was put together',
  protocol: 'Protocol (SHA-256)',
  horizon: 'Horizon',
  margin: 'Largest difference called none',
  inHundred: (x) => `${x} in 100`,
  days: (n) => `${n} days`,
  releases:
    'Only released reports are read: small counts withheld, counts rounded to 5, no row about a person. Fair draws and adjusted comparisons are never in one estimate.',
}

const EN_VERDICTS: Readonly<Record<string, string>> = {
  no_comparison: 'no comparison',
  too_early: 'too early',
  between_looks: 'between two looks: no verdict',
  reduced: 'reduced',
  increased: 'increased',
  no_large_difference: 'no large difference',
  cannot_tell: 'cannot tell',
  associated_with_less: 'associated with less',
  associated_with_more: 'associated with more',
  associated_with_no_large_difference: 'not associated with a large difference',
  association_unclear: 'cannot tell',
}

const es: PoolWords = {
  heading: (n) =>
    `¿La mentoría entre pares reduce las recaídas (volver a consumir)? ${n === 1 ? 'Un programa' : `${n} programas`}`,
  line: (days, protocol) => `Hasta el día ${days} · protocolo ${protocol}`,
  question: '¿La mentoría entre pares reduce las recaídas (volver a consumir)?',
  needed: 'Lo que falta',
  lottery: 'Donde se sortearon plazas: con oferta de mentor frente a sin oferta',
  observational: (control, grace) =>
    control === 'never'
      ? `Comparación ajustada: mentor en los primeros ${grace} días frente a ninguno hasta el horizonte`
      : `Comparación ajustada: mentor en los primeros ${grace} días frente a más tarde o nunca`,
  lotterySays:
    'Solo el azar decidió a quién se ofreció un mentor, así que los grupos eran iguales al inicio. Cada persona cuenta donde la puso el sorteo, hiciera lo que hiciera con la oferta.',
  observationalSays:
    'Nadie sorteó quién tendría mentor. Cada programa ponderó a sus personas según lo que se midió antes; algo que no se midió todavía podría explicar una diferencia.',
  counts: (r) =>
    `Unas ${r.with} personas en el grupo ${r.isLottery ? 'con oferta de mentor' : 'con mentor'} y unas ${r.without} en el grupo ${r.isLottery ? 'sin oferta' : 'sin mentor'} (alguien puede estar en ambos), con unas ${r.events} vueltas al consumo. Cada programa redondeó sus recuentos antes de que salieran.`,
  withheld: (cells) =>
    cells === 1
      ? 'Un recuento pequeño no se mostró y figura como 0 en estas sumas.'
      : `${cells} recuentos pequeños no se mostraron y figuran como 0 en estas sumas.`,
  riskTitle: (days) => `Diferencia en volver a consumir hasta el día ${days}, de cada 100 personas`,
  ratioTitle: 'Razón de riesgos instantáneos (log-rank, ΣU/ΣV)',
  ratioSays: 'Por debajo de 1, las personas con oferta volvieron a consumir más tarde o menos veces.',
  fewer: 'menos',
  more: 'más',
  earlier: 'antes',
  later: 'más tarde',
  model: (method, k) =>
    ({
      one: 'Un programa, tal como vino.',
      common: `${k} programas, efecto común, ponderados por el inverso de sus varianzas.`,
      random: `${k} programas, efectos aleatorios (REML), intervalo de Hartung–Knapp que nunca es más corto que el habitual.`,
    })[method],
  pooled: (method) =>
    ({ one: 'Este programa', common: 'Juntos (efecto común)', random: 'Juntos (efectos aleatorios)' })[method],
  newProgram: 'Otro programa (predicción del 95 %)',
  heterogeneity: (q, df, p) => `¿Difieren los programas? Q ${q} con ${df} g. l., p ${p}.`,
  fewNoClaim: (k) =>
    `Con ${k} programas, menos de cinco, no se afirma nada sobre cuánto difieren los programas; se muestra cada uno.`,
  spread: (tau, i2) => `Entre programas: desviación típica ${tau}, I² ${i2} %.`,
  withoutSe: (n) =>
    n === 1
      ? 'Un programa no dio error estándar: se muestra y no se reúne.'
      : `${n} programas no dieron error estándar: se muestran y no se reúnen.`,
  withoutLogRank: (n) =>
    n === 1 ? 'Un programa no dio la prueba log-rank.' : `${n} programas no dieron la prueba log-rank.`,
  withoutInformation: (n) =>
    n === 1
      ? 'Un programa no vio ningún evento mientras se seguía a ambos grupos (V = 0): queda en las sumas, no cambia nada y sale del ajuste de efectos aleatorios.'
      : `${n} programas no vieron ningún evento mientras se seguía a ambos grupos (V = 0): quedan en las sumas, no cambian nada y salen del ajuste de efectos aleatorios.`,
  noDifference: 'Ningún programa dio una diferencia de riesgos con error estándar, así que no hay una conjunta.',
  noRatio: 'Ningún programa dio una prueba log-rank con información, así que no hay razón conjunta.',
  noSe: 'sin error estándar',
  noEvents: 'sin información',
  interval: (estimate, low, high) => `${estimate} (${low} a ${high})`,
  range: (low, high) => `${low} a ${high}`,
  showNumbers: 'Mostrar los números',
  program: 'programa',
  people: 'personas',
  events: 'volvieron',
  withMentor: (isLottery) => (isLottery ? 'con oferta' : 'con mentor'),
  withoutMentor: (isLottery) => (isLottery ? 'sin oferta' : 'sin mentor'),
  known: 'se sabe',
  difference: 'de cada 100',
  ratio: 'razón',
  intervalName: 'intervalo del 95 %',
  weight: 'peso %',
  notPooledTitle: 'Lo que no está en las estimaciones, y por qué',
  analysis: { lottery: 'sorteo justo', observational: 'comparación ajustada' },
  programsTitle: 'Los programas, y lo que dice cada uno por sí mismo',
  enrolled: (n) => `unas ${n} inscritas`,
  ownReport: 'su propio informe',
  verdict: (v) => ES_VERDICTS[v] ?? v,
  methodTitle: 'Cómo se reunió esto',
  protocol: 'Protocolo (SHA-256)',
  horizon: 'Horizonte',
  margin: 'La mayor diferencia que se llama ninguna',
  inHundred: (x) => `${x} de cada 100`,
  days: (n) => `${n} días`,
  releases:
    'Solo se leen informes que pueden salir: sin recuentos pequeños, redondeados a 5, sin ninguna fila sobre una persona. Los sorteos y las comparaciones ajustadas nunca están en una misma estimación.',
}

const ES_VERDICTS: Readonly<Record<string, string>> = {
  no_comparison: 'sin comparación',
  too_early: 'demasiado pronto',
  between_looks: 'entre dos revisiones: sin veredicto',
  reduced: 'redujo',
  increased: 'aumentó',
  no_large_difference: 'sin gran diferencia',
  cannot_tell: 'no se puede saber',
  associated_with_less: 'asociada con menos',
  associated_with_more: 'asociada con más',
  associated_with_no_large_difference: 'no asociada con una gran diferencia',
  association_unclear: 'no se puede saber',
}

export const POOL_WORDS: Record<Language, PoolWords> = { en, es }

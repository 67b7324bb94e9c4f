import type { Language } from './words-of-page.ts'

/** What the sections about comparisons say; figures come in already written, in 100 people. */
export interface ComparisonWords {
  lotteryTitle: string
  lotterySays: (r: { withRisk: string; withoutRisk: string; days: number }) => string
  lotteryWhy: string
  adjustedTitle: string
  adjustedSays: (r: { withRisk: string; withoutRisk: string; days: number; grace: number; never: boolean }) => string
  adjustedWhy: string
  difference: (d: string, low: string, high: string) => string
  offeredLabel: (risk: string) => string
  notOfferedLabel: (risk: string) => string
  withLabel: (risk: string) => string
  withoutLabel: (risk: string) => string
  days: string
  quantity: string
  estimate: string
  interval: string
  rows: {
    riskDifference: string
    freeDays: string
    hazardRatio: string
    hazardRatioDays: string
    logRank: string
    redrawn: (n: number) => string
    uptake: string
    offerNow: string
    inTakers: string
    bounds: string
    untruncated: string
    byEventDay: string
    anySource: string
    eValue: string
  }
  groups: string
  people: string
  events: string
  known: string
  risk: string
  countsAs: string
  withGroup: string
  withoutGroup: string
  balance: string
  before: string
  after: string
  entriesLeftOut: string
  entries: string
  tipping: string
  tippingSays: string
  tippingHead: (multiplier: string) => string
  takersTitle: string
  takersAssumptions: readonly string[]
  unbounded: string
  bootstrap: (n: number, notEstimated: number) => string
  fixedWeights: string
  leftOut: (columns: string) => string
  notMade: Readonly<Record<'lottery' | 'observational', string>>
}

const en: ComparisonWords = {
  lotteryTitle: 'The fair draw',
  lotterySays: (r) =>
    `Of the people offered a mentor by the draw, ${r.withRisk} in 100 returned to use within ${r.days} days; of the people not offered one in the same draws, ${r.withoutRisk} in 100.`,
  lotteryWhy:
    'Chance alone decided who was offered a place first, so the two groups were alike but for luck. People stay in the group that the draw put them in, whether they took the place or not, and whether they got a place later.',
  adjustedTitle: 'The adjusted comparison',
  adjustedSays: (r) =>
    `If everybody had begun with a mentor within ${r.grace} days, about ${r.withRisk} in 100 would have returned to use within ${r.days} days; if ${r.never ? 'nobody had had one in that time' : `nobody had begun within ${r.grace} days, and later as usual`}, about ${r.withoutRisk} in 100. Both figures are estimates.`,
  adjustedWhy:
    'Everybody counts in both groups from the first day, and leaves a group when what they do no longer fits it; people who stay stand for those who left. This is right only if what was measured holds every common cause of getting a mentor and of returning to use. Nobody can check that from the records.',
  difference: (d, low, high) => `The difference is ${d} in 100 (95 % interval ${low} to ${high}).`,
  offeredLabel: (risk) => `offered${risk}`,
  notOfferedLabel: (risk) => `not offered${risk}`,
  withLabel: (risk) => `with a mentor${risk}`,
  withoutLabel: (risk) => `without${risk}`,
  days: 'days',
  quantity: 'what',
  estimate: 'estimate',
  interval: '95 % interval',
  rows: {
    riskDifference: 'difference in return to use, in 100',
    freeDays: 'difference in days without return to use',
    hazardRatio: 'hazard ratio (Cox, by draw and stratum)',
    hazardRatioDays: 'the same with the first, and the last possible day of each event',
    logRank: 'log-rank test, p',
    redrawn: (n) => `the same from ${n} re-runs of the draw, p`,
    uptake: 'difference in having taken the place, in 100',
    offerNow: 'offer now against no offer so far, in 100',
    inTakers: 'effect in those who took the place, in 100',
    bounds: 'whatever happened to those whose status is not known, in 100',
    untruncated: 'with weights as they are, in 100',
    byEventDay: 'with the first, and the last possible day of each event, in 100',
    anySource: 'with reports by anyone, in 100',
    eValue: 'E-value: how strongly a hidden cause would have to be tied to both to explain it away',
  },
  groups: 'group',
  people: 'people',
  events: 'returned to use',
  known: 'known at the end',
  risk: 'in 100',
  countsAs: 'counts as',
  withGroup: 'offered, or with a mentor',
  withoutGroup: 'not offered, or without',
  balance: 'How alike the groups were at the start (standardized differences)',
  before: 'before',
  after: 'after weighting',
  entriesLeftOut: 'Entries left out of the curves',
  entries: 'entries',
  tipping: 'with ↓ without →',
  tippingSays:
    'If use came more often on days that no answer covers: the difference in 100 if it came so many times as often, in rows with a mentor (or an offer), in columns without.',
  tippingHead: (m) => `× ${m}`,
  takersTitle: 'The effect in those who took the place rests on four assumptions',
  takersAssumptions: [
    'The draw was fair.',
    'The offer works through the place alone: being offered one changes nothing by itself.',
    'Nobody refuses a place because it was offered by the draw who would have taken it otherwise.',
    'What one person gets does not change what happens to another.',
  ],
  unbounded: 'reaches without end',
  bootstrap: (n, none) =>
    `Intervals from ${n} bootstrap samples of mentors with their people, every model fitted again${none > 0 ? `; ${none} gave no estimate` : ''}.`,
  fixedWeights: 'Intervals take the weights as known.',
  leftOut: (columns) => `Left out of the models, because it says nothing new or is too rare there: ${columns}.`,
  notMade: { lottery: 'Not compared by the draw', observational: 'No adjusted comparison' },
}

const es: ComparisonWords = {
  lotteryTitle: 'El sorteo justo',
  lotterySays: (r) =>
    `De las personas a las que el sorteo ofreció mentor, ${r.withRisk} de cada 100 volvieron a consumir en ${r.days} días; de las que no, en los mismos sorteos, ${r.withoutRisk} de cada 100.`,
  lotteryWhy:
    'Solo el azar decidió a quién se ofreció plaza primero, así que los dos grupos eran iguales salvo por la suerte. Cada persona se queda en el grupo que le dio el sorteo, tomara o no la plaza y la consiguiera o no más tarde.',
  adjustedTitle: 'La comparación ajustada',
  adjustedSays: (r) =>
    `Si todas las personas hubieran empezado con mentor en ${r.grace} días, unas ${r.withRisk} de cada 100 habrían vuelto a consumir en ${r.days} días; si ${r.never ? 'ninguna lo hubiera tenido en ese tiempo' : `ninguna hubiera empezado en ${r.grace} días, y después como de costumbre`}, unas ${r.withoutRisk} de cada 100. Las dos cifras son estimaciones.`,
  adjustedWhy:
    'Todas las personas cuentan en los dos grupos desde el primer día y salen de un grupo cuando lo que hacen ya no encaja en él; quienes se quedan representan a quienes salieron. Esto es correcto solo si lo medido contiene todas las causas comunes de tener mentor y de volver a consumir. Nadie puede comprobarlo con los registros.',
  difference: (d, low, high) => `La diferencia es de ${d} de cada 100 (intervalo del 95 %: de ${low} a ${high}).`,
  offeredLabel: (risk) => `con oferta${risk}`,
  notOfferedLabel: (risk) => `sin oferta${risk}`,
  withLabel: (risk) => `con mentor${risk}`,
  withoutLabel: (risk) => `sin mentor${risk}`,
  days: 'días',
  quantity: 'qué',
  estimate: 'estimación',
  interval: 'intervalo del 95 %',
  rows: {
    riskDifference: 'diferencia en la vuelta al consumo, de cada 100',
    freeDays: 'diferencia en días sin volver a consumir',
    hazardRatio: 'razón de riesgos instantáneos (Cox, por sorteo y estrato)',
    hazardRatioDays: 'lo mismo con el primer y con el último día posible de cada evento',
    logRank: 'prueba log-rank, p',
    redrawn: (n) => `lo mismo repitiendo el sorteo ${n} veces, p`,
    uptake: 'diferencia en haber tomado la plaza, de cada 100',
    offerNow: 'oferta ahora frente a ninguna hasta entonces, de cada 100',
    inTakers: 'efecto en quienes tomaron la plaza, de cada 100',
    bounds: 'pase lo que pase con quienes no se sabe cómo están, de cada 100',
    untruncated: 'con los pesos tal como son, de cada 100',
    byEventDay: 'con el primer y con el último día posible de cada evento, de cada 100',
    anySource: 'con lo que informa cualquiera, de cada 100',
    eValue: 'valor E: con cuánta fuerza tendría que unirse a ambas una causa oculta para explicarlo',
  },
  groups: 'grupo',
  people: 'personas',
  events: 'volvieron a consumir',
  known: 'se sabe al final',
  risk: 'de cada 100',
  countsAs: 'cuenta como',
  withGroup: 'con oferta, o con mentor',
  withoutGroup: 'sin oferta, o sin mentor',
  balance: 'Qué tan parecidos eran los grupos al inicio (diferencias estandarizadas)',
  before: 'antes',
  after: 'tras ponderar',
  entriesLeftOut: 'Participaciones fuera de las curvas',
  entries: 'participaciones',
  tipping: 'con ↓ sin →',
  tippingSays:
    'Si el consumo fuera más frecuente en los días que ninguna respuesta cubre: la diferencia de cada 100 si lo fuera tantas veces más, en filas con mentor (u oferta), en columnas sin.',
  tippingHead: (m) => `× ${m}`,
  takersTitle: 'El efecto en quienes tomaron la plaza descansa en cuatro supuestos',
  takersAssumptions: [
    'El sorteo fue justo.',
    'La oferta actúa solo por la plaza: recibirla no cambia nada por sí misma.',
    'Nadie rechaza una plaza porque se la ofreció el sorteo si de otro modo la habría tomado.',
    'Lo que recibe una persona no cambia lo que le pasa a otra.',
  ],
  unbounded: 'no tiene fin',
  bootstrap: (n, none) =>
    `Intervalos de ${n} remuestreos de mentores con sus personas, ajustando de nuevo todos los modelos${none > 0 ? `; ${none} no dieron estimación` : ''}.`,
  fixedWeights: 'Los intervalos toman los pesos como conocidos.',
  leftOut: (columns) => `Fuera de los modelos, porque no dice nada nuevo o es muy raro allí: ${columns}.`,
  notMade: { lottery: 'Sin comparación por sorteo', observational: 'Sin comparación ajustada' },
}

export const COMPARISON_WORDS: Record<Language, ComparisonWords> = { en, es }

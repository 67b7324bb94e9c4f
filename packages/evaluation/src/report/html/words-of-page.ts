export type Language = 'en' | 'es'

/** Every word that the page itself says; figures come in already written. */
export interface Words {
  question: string
  dataCut: (label: string) => string
  needed: string
  needsComparison: string
  servedTitle: string
  enrolled: string
  served: string
  services: string
  answered: string
  servedSays: (r: { served: string; enrolled: string; answered: string; asked: string }) => string
  ratesTitle: string
  ratesSays: (without: string, withMentor: string) => string
  ratesSaysLittle: string
  testSays: (p: string) => string
  testRange: (first: string, last: string) => string
  perMonth: string
  curveTitle: (day: number) => string
  curveSays: (day: number, horizon: number, withRisk: string, withoutRisk: string) => string
  curveSaysLittle: (day: number, horizon: number) => string
  withLabel: (risk: string) => string
  withoutLabel: (risk: string) => string
  atRisk: string
  days: string
  returned: string
  freeDays: (d: string, low: string, high: string, from: number, to: number) => string
  knownTitle: string
  knownSays: (day: number, known: string, low: string, high: string) => string
  knownNone: string
  isEvent: string
  isUnknown: string
  isFree: string
  naiveTitle: string
  naiveSays: (naive: string, byDay: string) => string
  naiveNone: string
  variantsTitle: string
  variant: string
  withoutMentor: string
  withMentor: string
  whoTitle: string
  whoSays: (n: string, events: string, dropped: string) => string
  reason: string
  people: string
  coverageShare: string
  knownAtHorizon: (day: number) => string
  state: string
  stateAtDay: (day: number) => string
  states: Readonly<Record<string, string>>
  ended: Readonly<Record<string, string>>
  personDays: string
  events: string
  rate: string
  interval: string
  showNumbers: string
  window: string
  asked: string
  ends: Readonly<Record<string, string>>
  followUp: string
  period: string
  methodTitle: string
  protocolHash: string
  dataHash: string
  horizon: string
  daysUnit: (n: number) => string
  definitions: string
  notHashed: string
  intercurrent: string
  measuredAfter: string
  release: string
  internal: string
  outsideDeaths: (n: string) => string
  none: string
}

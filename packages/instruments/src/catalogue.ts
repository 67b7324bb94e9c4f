import type { Instrument } from './definition.ts'
import { barc10 } from './definitions/barc-10.ts'
import { phq4 } from './definitions/phq-4.ts'
import { readinessRulers } from './definitions/readiness-rulers.ts'

/** Every instrument whose questions this repository may hold. */
export const instruments: readonly Instrument[] = [phq4, barc10, readinessRulers]

/** The definition with this id and, when given, this version; undefined when there is none. */
export function findInstrument(id: string, version?: number): Instrument | undefined {
  return instruments.find(
    (instrument) => instrument.id === id && (version === undefined || instrument.version === version),
  )
}

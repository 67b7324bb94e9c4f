import { dayDefinitions } from './day-definitions.ts'
import type { Definition } from './definition.ts'
import { trialDefinitions } from './trial-definitions.ts'

/** Every named definition of return to use, abstinence and reduction. A number is printed with its definition's title. */
export const definitions: readonly Definition[] = [...dayDefinitions, ...trialDefinitions]

/** The definition with this id and, when given, this version; undefined when there is none. */
export function findDefinition(id: string, version?: number): Definition | undefined {
  return definitions.find(
    (definition) => definition.id === id && (version === undefined || definition.version === version),
  )
}

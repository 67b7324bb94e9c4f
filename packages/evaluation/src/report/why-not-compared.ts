import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { UnknownCovariate } from '../estimates/baseline-columns.ts'
import type { Bilingual } from '../words/words.ts'

export const NO_COVARIATES: Bilingual = {
  en: 'The protocol names no covariates, so there is nothing by which people with and without a mentor could be made alike.',
  es: 'El protocolo no nombra covariables, así que no hay con qué hacer comparables a las personas con y sin mentor.',
}

/** Why an adjusted comparison was not made, from what stopped it; null for an error that says nothing to people. */
export function whyNotAdjusted(error: unknown, horizonDays: number): Bilingual | null {
  if (error instanceof UnknownCovariate)
    return {
      en: `The protocol names the covariate ${error.covariate}, and the data set does not have it.`,
      es: `El protocolo nombra la covariable ${error.covariate} y los datos no la tienen.`,
    }
  if (!(error instanceof StatisticsError)) return null
  const column = error.fields.column
  if (error.code === 'no_rows')
    return {
      en: 'Nobody was followed from the first day without a mentor then, so no comparison could begin alike for all.',
      es: 'No se siguió a nadie desde el primer día sin mentor entonces, así que ninguna comparación pudo empezar igual para todas las personas.',
    }
  if (error.code === 'no_events')
    return {
      en: 'Nobody began with a mentor within the days of grace.',
      es: 'Nadie empezó con mentor dentro de los días de gracia.',
    }
  if (error.code === 'out_of_range' || error.code === 'too_few_groups')
    return {
      en: `In one of the groups nobody has been followed for ${horizonDays} days yet.`,
      es: `En uno de los grupos todavía no se ha seguido a nadie durante ${horizonDays} días.`,
    }
  // A level of the weeks, and no covariate.
  if (error.code === 'separation' && column?.startsWith('interval'))
    return {
      en: 'Too few people began with a mentor within the days of grace to tell who does.',
      es: 'Muy pocas personas empezaron con mentor dentro de los días de gracia para saber quiénes lo hacen.',
    }
  if (error.code === 'separation')
    return {
      en: `By ${column} it is settled who gets a mentor, so people with and without one cannot be made alike.`,
      es: `Según ${column} queda decidido quién recibe mentor, así que las personas con y sin mentor no pueden hacerse comparables.`,
    }
  return {
    en: `The model for who gets a mentor does not come off: ${error.message}`,
    es: `El modelo de quién recibe mentor no se pudo calcular${column === undefined ? '' : ` (${column})`}.`,
  }
}

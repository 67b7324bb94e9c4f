import type { Bilingual } from '../words/words.ts'

/** Where a report holds no such comparison and does not say why. */
export const NOT_MADE: Record<'lottery' | 'observational', Bilingual> = {
  lottery: { en: 'Its report holds no fair draw.', es: 'Su informe no contiene ningún sorteo justo.' },
  observational: {
    en: 'Its report holds no adjusted comparison.',
    es: 'Su informe no contiene ninguna comparación ajustada.',
  },
}

export const reachesOnly = (days: number): Bilingual => ({
  en: `Its comparison is made for day ${days}.`,
  es: `Su comparación es para el día ${days}.`,
})

export const sameProgramTwice = (program: string): Bilingual => ({
  en: `Two of the reports are of ${program}, with different data cuts. A person who is in both counts twice, and the intervals are then too short.`,
  es: `Dos de los informes son de ${program}, con distinto corte de datos. Quien esté en ambos cuenta dos veces, y los intervalos son entonces demasiado cortos.`,
})

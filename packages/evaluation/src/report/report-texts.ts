import type { DropReason } from '../estimates/follow-up.ts'
import type { Bilingual } from '../words/words.ts'

/** Why a person is not in the analysis. */
export const DROP_TEXTS: Record<DropReason, Bilingual> = {
  last_use_unknown: {
    en: 'day of last use before the start is not known',
    es: 'no se conoce el día del último consumo antes del inicio',
  },
  not_abstinent_long_enough: {
    en: 'had used too shortly before the start for a return to be told from the same use',
    es: 'había consumido muy poco antes del inicio para distinguir una vuelta del mismo consumo',
  },
  used_before_observation: {
    en: 'had returned to use before observation began',
    es: 'había vuelto a consumir antes de empezar la observación',
  },
  no_days_covered: { en: 'no answer covers the first day yet', es: 'ninguna respuesta cubre todavía el primer día' },
}

/** Why somebody's entry in a draw is not in its curves. */
export const ENTRY_TEXTS: Record<DropReason | 'not_known_at_draw', Bilingual> = {
  ...DROP_TEXTS,
  not_abstinent_long_enough: {
    en: 'had used too shortly before the draw for a return to be told from the same use',
    es: 'había consumido muy poco antes del sorteo para distinguir una vuelta del mismo consumo',
  },
  no_days_covered: {
    en: 'no answer covers a day after the draw yet',
    es: 'ninguna respuesta cubre todavía un día después del sorteo',
  },
  not_known_at_draw: {
    en: 'nobody had asked in the seven days before the draw',
    es: 'nadie había preguntado en los siete días antes del sorteo',
  },
}

export const VARIANT_TEXTS: Record<'primary' | 'current' | 'heavy' | 'any_source', (days: number) => Bilingual> = {
  primary: () => ({
    en: 'As above: first use, from asks only, once matched always',
    es: 'Como arriba: primer consumo, solo por preguntas, siempre después del primer mentor',
  }),
  current: (days) => ({
    en: `A mentor counts only while the match lasts and ${days} days after`,
    es: `El mentor cuenta solo mientras dura la relación y ${days} días después`,
  }),
  heavy: () => ({
    en: 'First heavy use instead of first use',
    es: 'Primer consumo intenso en lugar del primer consumo',
  }),
  any_source: () => ({
    en: 'Reports by anyone, too (people with a mentor tell more, so this is biased)',
    es: 'También lo que informa cualquiera (quien tiene mentor cuenta más, así que está sesgado)',
  }),
}

export const NOTES: Record<'sources' | 'once_started', Bilingual> = {
  sources: {
    en: 'Return to use is counted only from questions that everybody is asked on the same schedule (and tests scheduled for everybody), never from what mentors or clinicians happen to hear. Deaths from overdose count whoever reported them.',
    es: 'La vuelta al consumo se cuenta solo a partir de preguntas que se hacen a todas las personas con el mismo calendario (y pruebas previstas para todas), nunca por lo que mentores o clínicos llegan a saber. Las muertes por sobredosis cuentan sea quien sea quien las informe.',
  },
  once_started: {
    en: 'Whoever has had a mentor stays counted so after the match ends: matches often end because use is near, and counting those days as “without a mentor” would flatter mentoring.',
    es: 'Quien ha tenido mentor sigue contando así cuando la relación termina: muchas terminan porque el consumo está cerca, y contar esos días como “sin mentor” favorecería a la mentoría.',
  },
}

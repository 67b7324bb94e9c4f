export type LotteryRefusalCode =
  | 'no_draw'
  | 'no_contrast'
  | 'nobody_eligible'
  | 'arm_not_followed'
  | 'no_events'
  | 'horizon_not_reached'

const TEXTS: Record<LotteryRefusalCode, (days: number) => { en: string; es: string }> = {
  no_draw: () => ({ en: 'No places were drawn.', es: 'No se sortearon plazas.' }),
  no_contrast: () => ({
    en: 'In no draw were some people offered a place and others not, so there is nobody to compare with.',
    es: 'En ningún sorteo se ofreció plaza a unas personas y a otras no, así que no hay con quién comparar.',
  }),
  nobody_eligible: () => ({
    en: 'Of nobody in a draw was it known, in the seven days before it, that they had been without use long enough.',
    es: 'De nadie en un sorteo se sabía, en los siete días anteriores, que llevaba suficiente tiempo sin consumir.',
  }),
  arm_not_followed: () => ({
    en: 'Among the people offered a place, or among the others, no answer covers a day after the draw.',
    es: 'Entre las personas a las que se ofreció plaza, o entre las demás, ninguna respuesta cubre un día después del sorteo.',
  }),
  no_events: (days) => ({
    en: `Nobody in the draws is known to have returned to use within ${days} days, so no difference can be seen.`,
    es: `No consta que nadie de los sorteos volviera a consumir en ${days} días, así que no puede verse ninguna diferencia.`,
  }),
  horizon_not_reached: (days) => ({
    en: `Nobody has been followed for ${days} days after a draw in each group yet.`,
    es: `Todavía no se ha seguido a nadie durante ${days} días después de un sorteo en cada grupo.`,
  }),
}

/** Why the draws compare nobody, in a sentence for the report. */
export class LotteryRefusal extends Error {
  readonly code: LotteryRefusalCode
  readonly text: { en: string; es: string }

  constructor(code: LotteryRefusalCode, horizonDays: number) {
    const text = TEXTS[code](horizonDays)
    super(text.en)
    this.name = 'LotteryRefusal'
    this.code = code
    this.text = text
  }
}

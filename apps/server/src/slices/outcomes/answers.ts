import type { Mode } from '@cairn/program/people/vocabulary.ts'
import type { Source } from '@cairn/program/return-to-use/day-table.ts'
import { fillFromAnswer, type UsedDay } from '@cairn/program/return-to-use/use-answer.ts'
import type { Context } from '../../platform/context.ts'
import { type ClockVerdict, dayFrom, dayNumber, type PhoneTime } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { type Days, replaceDays } from './days.ts'

/** How an entry was made, by whom, and what the paper said. */
export interface EntryMode {
  mode: Mode
  on?: string | undefined
  formVersion?: string | undefined
  witness?: string | undefined
}

export const BY_HERSELF: EntryMode = { mode: 'self' }

export interface NewAnswer extends PhoneTime {
  id: string
  participantId: string
  answer: 'no' | 'yes' | 'rather_not_say' | 'days'
  source: Source
  askId: string | null
  reportId?: string | null
  /** The days that somebody else's question was about. */
  asked?: Days | null
  clock: ClockVerdict
  entry: EntryMode
  bodyIndex: Buffer
}

/** Adds one answer about use. Nobody but the person can read it back. */
export async function addUseAnswer(ctx: Context, given: NewAnswer): Promise<void> {
  const { tx, now, actor, vault } = ctx
  const { organizationId } = actor
  const { entry } = given
  await tx
    .insertInto('useAnswers')
    .values({
      organizationId,
      id: given.id,
      participantId: given.participantId,
      answer: given.answer,
      source: given.source,
      askId: given.askId,
      reportId: given.reportId ?? null,
      localOn: entry.on ?? given.day,
      timeZone: given.zone,
      recordedAt: given.recordedAt,
      receivedAt: now,
      clock: given.clock,
      mode: entry.mode,
      formVersion: entry.formVersion ?? null,
      witnessSealed: entry.witness ? await vault.seal(tx, organizationId, given.participantId, entry.witness) : null,
      enteredBy: entry.mode === 'self' ? null : actor.personId,
      askedFrom: given.asked ? dayFrom(given.asked.from).toString() : null,
      askedTo: given.asked ? dayFrom(given.asked.to).toString() : null,
      bodyIndex: given.bodyIndex,
    })
    .execute()
}

/** What is to be filled by an answer about these unknown days. */
export interface Fill {
  about: readonly Days[]
  used: readonly { day: string; substances: readonly string[]; heavy: boolean | null }[]
  otherDaysWithoutUse: boolean
  substances?: readonly string[]
  heavy?: boolean | null
}

const severityOf = (heavy: boolean | null | undefined) =>
  heavy === true ? 'heavy_use' : heavy === false ? 'use' : null

/** Writes the days of an answer by the pure rule; a day that has not come yet is refused. */
export async function fillDays(
  ctx: Context,
  given: Pick<NewAnswer, 'id' | 'participantId' | 'answer' | 'source' | 'askId' | 'day' | 'entry'>,
  fill: Fill,
  isNew = true,
): Promise<void> {
  if (given.answer === 'rather_not_say') return
  const today = dayNumber(given.entry.on ?? given.day)
  const used = fill.used.flatMap(({ day, substances, heavy }): UsedDay[] => {
    const severity = severityOf(heavy)
    return substances.length === 0
      ? [{ day: dayNumber(day), severity }]
      : substances.map((substance) => ({ day: dayNumber(day), substance, severity }))
  })
  try {
    const filled = fillFromAnswer({
      answerId: given.id,
      answer: given.answer === 'no' ? 'no' : 'yes',
      today,
      about: fill.about,
      source: given.source,
      askId: given.askId,
      usedDays: used,
      otherDaysWithoutUse: fill.otherDaysWithoutUse,
      substance: fill.substances?.length === 1 ? fill.substances[0]! : null,
      severity: severityOf(fill.heavy),
    })
    await replaceDays(ctx, given.participantId, given.id, filled, isNew)
  } catch (error) {
    if (error instanceof RangeError)
      throw new ProblemError('future_day', { fields: { days: 'name a day that has not come yet' } })
    throw error
  }
}

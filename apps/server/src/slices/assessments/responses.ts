import type { AssessmentResult } from '@cairn/contract/assessments.ts'
import { findInstrument } from '@cairn/instruments/catalogue.ts'
import { type Instrument, InstrumentError, offeredIn, type Scale } from '@cairn/instruments/definition.ts'
import { type Answers, score } from '@cairn/instruments/score.ts'
import type { Mode } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { checkPhone, dayNumber, type PhoneTime } from '../../platform/phone-time.ts'
import { ProblemError } from '../../platform/problem.ts'
import { takeId } from '../../platform/same-id.ts'
import { getParticipant, noteAudit } from '../people/index.ts'
import type { AssessmentRow } from './tables.ts'

export interface Response extends PhoneTime {
  id: string
  instrumentId: string
  version: number
  language: 'en' | 'es'
  answers: Record<string, number | null>
}

interface Entry {
  mode: Mode
  on?: string | undefined
  formVersion?: string | undefined
  witness?: string | undefined
}

function getDefinition(id: string, version: number | undefined, language: 'en' | 'es'): Instrument {
  const instrument = findInstrument(id, version)
  if (!instrument || instrument.licence.status === 'NO' || !offeredIn(instrument, language).offered)
    throw new ProblemError('not_offered')
  return instrument
}

/** The questions of one questionnaire in one language. */
export function getInstrumentPage(id: string, language: 'en' | 'es') {
  const instrument = getDefinition(id, undefined, language)
  const wording = instrument.wording[language]
  if (!wording.offered) throw new ProblemError('not_offered')
  return {
    id: instrument.id,
    version: instrument.version,
    title: instrument.title[language],
    language,
    instruction: instrument.instruction[language] ?? instrument.instruction.en,
    recallDays: instrument.recallDays,
    items: instrument.items.map((item) => ({
      id: item.id,
      text: item.text[language] ?? item.text.en,
      options: instrument.options[item.options]!.map(({ value, label }) => ({
        value,
        label: label[language] ?? label.en,
      })),
    })),
    wording: wording.status,
    wordingNote: wording.note[language],
    licence: instrument.licence.text,
  }
}

function scored(instrument: Instrument, answers: Answers) {
  try {
    return score(instrument, answers)
  } catch (error) {
    if (error instanceof InstrumentError)
      throw new ProblemError('invalid_input', { fields: { answers: error.message } })
    throw error
  }
}

/** Adds one response with its score; the definition's version that was shown stays with it. */
export async function addResponse(
  ctx: Context,
  participantId: string,
  body: Response,
  entry: Entry,
  sentAt: string | undefined,
): Promise<AssessmentRow> {
  const { tx, now, actor, vault } = ctx
  const { organizationId } = actor
  await getParticipant(ctx, participantId)
  const { kept, bodyIndex } = await takeId(ctx, 'assessments', body.id, [participantId, body, entry])
  if (kept) return kept
  const clock = checkPhone(ctx, body, sentAt)
  if (entry.on && dayNumber(entry.on) > dayNumber(body.day))
    throw new ProblemError('future_day', { fields: { 'done.on': 'has not come yet' } })
  const instrument = getDefinition(body.instrumentId, body.version, body.language)
  const result = scored(instrument, body.answers)
  if (result.missing.length === instrument.items.length)
    throw new ProblemError('invalid_input', { fields: { answers: 'needs one answer at least' } })
  const inserted = await tx
    .insertInto('assessments')
    .values({
      organizationId,
      id: body.id,
      participantId,
      instrumentId: instrument.id,
      version: instrument.version,
      language: body.language,
      answers: JSON.stringify(body.answers),
      total: result.score,
      subscales: JSON.stringify(
        Object.fromEntries(Object.entries(result.subscales).map(([id, scale]) => [id, scale.score])),
      ),
      skipped: result.missing.length,
      recordedAt: body.recordedAt,
      receivedAt: now,
      timeZone: body.zone,
      localOn: entry.on ?? body.day,
      clock,
      mode: entry.mode,
      formVersion: entry.formVersion ?? null,
      witnessSealed: entry.witness ? await vault.seal(tx, organizationId, participantId, entry.witness) : null,
      enteredBy: entry.mode === 'self' ? null : actor.personId,
      bodyIndex,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteAudit(ctx, [{ action: 'assessment.write', act: 'write', subjectId: participantId, recordIds: [body.id] }])
  return inserted
}

function viewScale(scale: Scale, value: number | null, language: 'en' | 'es') {
  const band = value === null ? undefined : scale.bands.find(({ min, max }) => value >= min && value <= max)
  return {
    id: scale.id,
    title: scale.title[language],
    score: value,
    min: scale.min,
    max: scale.max,
    band: band?.label[language] ?? null,
  }
}

/** Results in words, newest first, each beside the total before it. Scores are those that were kept. */
export async function listResults(ctx: Context, participantId: string): Promise<AssessmentResult[]> {
  const { language } = ctx
  const rows = await ctx.tx
    .selectFrom('assessments')
    .where('organizationId', '=', ctx.actor.organizationId)
    .where('participantId', '=', participantId)
    .orderBy('localOn')
    .orderBy('recordedAt')
    .selectAll()
    .execute()
  const last = new Map<string, { day: string; score: number }>()
  return rows
    .flatMap((row): AssessmentResult[] => {
      const instrument = findInstrument(row.instrumentId, row.version)
      if (!instrument) return []
      const before = last.get(row.instrumentId) ?? null
      if (row.total !== null) last.set(row.instrumentId, { day: row.localOn.toString(), score: row.total })
      const { total, subscales } = instrument.scoring
      return [
        {
          id: row.id,
          instrumentId: row.instrumentId,
          title: instrument.title[language],
          day: row.localOn.toString(),
          receivedAt: row.receivedAt.toString(),
          mode: row.mode,
          total: total ? viewScale(total, row.total, language) : null,
          subscales: subscales.map((scale) => viewScale(scale, row.subscales[scale.id] ?? null, language)),
          skipped: row.skipped,
          reason: row.total === null ? (score(instrument, row.answers).reason?.[language] ?? null) : null,
          before,
        },
      ]
    })
    .reverse()
}

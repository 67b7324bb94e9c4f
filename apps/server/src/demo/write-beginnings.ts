import { paper, type Writing } from './writing.ts'

const SELF_MODES = { app: 'self', sms: 'phone', phone: 'phone', paper: 'paper' } as const

/** Baseline card, readiness, wishes, and people whom somebody must not meet. */
export async function writeBeginnings(w: Writing): Promise<void> {
  const { rows, calendar } = w
  const at = (day: number) => ({ day, minute: Math.min(700, day === calendar.nowDay ? calendar.nowMinute : 700) })
  await w.insert(
    'baselines',
    rows.participants.flatMap((p) => {
      const b = p.baseline
      if (!b) return []
      const id = w.id('person', p.key)
      const answers = {
        substances: b.substances.map((substance, i) => ({ substance, goal: i === 0 ? 'stop' : 'not_sure' })),
        lastUseOn: calendar.day(b.lastUseOn),
        daysUsedOf30: b.daysUsedOf30,
        yearsOfUse: b.yearsOfUse,
        inTreatment: b.inTreatment,
        takesMedicationForRecovery: b.takesMedicationForRecovery,
        hasHousing: b.hasHousing,
        treatmentsBefore: null,
        pathways: [...(b.takesMedicationForRecovery ? ['medication'] : []), ...(b.inTreatment ? ['treatment'] : [])],
        mentorShouldHaveLived: p.wishes.ranked.slice(0, 2),
        words: null,
      }
      return [
        {
          id,
          answers_sealed: w.seal(id, JSON.stringify(answers)),
          answered_on: calendar.day(b.answeredOn),
          mode: b.mode,
          ...paper(w, b.mode, id),
          answered_by: b.mode === 'self' ? id : w.id('person', 's-coordinator'),
          version: 1,
          recorded_at: calendar.instant(at(b.answeredOn)),
        },
      ]
    }),
  )
  await w.insert(
    'readiness_answers',
    rows.participants.map((p) => {
      const { answeredOn, startStyle, importance, confidence, readiness } = p.readiness
      const mode = SELF_MODES[p.reach]
      const owner = w.id('person', p.key)
      const id = w.id('readiness', p.key, at(answeredOn))
      return {
        id,
        participant_id: owner,
        start_style: startStyle,
        importance,
        confidence,
        readiness,
        words_sealed: null,
        answered_on: calendar.day(answeredOn),
        mode,
        ...paper(w, mode, owner),
        answered_by: owner,
        recorded_at: calendar.instant(at(answeredOn)),
        body_index: w.bodyOf(id),
      }
    }),
  )
  await w.insert(
    'wishes',
    rows.participants
      .filter((p) => p.wishes.wantsMentor || p.baseline)
      .map((p) => {
        const { answeredOn, ranked, gender, availability } = p.wishes
        const mode = SELF_MODES[p.reach]
        const id = w.id('person', p.key)
        const wishes = [
          ...ranked.map((value) => ({ about: 'experience', value, must: false })),
          ...(gender === 'no_preference' ? [] : [{ about: 'gender', value: gender, must: false }]),
          ...availability.slice(0, 1).map((value) => ({ about: 'times', value, must: false })),
        ]
        return {
          id,
          ranked: wishes,
          languages: [p.language],
          answered_on: calendar.day(answeredOn),
          mode,
          ...paper(w, mode, id),
          answered_by: id,
          version: 1,
          recorded_at: calendar.instant(at(answeredOn)),
        }
      }),
  )
  await w.insert(
    'exclusions',
    rows.participants.flatMap((p) =>
      p.wishes.mustNotMeet.map((mentorKey) => {
        const id = w.id('exclusion', `${p.key} ${mentorKey}`, at(p.enrolledOn))
        return {
          id,
          person_id: w.id('person', p.key),
          other_id: w.id('person', mentorKey),
          words_sealed: null,
          body_index: w.bodyOf(id),
          created_at: calendar.instant(at(p.enrolledOn)),
        }
      }),
    ),
  )
}

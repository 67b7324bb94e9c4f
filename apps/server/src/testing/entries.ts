import type { saveBaseline } from '@cairn/contract/baseline.ts'
import type { addCheckIn } from '@cairn/contract/check-ins.ts'
import type { answerMyAsk } from '@cairn/contract/outcomes.ts'
import type { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'

interface Clocked {
  clock: Pick<Clock, 'now'>
}
type CheckIn = z.input<typeof addCheckIn.schema.body>
type Answer = z.input<typeof answerMyAsk.schema.body>
type Card = z.input<typeof saveBaseline.schema.body>['answers']

/** An entry as a phone in New York sends it, a minute after she tapped. */
function anEntry({ clock }: Clocked) {
  const tapped = clock.now().subtract({ minutes: 1 })
  return {
    id: newId(clock.now()),
    recordedAt: tapped.toString(),
    zone: 'America/New_York',
    day: tapped.toZonedDateTimeISO('America/New_York').toPlainDate().toString(),
  }
}

/** A check-in with nothing but a mood; `more` is what the test is about. */
export const aCheckIn = (at: Clocked, more: Partial<CheckIn> = {}): CheckIn => ({
  ...anEntry(at),
  mood: 3,
  urges: null,
  stress: null,
  needs: [],
  useShown: false,
  use: null,
  useAbout: [],
  useReportId: null,
  supervisorToldSaid: false,
  askAgain: null,
  sharing: null,
  shareThis: null,
  ...more,
})

/** The same typed by somebody else: what her mentor sees is not chosen there. */
export function aCheckInFor(at: Clocked, more: Partial<CheckIn> = {}) {
  const { sharing: _sharing, shareThis: _shareThis, ...body } = aCheckIn(at, more)
  return body
}

/** 'No' to an ask; `more` is what the test is about. */
export const anAnswer = (at: Clocked, more: Partial<Answer> = {}): Answer => ({
  ...anEntry(at),
  answer: 'no',
  days: [],
  otherDaysWithoutUse: false,
  course: null,
  mayKnow: null,
  supervisorToldSaid: false,
  ...more,
})

/** A baseline card on which everything was left out. */
export const AN_EMPTY_CARD: Card = {
  substances: [],
  lastUseOn: null,
  daysUsedOf30: null,
  yearsOfUse: null,
  inTreatment: null,
  takesMedicationForRecovery: null,
  hasHousing: null,
  treatmentsBefore: null,
  pathways: [],
  mentorShouldHaveLived: [],
  words: null,
}

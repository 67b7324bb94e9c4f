import type { CheckInPage } from '@cairn/contract/check-ins.ts'
import type { PhoneTime } from '../../offline/phone-time.ts'

/** The check-in as it stands on the screen: null is not answered, and never becomes a zero. Pure. */
export interface CheckForm {
  /** Made when the screen opened: the insert with this key is what makes a second send harmless. */
  id: string
  mood: number | null
  urges: number | null
  stress: number | null
  needs: readonly Need[]
  use: 'no' | 'yes' | 'rather_not_say' | null
  sharing: 'yes' | 'just_me' | 'ask_each_time' | null
  shareThis: boolean | null
  askAgain: AskAgain
}

export type Need = 'call' | 'ride' | 'food_kids' | 'clinic_medicine' | 'other'
export type AskAgain = 'tomorrow' | 'few_days' | 'week' | 'never'

export function emptyForm(id: string, lastAskAgain: AskAgain | null): CheckForm {
  return {
    id,
    mood: null,
    urges: null,
    stress: null,
    needs: [],
    use: null,
    sharing: null,
    shareThis: null,
    askAgain: lastAskAgain ?? 'few_days',
  }
}

/** Send works after any one answer. */
export function canSend(form: CheckForm): boolean {
  return form.mood !== null || form.urges !== null || form.stress !== null || form.needs.length > 0 || form.use !== null
}

/** Whether the mentor will see the three answers, as far as the screen can tell before sending. */
export function willBeShared(form: CheckForm, sharing: CheckInPage['sharing']): boolean {
  const choice = form.sharing ?? sharing.choice
  return sharing.mentor !== null && (choice === 'yes' || (choice === 'ask_each_time' && form.shareThis === true))
}

/** 'Ask me each time' holds now: the question is there, with nothing preselected. */
export function asksThisTime(form: CheckForm, sharing: CheckInPage['sharing']): boolean {
  return sharing.mentor !== null && (form.sharing ?? sharing.choice) === 'ask_each_time'
}

/** What is sent. A skipped answer goes as skipped. */
export function bodyOf(form: CheckForm, page: CheckInPage, time: PhoneTime, useReportId: string) {
  return {
    id: form.id,
    ...time,
    mood: form.mood,
    urges: form.urges,
    stress: form.stress,
    needs: [...form.needs],
    useShown: page.use.show,
    use: form.use,
    useAbout: page.use.show ? page.use.about : [],
    useReportId: form.use === 'yes' ? useReportId : null,
    supervisorToldSaid: page.use.show && page.use.mayKnow.alwaysTellSupervisor,
    askAgain: form.askAgain,
    sharing: form.sharing,
    shareThis: asksThisTime(form, page.sharing) ? form.shareThis : null,
  }
}

/** What the kept page says once this check-in is on the phone: nothing is asked a second time, also without a network. */
export function pageAfter(form: CheckForm, page: CheckInPage): CheckInPage {
  return {
    ...page,
    checkedInToday: true,
    lastAskAgain: form.askAgain,
    sharing: {
      ...page.sharing,
      pending: page.sharing.pending && form.sharing === null,
      choice: form.sharing ?? page.sharing.choice,
    },
    use: { ...page.use, show: page.use.show && form.use === null },
  }
}

/** The page of a phone that has no network and has never had one for this: everything but the questions about use. */
export const BARE_PAGE: CheckInPage = {
  participantId: '',
  sharing: { pending: false, choice: null, mentor: null, line: '' },
  use: {
    show: false,
    since: null,
    about: [],
    mayKnow: { choices: [], mentor: null, alwaysTellSupervisor: false },
    substances: [],
    hers: 0,
  },
  call: { mentor: null, mentorAwayUntil: null, cover: null, staffed: false, staffedAgainAt: null, onCall: null },
  lastAskAgain: null,
  checkedInToday: false,
}

/** Nothing is known here of who may read what: the screen must not say that nobody does. */
export const isBare = (page: CheckInPage): boolean => page.participantId === ''

/**
 * Days by which this phone's clock and the server's differ; 0 below one whole day. It is asked about, never corrected.
 */
export function daysOff(phoneMs: number, serverMs: number): number {
  return Math.trunc((phoneMs - serverMs) / 86_400_000)
}

import type { addCheckInFor, NEEDS } from '@cairn/contract/check-ins.ts'
import type { USE_ANSWERS } from '@cairn/contract/outcomes.ts'
import type { z } from 'zod'
import { addDays, dayOf } from '../../ui/days.ts'

export interface TogetherForm {
  id: string
  mode: 'together' | 'phone'
  mood: number | null
  urges: number | null
  stress: number | null
  needs: (typeof NEEDS)[number][]
  use: (typeof USE_ANSWERS)[number] | null
}

/** Where the phone does not know which days are unknown, the question is about these, today included. */
const DAYS_ASKED = 7

export const lastDays = (today: string) => [{ from: addDays(today, 1 - DAYS_ASKED), to: today }]

export const beginTogether = (id: string): TogetherForm => ({
  id,
  mode: 'together',
  mood: null,
  urges: null,
  stress: null,
  needs: [],
  use: null,
})

/** One answer is enough; a skipped one stays skipped. */
export const isSomething = (form: TogetherForm): boolean =>
  form.mood !== null || form.urges !== null || form.stress !== null || form.needs.length > 0 || form.use !== null

export function togetherBody(
  form: TogetherForm,
  {
    now,
    zone,
    reportId,
    supervisorToldSaid,
    about,
  }: {
    now: number
    zone: string
    reportId: string
    supervisorToldSaid: boolean
    /** The unknown days that the question on the screen was about; empty: it was not asked. */
    about: readonly { from: string; to: string }[]
  },
): z.input<typeof addCheckInFor.schema.body> {
  const day = dayOf(now, zone)
  return {
    id: form.id,
    recordedAt: new Date(now).toISOString(),
    zone,
    day,
    mood: form.mood,
    urges: form.urges,
    stress: form.stress,
    needs: form.needs,
    useShown: about.length > 0 || form.use !== null,
    use: form.use,
    useAbout: [...about],
    useReportId: form.use === 'yes' ? reportId : null,
    supervisorToldSaid,
    askAgain: null,
    done: { mode: form.mode },
  }
}

import type { addCheckInFor, NEEDS } from '@cairn/contract/check-ins.ts'
import type { USE_ANSWERS } from '@cairn/contract/outcomes.ts'
import type { z } from 'zod'
import { addDays, dayOf } from '../mentoring/when.ts'

export interface TogetherForm {
  id: string
  mode: 'together' | 'phone'
  mood: number | null
  urges: number | null
  stress: number | null
  needs: (typeof NEEDS)[number][]
  use: (typeof USE_ANSWERS)[number] | null
}

/** The question about use that two people go through together is about these days, today included. */
export const DAYS_ASKED = 7

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
  }: { now: number; zone: string; reportId: string; supervisorToldSaid: boolean },
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
    useShown: true,
    use: form.use,
    useAbout: [{ from: addDays(day, 1 - DAYS_ASKED), to: day }],
    useReportId: form.use === 'yes' ? reportId : null,
    supervisorToldSaid,
    askAgain: null,
    done: { mode: form.mode },
  }
}

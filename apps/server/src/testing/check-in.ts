import type { addCheckIn } from '@cairn/contract/check-ins.ts'
import type { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'

type Body = z.input<typeof addCheckIn.schema.body>

/** A check-in as a phone in New York sends it a minute after she tapped; `more` is what the test is about. */
export function aCheckIn({ clock }: { clock: Pick<Clock, 'now'> }, more: Partial<Body> = {}): Body {
  const tapped = clock.now().subtract({ minutes: 1 })
  return {
    id: newId(clock.now()),
    recordedAt: tapped.toString(),
    zone: 'America/New_York',
    day: tapped.toZonedDateTimeISO('America/New_York').toPlainDate().toString(),
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
  }
}

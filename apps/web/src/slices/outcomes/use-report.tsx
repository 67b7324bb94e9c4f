import type { CheckInPage } from '@cairn/contract/check-ins.ts'
import { phoneTime, phoneToday } from '../../offline/phone-time.ts'
import { send } from '../../offline/send.ts'
import { UseParts } from './use-parts.tsx'

/** The page after her own 'yes', on her own phone. */
export function UseReportPage({ id, use, onDone }: { id: string; use: CheckInPage['use']; onDone: () => void }) {
  const today = phoneToday()
  const { mayKnow, substances, hers, about } = use
  return (
    <UseParts
      id={id}
      questions={{
        mayKnow,
        substances,
        hers,
        from: about[0]?.from ?? Temporal.PlainDate.from(today).subtract({ days: 13 }).toString(),
        to: today,
        asksOthers: about.length > 0,
      }}
      save={(part) =>
        void send({
          id,
          kind: 'use',
          method: 'PUT',
          path: `/my/use-reports/${id}`,
          body: { ...phoneTime(), supervisorToldSaid: mayKnow.alwaysTellSupervisor, ...part },
        })
      }
      onDone={onDone}
    />
  )
}

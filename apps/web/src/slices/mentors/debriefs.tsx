import { listDebriefs } from '@cairn/contract/safety.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords, weekdayWords } from '../../ui/dates.ts'
import { Go } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'

/** Talks with a mentor after a safety matter: the one that is due, and what was kept of those that were held. */
export function Debriefs({ mentorId }: { mentorId: string }) {
  const { t } = useTranslation('desk-mentors')
  const zone = useSession().data?.timeZone ?? 'UTC'
  const language = currentLanguage()
  const debriefs = useQuery({
    queryKey: ['debriefs', mentorId],
    queryFn: () => call(listDebriefs, { params: { id: mentorId } }),
  })
  if (debriefs.isPending) return null
  if (debriefs.isError) return <Fault error={debriefs.error} retry={() => void debriefs.refetch()} />
  if (debriefs.data.items.length === 0) return null
  return (
    <section>
      <h3>{t('debriefs.title')}</h3>
      {debriefs.data.items.map(({ id, held, dueAt }) =>
        held ? (
          <p key={id}>
            <span className={styles['quiet']}>
              {t('debriefs.held', { day: weekdayWords(held.on, language), name: held.by.name })}
            </span>
            <br />
            {held.words}
          </p>
        ) : (
          <p key={id}>
            <Go to="/desk/board" search={{ open: mentorId, whose: 'all' }}>
              {t('debriefs.due', { time: momentWords(dueAt, Date.now(), language, zone) })}
            </Go>
          </p>
        ),
      )}
    </section>
  )
}

import { listDebriefs } from '@cairn/contract/safety.ts'
import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { listWords, momentWords, weekdayWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import styles from '../mentoring/mentoring.module.css'
import { useKept } from '../mentoring/reads.ts'
import { readersBeside } from '../mentoring/who-reads.ts'

/** Talks with me after a safety matter: the one that somebody owes me, and what was written down of those that were held. */
export function Debriefs() {
  const { t } = useTranslation('mentor-me')
  const { personId } = usePlace()
  const debriefs = useKept('debriefs', () => call(listDebriefs, { params: { id: personId } }))
  const language = currentLanguage()
  if (!debriefs.data || debriefs.data.items.length === 0) return null
  const roles = readersBeside('debrief.read').roles.map((role) => t(`words:roles.${role}`))
  return (
    <section>
      <Title order={2} mb="xs">
        {t('debriefs.title')}
      </Title>
      <Stack gap="xs">
        {debriefs.data.items.map(({ id, held, dueAt }) => (
          <div key={id} className={styles['card']}>
            {held ? (
              <>
                <Text size="sm" c="dimmed">
                  {t('debriefs.held', { day: weekdayWords(held.on, language), name: held.by.name })}
                </Text>
                <Text>{held.words}</Text>
              </>
            ) : (
              <Text>{t('debriefs.due', { by: momentWords(dueAt, Date.now(), language, zoneHere()) })}</Text>
            )}
          </div>
        ))}
        <Text size="sm" c="dimmed">
          {t('words:onlyYouAnd', { names: listWords(roles, language) })}
        </Text>
      </Stack>
    </section>
  )
}

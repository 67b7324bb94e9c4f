import type { TalkOutcome } from '@cairn/program/mentoring/vocabulary.ts'
import { Button, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { useEntryState } from '../../offline/use-outbox.ts'
import { momentWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import styles from './mentoring.module.css'
import { linksTo } from './reach.ts'
import { useMentorToday, usePerson } from './reads.ts'

export interface SavedTalk {
  id: string
  personId: string
  name: string
  outcome: TalkOutcome
  changeableUntil: string
}

/** 'Saved. You can change it until tomorrow 10:12.' and, when it did not happen, a kind word to send. */
export function LogSaved({ saved, onAgain }: { saved: SavedTalk; onAgain: () => void }) {
  const { t } = useTranslation('mentor-log')
  const state = useEntryState(saved.id)
  return (
    <Stack gap="md">
      <Title order={1}>{t('saved.title')}</Title>
      <Text role="status">
        {t('saved.until', { time: momentWords(saved.changeableUntil, Date.now(), currentLanguage(), zoneHere()) })}{' '}
        {state === 'saved' ? t('saved.onPhone') : state === 'sent' ? t('saved.sent') : ''}
      </Text>
      {state === 'refused' && <Text role="alert">{t('saved.refused')}</Text>}
      {saved.outcome === 'participant_could_not_come' && <WeMissedYou saved={saved} />}
      <GoButton to="/mentor/today" fullWidth>
        {t('toToday')}
      </GoButton>
      <GoButton to={`/mentor/talk/${saved.id}`} variant="light" fullWidth>
        {t('saved.see')}
      </GoButton>
      <Button variant="subtle" color="slate" onClick={onAgain}>
        {t('saved.another')}
      </Button>
    </Stack>
  )
}

/** Words to edit, then the phone's own message app: we keep no copy. */
function WeMissedYou({ saved }: { saved: SavedTalk }) {
  const { t } = useTranslation('mentor-log')
  const person = usePerson(saved.personId)
  const today = useMentorToday()
  const [typed, setTyped] = useState<string>()
  const contact = person.data?.contact
  const { message } = linksTo(contact)
  if (!message) return null
  // The notice's own placeholders, which are not those of the screens.
  const words =
    typed ??
    t('we-missed-you:channels.message', { skipInterpolation: true })
      .replace('{{mentor}}', (today.data?.name ?? '').split(' ')[0]!)
      .replace('{{when}}', t('missed.today'))
  return (
    <Stack gap="xs" className={styles['card']}>
      <Textarea
        label={t('missed.label')}
        autosize
        minRows={3}
        value={words}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button component="a" href={`${message}?body=${encodeURIComponent(words)}`} variant="light">
        {t(message.startsWith('mailto:') ? 'missed.mail' : 'missed.send')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('missed.note')}
      </Text>
    </Stack>
  )
}

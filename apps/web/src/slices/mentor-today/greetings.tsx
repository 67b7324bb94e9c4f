import { GREETING_RESULTS, listNotGreeted } from '@cairn/contract/greetings.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Pick } from '../../ui/choices.tsx'
import { listWords, momentWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import styles from '../mentoring/mentoring.module.css'
import { linksTo } from '../mentoring/reach.ts'
import { useKept, usePerson } from '../mentoring/reads.ts'
import { useSend } from '../mentoring/send.ts'

const WAYS = ['phone', 'text', 'app', 'in_person'] as const

/** Somebody new waits for a hello from me. */
export function Greetings() {
  const due = useKept('greetings', () => call(listNotGreeted))
  return due.data?.items.map((line) => <Greeting key={line.person.id} line={line} />)
}

type Line = z.output<(typeof listNotGreeted)['schema']['response'][200]>['items'][number]

function Greeting({ line: { person, language, greetBy, helpFirst, reach, leaveMessage, tries } }: { line: Line }) {
  const { t } = useTranslation('mentor-today')
  const send = useSend()
  const [how, setHow] = useState<(typeof WAYS)[number]>(reach === 'text' ? 'text' : reach === 'app' ? 'app' : 'phone')
  const [open, setOpen] = useState(false)
  const [saved, setSaved] = useState<(typeof GREETING_RESULTS)[number]>()
  const card = usePerson(person.id)
  const links = linksTo(card.data?.contact)
  const spoken = currentLanguage()

  async function record(result: (typeof GREETING_RESULTS)[number]) {
    const id = newId()
    await send({
      id,
      kind: 'other',
      path: `/people/${person.id}/greetings`,
      body: { id, how, result, at: new Date().toISOString() },
    })
    setSaved(result)
  }
  if (saved)
    return (
      <Text className={styles['notice']} role="status">
        {t(saved === 'said_hello' ? 'greet.thanks' : 'greet.again', { name: person.name })}
      </Text>
    )
  return (
    <section className={`${styles['card']} ${styles['need']}`}>
      <Stack gap="sm">
        <div>
          <Title order={2}>{t('greet.title', { name: person.name })}</Title>
          <Text>{t('greet.by', { when: momentWords(greetBy, Date.now(), spoken, zoneHere()) })}</Text>
          <Text size="sm" c="dimmed">
            {[
              t(`words:languages.${language}`),
              t(`words:reach.${reach}`),
              helpFirst.length > 0 &&
                t('greet.first', {
                  what: listWords(
                    helpFirst.map((one) => t(`words:helpFirst.${one}`)),
                    spoken,
                  ),
                }),
              tries > 0 && t('greet.tries', { count: tries }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          <Text fw={700}>{t(leaveMessage ? 'words:mayLeave' : 'words:mayNotLeave')}</Text>
        </div>
        {open ? (
          <>
            <Pick
              label={t('greet.how')}
              value={how}
              options={WAYS.map((value) => ({ value, label: t(`greet.${value}`) }))}
              onPick={setHow}
            />
            <Stack gap="xs">
              {GREETING_RESULTS.filter((result) => result !== 'left_message' || leaveMessage).map((result) => (
                <Button
                  key={result}
                  variant={result === 'said_hello' ? 'filled' : 'default'}
                  onClick={() => void record(result)}
                >
                  {t(`greet.${result}`)}
                </Button>
              ))}
            </Stack>
          </>
        ) : (
          <div className={styles['actions']}>
            {links.call && (
              <Button component="a" href={links.call} variant="light" px="xs">
                {t('call')}
              </Button>
            )}
            {links.message && (
              <Button component="a" href={links.message} variant="light" px="xs">
                {t('write')}
              </Button>
            )}
            <Button px="xs" onClick={() => setOpen(true)}>
              {t('greet.record')}
            </Button>
          </div>
        )}
        {card.data && (
          <GoButton to={`/mentor/people/${person.id}`} variant="subtle" color="slate" size="md">
            {t('greet.open')}
          </GoButton>
        )}
      </Stack>
    </section>
  )
}

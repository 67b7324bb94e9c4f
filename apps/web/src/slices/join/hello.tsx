import { getHello } from '@cairn/contract/intake.ts'
import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { hasLock } from '../../session/lock.ts'
import { Card } from '../../ui/card.tsx'
import { whenWords } from '../../ui/dates.ts'
import { GoButton } from '../../ui/go.tsx'
import { LockSetter } from '../../ui/lock-setter.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { ProveEmail } from '../getting-in/getting-in.tsx'

/** The end of enrolling: a person, a time, and what works at once. */
export function HelloPage({ isWatched, email }: { isWatched: boolean; email: string }) {
  const { t, i18n } = useTranslation('join')
  const language = i18n.language === 'es' ? 'es' : 'en'
  const { data: hello, error, refetch } = useQuery({ queryKey: ['hello'], queryFn: () => call(getHello) })
  const [locked, setLocked] = useState(hasLock)
  if (error) return <Fault error={error} retry={() => void refetch()} />
  if (!hello) return <PageSkeleton rows={2} />
  const group = hello.firstGroup
  return (
    <Stack gap="md">
      <Title order={1}>{t('hello.title')}</Title>
      <Text fz="lg">
        {t(hello.greeter ? 'hello.by' : 'hello.byTeam', {
          name: hello.greeter?.name ?? hello.organizationName,
          when: whenWords(hello.greetBy, language, Date.now()),
        })}
      </Text>
      {group && (
        <Card>
          <Text fw={600}>{group.name[language]}</Text>
          <Text>
            {whenWords(group.startsAt, language, Date.now())}
            {group.place ? ` · ${group.place}` : ''}
          </Text>
          <Text c="dimmed">{t('hello.group')}</Text>
        </Card>
      )}
      {isWatched && !locked && (
        <Card tone="amber">
          <Text fw={600}>{t('hello.lock')}</Text>
          <LockSetter onDone={() => setLocked(true)} />
        </Card>
      )}
      <Card tone="pine">
        <Text>{t('hello.now')}</Text>
        <GoButton to="/my/wave">{t('shell:wave')}</GoButton>
        <GoButton to="/help" color="coral">
          {t('shell:help')}
        </GoButton>
      </Card>
      {!isWatched && <ProveEmail typed={email} />}
      <GoButton to="/my/today" variant="default">
        {t('hello.today')}
      </GoButton>
    </Stack>
  )
}

import { listSupervisionItems, removeSupervisionItem } from '@cairn/contract/supervision.ts'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { minutesWords } from '../../ui/dates.ts'
import { SignOut } from '../../ui/sign-out.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { LanguageSwitch, PlaceSwitch, ThemeSwitch } from '../../ui/switches.tsx'
import { GettingIn } from '../getting-in/getting-in.tsx'
import styles from '../mentoring/mentoring.module.css'
import { useFreshAfterSending, useKept, useMyMentorPage } from '../mentoring/reads.ts'
import { Away } from './away.tsx'
import { Debriefs } from './debriefs.tsx'
import { Hours } from './hours.tsx'
import { Profile } from './profile.tsx'

/** /mentor/me: my month, whether I am here, what people who look for a mentor may know. */
export function MePage() {
  const { t } = useTranslation('mentor-me')
  const me = useMyMentorPage()
  useFreshAfterSending()
  if (me.isPending) return <PageSkeleton rows={4} />
  if (me.isError) return <Fault error={me.error} retry={() => void me.refetch()} />
  const { month, people, capacity, freePlaces, supervisor } = me.data
  return (
    <Stack gap="xl">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed">
          {t('load', { people, capacity, free: freePlaces })}
          {supervisor && ` ${t('supervisor', { name: supervisor.name })}`}
        </Text>
      </div>
      <section className={styles['card']}>
        <Title order={2} mb="xs">
          {t('month.title')}
        </Title>
        <dl style={{ display: 'grid', gridTemplateColumns: 'auto auto', gap: '4px 16px', margin: 0 }}>
          {(
            [
              ['talked', minutesWords(month.minutesTalked)],
              ['talks', String(month.talks)],
              ['people', String(month.people)],
              ['other', minutesWords(month.minutesOther)],
              ['miles', String(Math.round(month.miles * 10) / 10)],
            ] as const
          ).map(([key, value]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt className={styles['quiet']}>{t(`month.${key}`)}</dt>
              <dd style={{ margin: 0, fontWeight: 600 }}>{value}</dd>
            </div>
          ))}
        </dl>
        <Hours />
      </section>
      <Away me={me.data} />
      <Supervision />
      <Debriefs />
      <Profile me={me.data} />
      <GettingIn />
      <section>
        <Title order={2} mb="sm">
          {t('phone')}
        </Title>
        <Stack gap="sm" align="flex-start">
          <PlaceSwitch size="lg" />
          <LanguageSwitch />
          <ThemeSwitch />
          <SignOut />
        </Stack>
      </section>
    </Stack>
  )
}

/** What I bring: only my supervisor and I can read it. */
function Supervision() {
  const { t } = useTranslation('mentor-me')
  const queries = useQueryClient()
  const items = useKept('supervision-items', () => call(listSupervisionItems))
  const removing = useMutation({
    mutationFn: (id: string) => call(removeSupervisionItem, { params: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mentor'] }),
  })
  const open = items.data?.items.filter(({ doneAt }) => doneAt === null) ?? []
  if (open.length === 0) return null
  return (
    <section>
      <Title order={2} mb="xs">
        {t('supervision')}
      </Title>
      <Stack gap="xs">
        {open.map(({ id, words }) => (
          <Group key={id} className={styles['card']} justify="space-between" wrap="nowrap">
            <Text>{words}</Text>
            <Button variant="subtle" color="slate" size="md" onClick={() => removing.mutate(id)}>
              {t('takeOff')}
            </Button>
          </Group>
        ))}
      </Stack>
      {removing.isError && <Fault error={removing.error} />}
    </section>
  )
}

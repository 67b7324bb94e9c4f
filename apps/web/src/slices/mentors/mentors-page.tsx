import { getMentor } from '@cairn/contract/mentors.ts'
import { CloseButton, Group, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { listWords } from '../../ui/dates.ts'
import { GoButton, useGo, useQueryPart } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import { SignInSlip } from '../people-desk/sign-in-slip.tsx'
import { AddMentor } from './add-mentor.tsx'
import { Debriefs } from './debriefs.tsx'
import { MentorList } from './mentor-list.tsx'
import { MentorStatus } from './mentor-status.tsx'

/** /desk/mentors: load, away and cover; a mentor's page beside the list. */
export function MentorsPage() {
  const { t } = useTranslation('desk-mentors')
  const open = useQueryPart('open')
  if (useQueryPart('do') === 'add') return <AddMentor />
  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        <GoButton to="/desk/mentors" search={{ do: 'add' }}>
          {t('add.button')}
        </GoButton>
      </div>
      <div className={styles['side']} data-open={open ? true : undefined}>
        <MentorList open={open} />
        {open && <MentorCard key={open} id={open} />}
      </div>
    </div>
  )
}

function MentorCard({ id }: { id: string }) {
  const { t } = useTranslation('desk-mentors')
  const go = useGo()
  const language = currentLanguage()
  const mentor = useQuery({ queryKey: ['mentors', 'one', id], queryFn: () => call(getMentor, { params: { id } }) })
  if (mentor.isPending) return <PageSkeleton rows={2} />
  if (mentor.isError) return <Fault error={mentor.error} retry={() => void mentor.refetch()} />
  const { name, times, ways, hoursWords, about, livedExperience, gender } = mentor.data
  const told = livedExperience.filter(({ released }) => released).map(({ topic }) => t(`words:experiences.${topic}`))
  const facts = [
    [
      t('card.times'),
      listWords(
        times.map((one) => t(`words:times.${one}`)),
        language,
      ),
    ],
    [
      t('card.ways'),
      listWords(
        ways.map((one) => t(`words:ways.${one}`)),
        language,
      ),
    ],
    [t('card.hours'), hoursWords],
    [t('card.lived'), listWords(told, language)],
    [t('card.gender'), gender && t(`words:genders.${gender}`)],
    [t('card.about'), about],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]))
  return (
    <aside className={styles['card']}>
      <Group justify="space-between" wrap="nowrap">
        <h2>{name}</h2>
        <CloseButton aria-label={t('shell:close')} onClick={() => go('/desk/mentors', { replace: true })} />
      </Group>
      {facts.map(([label, value]) => (
        <p key={label}>
          <span className={styles['quiet']}>{label}</span>
          <br />
          {value}
        </p>
      ))}
      <MentorStatus key={mentor.data.version} mentor={mentor.data} />
      <Debriefs mentorId={id} />
      <SignInSlip personId={id} />
    </aside>
  )
}

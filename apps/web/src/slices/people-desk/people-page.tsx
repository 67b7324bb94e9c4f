import { findPeople, listPeople, type PersonLine } from '@cairn/contract/people.ts'
import { STATUSES } from '@cairn/program/people/vocabulary.ts'
import { Button, Group, NativeSelect, TextInput, Title } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { weekdayWords } from '../../ui/dates.ts'
import { Go, GoButton, useGo, useQueryPart } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from './desk.module.css'
import { Enroll } from './enroll.tsx'
import { Invitations } from './invitations.tsx'

type Line = z.output<typeof PersonLine>

/** /desk/people: everybody, by status; names are searched in the body of a request, never in an address. */
export function PeoplePage() {
  const doing = useQueryPart('do')
  if (doing === 'enroll') return <Enroll />
  if (doing === 'invite') return <Invitations />
  return <PeopleList />
}

function PeopleList() {
  const { t } = useTranslation('desk-people')
  const go = useGo()
  const part = useQueryPart('status')
  const status = STATUSES.find((one) => one === part) ?? 'all'
  const [text, setText] = useState('')
  const [sought, setSought] = useState('')
  const pages = useInfiniteQuery({
    queryKey: ['people', status],
    queryFn: ({ pageParam }) =>
      call(listPeople, { query: { status, limit: 100, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '' as string,
    getNextPageParam: (last) => last.next,
  })
  const found = useQuery({
    queryKey: ['people', 'found', sought],
    queryFn: () => call(findPeople, { body: { text: sought } }),
    enabled: sought !== '',
  })
  const lines: Line[] =
    sought !== '' ? (found.data?.items ?? []) : (pages.data?.pages.flatMap(({ items }) => items) ?? [])
  const reading = sought !== '' ? found : pages

  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setSought(text.trim())
          }}
        >
          <Group gap="xs" align="flex-end">
            <TextInput
              label={t('find')}
              value={text}
              maxLength={80}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" variant="light">
              {t('findButton')}
            </Button>
            {sought !== '' && (
              <Button
                variant="subtle"
                color="slate"
                onClick={() => {
                  setText('')
                  setSought('')
                }}
              >
                {t('showAll')}
              </Button>
            )}
          </Group>
        </form>
        <NativeSelect
          label={t('status.label')}
          value={status}
          onChange={(event) =>
            go('/desk/people', {
              search: event.currentTarget.value === 'all' ? {} : { status: event.currentTarget.value },
              replace: true,
            })
          }
          data={['all', ...STATUSES].map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <GoButton to="/desk/people" search={{ do: 'invite' }} variant="light">
          {t('invite.button')}
        </GoButton>
        <GoButton to="/desk/people" search={{ do: 'enroll' }}>
          {t('enroll.button')}
        </GoButton>
      </div>
      {reading.isPending && <PageSkeleton rows={4} />}
      {reading.isError && <Fault error={reading.error} retry={() => void reading.refetch()} />}
      {reading.isSuccess && lines.length === 0 && (
        <Empty title={t(sought !== '' ? 'empty.notFound' : 'empty.title')}>
          {t(sought !== '' ? 'empty.notFoundHow' : 'empty.how')}
        </Empty>
      )}
      {lines.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              {(['name', 'status', 'mentor', 'language', 'since', 'funding'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`columns.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">
                  <Go to={`/desk/people/${line.id}`}>{line.name}</Go>
                </th>
                <td>{t(`status.${line.status}`)}</td>
                <td>
                  <span className={styles['label']}>{t('columns.mentor')}: </span>
                  {line.mentor?.name ?? <span className={styles['quiet']}>{t('words:nobody')}</span>}
                </td>
                <td>{t(`words:languages.${line.language}`)}</td>
                <td>
                  <span className={styles['label']}>{t('columns.since')}: </span>
                  {weekdayWords(line.enrolledOn, currentLanguage(), '')}
                </td>
                <td>
                  {line.fundingSource && line.fundingSource !== 'none' ? line.fundingSource.replaceAll('_', ' ') : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sought === '' && pages.hasNextPage && (
        <Button variant="light" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

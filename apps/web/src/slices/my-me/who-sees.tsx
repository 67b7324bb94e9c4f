import { saveUseReport } from '@cairn/contract/outcomes.ts'
import { changeSharing } from '@cairn/contract/people.ts'
import { getWhoSees, listWhoLooked, type WhoSees as WhoSeesPage } from '@cairn/contract/who-sees.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { phoneTime } from '../../offline/phone-time.ts'
import { call } from '../../session/call.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf } from '../../ui/choices.tsx'
import { dayWords, listWords, whenWords } from '../../ui/dates.ts'
import { Field } from '../../ui/field.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import { mayKnowChoices } from '../outcomes/may-know.ts'
import { isKnownAction, isSignIn } from './actions.ts'
import styles from './me.module.css'

/** Who can see what, by name, what I chose, and who has looked. */
export function WhoSeesScreen() {
  const { t } = useTranslation('my-me')
  const { data, error, refetch } = useQuery({ queryKey: ['who-sees'], queryFn: () => call(getWhoSees) })
  if (error) return <Fault error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>{t('sees.title')}</Title>
        <Text c="dimmed">{t('sees.lead')}</Text>
      </div>
      {data.mentor && <Sharing choice={data.sharing} mentor={data.mentor.name} />}
      {data.reports.length > 0 && <Reports page={data} />}
      <Card labelledBy="what">
        <Title order={2} id="what">
          {t('sees.what')}
        </Title>
        <ul className={styles.looks}>
          {data.lines.map((line) => (
            <li key={line.action}>
              <Text fw={600}>{actionWords(t, line.action)}</Text>
              <Text>{line.sentence}</Text>
              {line.people.length > 0 && (
                <Text size="sm" c="dimmed">
                  {line.people.map(({ name, role }) => `${name} (${t(`my-words:roles.${role}`)})`).join(', ')}
                </Text>
              )}
            </li>
          ))}
        </ul>
      </Card>
      <Looked />
    </Stack>
  )
}

const actionWords = (t: (key: string) => string, action: string): string =>
  t(`sees.actions.${isKnownAction(action) ? action.replace('.', '_') : 'other'}`)

function Sharing({ choice, mentor }: { choice: WhoSeesPage['sharing']; mentor: string }) {
  const { t } = useTranslation('my-check')
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (checkIns: 'yes' | 'just_me' | 'ask_each_time') => call(changeSharing, { body: { checkIns } }),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Card>
      <Field question={t('sharing.question', { mentor })}>
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            choices={(['yes', 'just_me', 'ask_each_time'] as const).map((value) => ({
              value,
              label: t(`sharing.${value}`, { mentor }),
            }))}
            value={choice}
            onChange={(value) => value && change.mutate(value)}
          />
        )}
      </Field>
      {change.isError && <Fault error={change.error} />}
    </Card>
  )
}

/** Each thing she told about use, and who may know: she can change it, either way. */
function Reports({ page }: { page: WhoSeesPage }) {
  const { t, i18n } = useTranslation('my-me')
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: ({ id, mayKnow }: { id: string; mayKnow: 'mentor' | 'mentor_and_safety_lead' | 'nobody' }) =>
      call(saveUseReport, {
        params: { id },
        body: { ...phoneTime(), supervisorToldSaid: page.alwaysTellSupervisor, mayKnow },
      }),
    onSettled: () => queries.invalidateQueries(),
  })
  const choices = mayKnowChoices(
    {
      choices: page.alwaysTellSupervisor
        ? ['mentor', 'mentor_and_safety_lead']
        : ['mentor', 'mentor_and_safety_lead', 'nobody'],
      mentor: page.mentor,
      alwaysTellSupervisor: page.alwaysTellSupervisor,
    },
    (key, mentor) => t(key, { mentor }),
  )
  return (
    <Card labelledBy="reports">
      <Title order={2} id="reports">
        {t('sees.reports')}
      </Title>
      {page.reports.slice(0, 5).map((report) => (
        <Field
          key={report.id}
          level={3}
          question={dayWords(report.day, i18n.language)}
          hint={
            report.told.length > 0
              ? t('sees.told', { names: listWords(report.told, i18n.language) })
              : t('sees.toldNobody')
          }
        >
          {(labelledBy) => (
            <OneOf
              labelledBy={labelledBy}
              choices={choices}
              value={report.mayKnow}
              onChange={(mayKnow) => mayKnow && change.mutate({ id: report.id, mayKnow })}
            />
          )}
        </Field>
      ))}
      {change.isError && <Fault error={change.error} />}
    </Card>
  )
}

/** Who has looked: every reading and change of her records by somebody else. */
function Looked() {
  const { t, i18n } = useTranslation('my-me')
  const looked = useInfiniteQuery({
    queryKey: ['who-looked'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => call(listWhoLooked, { query: { limit: 20, ...(pageParam && { before: pageParam }) } }),
    getNextPageParam: (page) => (page.more ? page.items.at(-1)?.at : undefined),
  })
  const items = looked.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card labelledBy="looked">
      <Title order={2} id="looked">
        {t('looked.title')}
      </Title>
      {looked.isError && <Fault error={looked.error} retry={() => void looked.refetch()} />}
      {looked.isSuccess && items.length === 0 && <Empty title={t('looked.empty')}>{t('looked.emptyText')}</Empty>}
      <ul className={styles.looks}>
        {items.map((item, at) => (
          <li key={`${item.at}-${at}`}>
            <Text>
              {t(isSignIn(item.action) ? `looked.${item.action.replace('.', '_')}` : `looked.${item.act}`, {
                who: item.by ?? t(isSignIn(item.action) ? 'looked.staff' : `my-words:roles.${item.role}`),
                what: actionWords(t, item.action),
              })}
            </Text>
            <Text size="sm" c="dimmed">
              {whenWords(item.at, i18n.language, Date.now())}
            </Text>
          </li>
        ))}
      </ul>
      {looked.hasNextPage && (
        <Button variant="subtle" loading={looked.isFetchingNextPage} onClick={() => void looked.fetchNextPage()}>
          {t('looked.more')}
        </Button>
      )}
    </Card>
  )
}

import { listAgreements, prepareAgreement } from '@cairn/contract/agreements.ts'
import type { Reply } from '@cairn/contract/call.ts'
import { endMatch } from '@cairn/contract/matching.ts'
import { chooseCover, type getMyMentor, type Relationship } from '@cairn/contract/mentoring.ts'
import { listTalks } from '@cairn/contract/talks.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf } from '../../ui/choices.tsx'
import { dayWords, whenWords } from '../../ui/dates.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'

type Answer = Reply<typeof getMyMentor>

/** Her mentor: when to reach, the next meeting, what they agreed, what was written, and the way to another. */
export function MyMentor({
  mentor,
  relationship,
  next,
}: {
  mentor: NonNullable<Answer['mentor']>
  relationship: Relationship
  next: Answer['next']
}) {
  const { t, i18n } = useTranslation('my-people')
  const language = i18n.language
  return (
    <>
      <Card labelledBy="mentor">
        <Title order={2} id="mentor">
          {t('mentor.title', { name: mentor.name })}
        </Title>
        {mentor.about && <Text>{mentor.about}</Text>}
        {mentor.hoursWords && <Text c="dimmed">{t('mentor.hours', { hours: mentor.hoursWords })}</Text>}
        {next ? (
          <Text fw={600}>
            {t('mentor.next', { when: whenWords(next.startsAt, language, Date.now()) })} ·{' '}
            {t(`my-words:ways.${next.way}`)}
          </Text>
        ) : (
          <Text c="dimmed">{t('mentor.noNext', { name: mentor.name })}</Text>
        )}
        <AgreementDoor mentor={mentor} relationship={relationship} />
      </Card>
      {relationship.away && <Cover relationship={relationship} />}
      <Talks />
      <Change relationship={relationship} />
    </>
  )
}

/** The way to the page that both sign: ready to sign, or to be made ready by opening it. */
function AgreementDoor({
  mentor,
  relationship,
}: {
  mentor: NonNullable<Answer['mentor']>
  relationship: Relationship
}) {
  const { t } = useTranslation('my-people')
  const { personId } = usePlace()
  const go = useGo()
  const agreements = useQuery({
    queryKey: ['my-agreements', personId],
    enabled: relationship.agreementId === null,
    queryFn: () => call(listAgreements, { params: { id: personId } }),
  })
  const prepare = useMutation({
    mutationFn: () =>
      call(prepareAgreement, {
        params: { id: personId },
        body: {
          id: newId(),
          document: 'boundary-agreement',
          language: currentLanguage(),
          ...(mentor.hoursWords && { hours: mentor.hoursWords }),
        },
      }),
    onSuccess: (agreement) => go(`/my/people/agreement/${agreement.id}`),
  })
  if (relationship.agreementId)
    return (
      <GoButton to={`/my/people/agreement/${relationship.agreementId}`} variant="default">
        {t('agreement.read')}
      </GoButton>
    )
  if (agreements.isError) return <Fault error={agreements.error} retry={() => void agreements.refetch()} />
  const open = agreements.data?.items.find(
    ({ document, status, mentor: with_ }) =>
      document === 'boundary-agreement' && status === 'to_sign' && (with_ === null || with_.id === mentor.id),
  )
  if (open)
    return (
      <GoButton
        to={`/my/people/agreement/${open.id}`}
        variant={open.waitingFor.includes('participant') ? 'filled' : 'default'}
      >
        {t(open.waitingFor.includes('participant') ? 'agreement.open' : 'agreement.read')}
      </GoButton>
    )
  return (
    <>
      {prepare.isError && (
        <Fault error={prepare.error}>
          <Text>{t('agreement.coming', { name: mentor.name })}</Text>
        </Fault>
      )}
      <Button loading={prepare.isPending || agreements.isPending} onClick={() => prepare.mutate()}>
        {t('agreement.open')}
      </Button>
    </>
  )
}

/** While the mentor is away: wait, talk with the cover, or change. */
function Cover({ relationship }: { relationship: Relationship }) {
  const { t, i18n } = useTranslation('my-people')
  const queries = useQueryClient()
  const choose = useMutation({
    mutationFn: (choice: 'wait' | 'cover' | 'change') => call(chooseCover, { body: { choice } }),
    onSettled: () => queries.invalidateQueries(),
  })
  const away = relationship.away!
  const choices = (['wait', 'cover', 'change'] as const).filter((choice) => choice !== 'cover' || away.cover)
  return (
    <Card tone="amber">
      <Field
        question={t('cover.title', { name: relationship.mentor.name, day: dayWords(away.backOn, i18n.language) })}
        hint={away.cover ? t('cover.who', { name: away.cover.name }) : t('cover.nobody')}
      >
        {(labelledBy) => (
          <OneOf
            labelledBy={labelledBy}
            choices={choices.map((value) => ({ value, label: t(`cover.${value}`, { name: away.cover?.name ?? '' }) }))}
            value={relationship.coverChoice}
            onChange={(choice) => choice && choose.mutate(choice)}
          />
        )}
      </Field>
      {choose.isError && <Fault error={choose.error} />}
    </Card>
  )
}

/** What the mentor wrote: she reads all of it. */
function Talks() {
  const { t, i18n } = useTranslation('my-people')
  const { personId } = usePlace()
  const { data } = useQuery({
    queryKey: ['my-talks', personId],
    queryFn: () => call(listTalks, { params: { id: personId }, query: { limit: 5 } }),
  })
  const talks = data?.items.filter(({ outcome }) => outcome === 'happened') ?? []
  if (talks.length === 0) return null
  return (
    <Card labelledBy="talks">
      <Title order={2} id="talks">
        {t('talks.title')}
      </Title>
      <WhoSees action="talk.read" mentorName={talks[0]!.mentor.name} />
      {talks.map((talk) => (
        <div key={talk.id}>
          <Text fw={600}>
            {dayWords(talk.day, i18n.language)}
            {talk.minutes ? `, ${t('my-today:minutes', { count: talk.minutes })}` : ''}
          </Text>
          {talk.line && <Text>{talk.line}</Text>}
          {talk.nextStep && <Text c="dimmed">{t('talks.nextStep', { step: talk.nextStep })}</Text>}
        </div>
      ))}
    </Card>
  )
}

/** Another mentor, without fault and without a reason. */
function Change({ relationship }: { relationship: Relationship }) {
  const { t } = useTranslation('my-people')
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const end = useMutation({
    mutationFn: (wantsAnother: boolean) =>
      call(endMatch, { params: { id: relationship.matchId }, body: { wantsAnother } }),
    onSuccess: () => setOpen(false),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <Button variant="subtle" color="slate" onClick={() => setOpen(true)}>
        {t('change.open')}
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={t('change.title')}>
        <Stack gap="sm">
          <Text>{t('change.text', { name: relationship.mentor.name })}</Text>
          <Text>{t('change.next', { name: relationship.mentor.name })}</Text>
          {end.isError && <Fault error={end.error} />}
          <Button loading={end.isPending} onClick={() => end.mutate(true)}>
            {t('change.another')}
          </Button>
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate(false)}>
            {t('change.without')}
          </Button>
          <Button variant="subtle" onClick={() => setOpen(false)}>
            {t('change.stay', { name: relationship.mentor.name })}
          </Button>
        </Stack>
      </Dialog>
    </>
  )
}

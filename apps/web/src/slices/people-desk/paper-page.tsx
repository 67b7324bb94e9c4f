import { type Agreement, getAgreement, revokeAgreement, signAgreement } from '@cairn/contract/agreements.ts'
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { weekdayWords } from '../../ui/dates.ts'
import { dayOf } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import { Prose } from '../../ui/prose.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from './desk.module.css'
import { beginDone, doneOf, isDone } from './done.ts'
import { DoneFields } from './done-fields.tsx'
import paper from './paper.module.css'
import type { Person } from './person.ts'

/** 'boundary-agreement 1': what a paper must carry, so that the signature is under these words. */
const formOf = ({ document, documentVersion }: Agreement) => `${document} ${documentVersion}`

/** One agreement: its exact words to read or print, who has signed and how, and her signature written down. */
export function PaperPage({ person, id }: { person: Person; id: string }) {
  const { t } = useTranslation('desk-people')
  const queries = useQueryClient()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const today = dayOf(Date.now(), zone)
  const agreement = useQuery({
    queryKey: ['people', 'agreement', id],
    queryFn: () => call(getAgreement, { params: { id } }),
  })
  const back = (
    <GoButton to={`/desk/people/${person.id}`} variant="subtle" color="slate" w="fit-content">
      {t('papers.back', { name: person.name })}
    </GoButton>
  )
  if (agreement.isPending) return <PageSkeleton rows={4} />
  if (agreement.isError)
    return (
      <Fault error={agreement.error} retry={() => void agreement.refetch()}>
        {back}
      </Fault>
    )
  const { data } = agreement
  const fresh = () =>
    Promise.all(['people', 'board', 'waiting'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const canSign = data.status === 'to_sign' && data.waitingFor.includes('participant')
  const holds = data.status === 'to_sign' || data.status === 'signed'
  return (
    <div className={paper['columns']}>
      <article className={paper['paper']} lang={data.language}>
        <Prose text={data.text} top={1} />
        <footer className={paper['foot']}>
          <p>{t('papers.witnessLine')}</p>
          <p>
            {t('papers.formLine', {
              form: formOf(data),
              day: weekdayWords(dayOf(data.preparedAt, zone), data.language, ''),
            })}
          </p>
        </footer>
      </article>
      <div className={`no-print ${styles['page']}`}>
        <section className={styles['card']}>
          <h2 className={paper['state']}>{t(`papers.${data.status}`)}</h2>
          <p className={styles['quiet']}>
            {t('papers.form', { form: formOf(data), language: t(`words:languages.${data.language}`) })}
          </p>
          {data.signatures.map((one) => (
            <p key={one.as}>
              {t('papers.signedBy', { who: one.person?.name ?? t(`papers.as.${one.as}`) })} <How done={one} />
            </p>
          ))}
          {data.status === 'to_sign' &&
            data.waitingFor.map((one) => (
              <p key={one}>
                {t('papers.stillToSign', {
                  who: (one === 'participant' ? data.participant : data.mentor)?.name ?? t(`papers.as.${one}`),
                })}
                {one === 'mentor' && <span className={styles['quiet']}> {t('papers.mentorSigns')}</span>}
              </p>
            ))}
          {data.revocation && (
            <p>
              {t('papers.takenBack')} <How done={data.revocation} />
            </p>
          )}
          <Button variant="light" mt="sm" onClick={() => window.print()}>
            {t('slip.print')}
          </Button>
        </section>
        {canSign && <Sign person={person} agreement={data} today={today} onDone={fresh} />}
        {holds && <TakeBack key={data.status} agreement={data} today={today} onDone={fresh} />}
        {back}
      </div>
    </div>
  )
}

/** 'on paper, May 30, form boundary-agreement 1, witnessed by Cora, written down by Maya'. */
function How({ done }: { done: NonNullable<Agreement['revocation']> }) {
  const { t } = useTranslation('desk-people')
  return (
    <span className={styles['quiet']}>
      {[
        t(`papers.how.${done.mode}`),
        weekdayWords(done.on, currentLanguage(), ''),
        done.formVersion && t('papers.formShort', { form: done.formVersion }),
        done.witness && t('papers.witness', { name: done.witness }),
        done.mode !== 'self' && done.recordedBy && t('papers.recordedBy', { name: done.recordedBy.name }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  )
}

/** Her signature: together at this screen, or from the paper that was printed here. */
function Sign({
  person,
  agreement,
  today,
  onDone,
}: {
  person: Person
  agreement: Agreement
  today: string
  onDone: () => unknown
}) {
  const { t } = useTranslation('desk-people')
  const [id] = useState(newId)
  const [done, setDone] = useState(() => ({ ...beginDone(today), formVersion: formOf(agreement) }))
  const [sure, setSure] = useState(false)
  const { name } = person
  const signing = useMutation({
    mutationFn: () =>
      call(signAgreement, {
        params: { id: agreement.id },
        body: { id, as: 'participant', done: doneOf(done), sha256: agreement.sha256 },
      }),
    onSuccess: onDone,
  })
  return (
    <section className={styles['card']}>
      <h2>{t('papers.signTitle', { name })}</h2>
      <Stack gap="sm">
        <DoneFields form={done} onChange={setDone} modes={['paper', 'together']} latest={today} fixedForm />
        <Checkbox
          label={
            done.mode === 'paper' ? t('papers.surePaper', { form: formOf(agreement) }) : t('papers.sureHere', { name })
          }
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
        {signing.isError && <Fault error={signing.error} />}
        <Button
          disabled={!sure || !isDone(done) || done.on > today}
          loading={signing.isPending}
          onClick={() => signing.mutate()}
        >
          {t(done.mode === 'paper' ? 'papers.record' : 'papers.signHere', { name })}
        </Button>
      </Stack>
    </section>
  )
}

/** Taking a signature back: from now on, in any mode; what was done under it stays. */
function TakeBack({ agreement, today, onDone }: { agreement: Agreement; today: string; onDone: () => unknown }) {
  const { t } = useTranslation('desk-people')
  const [done, setDone] = useState(() => beginDone(today))
  // A page that nobody has signed is only put away, say because the hours are wrong.
  const what = agreement.signatures.length > 0 ? 'signature' : 'page'
  const revoking = useMutation({
    mutationFn: () => call(revokeAgreement, { params: { id: agreement.id }, body: { done: doneOf(done) } }),
    onSuccess: onDone,
  })
  return (
    <details className={styles['card']}>
      <summary style={{ cursor: 'pointer' }}>{t(`papers.revoke.${what}`)}</summary>
      <Stack gap="sm" mt="sm">
        <Text size="sm">{t(`papers.revokeNote.${what}`)}</Text>
        <DoneFields form={done} onChange={setDone} latest={today} />
        {revoking.isError && <Fault error={revoking.error} />}
        <Group>
          <Button
            variant="light"
            color="coral"
            disabled={!isDone(done) || done.on > today}
            loading={revoking.isPending}
            onClick={() => revoking.mutate()}
          >
            {t(`papers.revokeNow.${what}`)}
          </Button>
        </Group>
      </Stack>
    </details>
  )
}

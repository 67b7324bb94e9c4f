import { CallError } from '@cairn/contract/call.ts'
import { join } from '@cairn/contract/intake.ts'
import { type Invitation, openInvitation } from '@cairn/contract/invitations.ts'
import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage, speak } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { isQuiet, rememberPlace, rememberQuiet } from '../../session/remember.ts'
import { renewSession } from '../../session/session.ts'
import { OneOf, SomeOf } from '../../ui/choices.tsx'
import { Field } from '../../ui/field.tsx'
import { GoButton, useGo, usePart } from '../../ui/go.tsx'
import { Prose } from '../../ui/prose.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { HelloPage } from './hello.tsx'
import {
  canLeaveMessage,
  emptyJoin,
  type JoinField,
  type JoinForm,
  joinBody,
  missingFields,
  secretText,
} from './join-form.ts'

const REACH = ['app', 'text', 'phone', 'email', 'paper'] as const
const HELP_FIRST = [
  'somebody_to_talk_to',
  'mentor',
  'group',
  'call',
  'ride',
  'food_kids',
  'clinic_medicine',
  'other',
] as const

/** The server said no; a missing network or a busy server says nothing about the invitation. */
const isRefused = (error: unknown): boolean => error instanceof CallError && error.status >= 400 && error.status < 500

/** Where enrolling ends: the same page, with a word in the place of the code. */
const HELLO = '/join/hello'

/** An invitation: five fields → what we promise → a person who will say hello. */
export function JoinScreen() {
  const { t } = useTranslation('join')
  const code = usePart('code')
  const go = useGo()
  const isHello = HELLO.endsWith(`/${code}`)
  const [stage, setStage] = useState<'fields' | 'promise'>('fields')
  const [form, setForm] = useState(() =>
    emptyJoin(newId(), secretText(crypto.getRandomValues(new Uint8Array(32))), currentLanguage()),
  )
  const invitation = useQuery({
    queryKey: ['invitation', code],
    enabled: !isHello,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call(openInvitation, { params: { code } }),
  })
  const enroll = useMutation({
    mutationFn: () => call(join, { params: { code }, body: joinBody(form, Temporal.Now.timeZoneId()) }),
    onSuccess: async (hello) => {
      if (form.phoneIsWatched) rememberQuiet(true)
      rememberPlace({
        accountId: '',
        personId: hello.participantId,
        organizationId: hello.organizationId,
        role: 'participant',
      })
      await renewSession().catch(() => null)
      // The code has done its work: it leaves the address, and the way back.
      go(HELLO, { replace: true })
      window.scrollTo(0, 0)
    },
  })

  if (isHello) return <HelloPage isWatched={isQuiet()} email={form.reach === 'email' ? form.email.trim() : ''} />
  if (invitation.isError)
    return (
      <Stack gap="md">
        <Title order={1}>{t(isRefused(invitation.error) ? 'closed.title' : 'notYet')}</Title>
        <Fault error={invitation.error} retry={() => void invitation.refetch()}>
          {isRefused(invitation.error) && <Text>{t('closed.text')}</Text>}
        </Fault>
        <GoButton to="/help" color="coral" variant="light">
          {t('shell:help')}
        </GoButton>
      </Stack>
    )
  if (!invitation.data) return <PageSkeleton />
  const promise =
    invitation.data.promise.find(({ language }) => language === currentLanguage()) ?? invitation.data.promise[0]
  if (stage === 'promise')
    return (
      <Stack gap="lg">
        <Prose text={promise?.body ?? ''} top={1} />
        {enroll.isError && <Fault error={enroll.error} />}
        <Button loading={enroll.isPending} onClick={() => enroll.mutate()}>
          {t('goOn')}
        </Button>
        <Button variant="subtle" onClick={() => setStage('fields')}>
          {t('shell:back')}
        </Button>
      </Stack>
    )
  return (
    <Fields
      form={form}
      invitation={invitation.data}
      onChange={(values) => setForm((before) => ({ ...before, ...values }))}
      onDone={() => {
        setStage('promise')
        window.scrollTo(0, 0)
      }}
    />
  )
}

function Fields({
  form,
  invitation,
  onChange,
  onDone,
}: {
  form: JoinForm
  invitation: z.output<typeof Invitation>
  onChange: (values: Partial<JoinForm>) => void
  onDone: () => void
}) {
  const { t } = useTranslation('join')
  const [tried, setTried] = useState(false)
  const missing = missingFields(form)
  const page = useRef<HTMLFormElement>(null)
  const fault = (field: JoinField) => (tried && missing.includes(field) ? t(`missing.${field}`) : undefined)
  const say = (field: JoinField) =>
    fault(field) && (
      <Text role="alert" c="var(--mantine-color-error)" size="sm">
        {fault(field)}
      </Text>
    )
  const yesNo = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ] as const
  const asWord = (value: boolean | null) => (value === null ? null : value ? 'yes' : 'no')
  const asBoolean = (value: 'yes' | 'no' | null) => (value === null ? null : value === 'yes')

  return (
    <form
      ref={page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (missing.length === 0) return onDone()
        requestAnimationFrame(() =>
          page.current?.querySelector<HTMLElement>('[role="alert"]')?.scrollIntoView({ block: 'center' }),
        )
      }}
    >
      <Stack gap="xl">
        <div>
          <Title order={1}>{t('title', { organization: invitation.organizationName })}</Title>
          <Text>{t('lead')}</Text>
        </div>
        <Field question={t('name.question')} foot={<WhoSees action="card.read" />}>
          {(labelledBy) => (
            <>
              <TextInput
                aria-labelledby={labelledBy}
                description={t('name.hint')}
                autoComplete="nickname"
                maxLength={60}
                value={form.name}
                onChange={(event) => onChange({ name: event.currentTarget.value })}
              />
              {say('name')}
            </>
          )}
        </Field>
        <Field question={t('language.question')}>
          {(labelledBy) => (
            <OneOf
              labelledBy={labelledBy}
              layout="chips"
              choices={[
                { value: 'en' as const, label: 'English' },
                { value: 'es' as const, label: 'Español' },
              ]}
              value={form.language}
              onChange={(language) => {
                if (!language) return
                onChange({ language })
                void speak(language)
              }}
            />
          )}
        </Field>
        <Field question={t('reach.question')} foot={<WhoSees action="contact.read" />}>
          {(labelledBy) => (
            <>
              <OneOf
                labelledBy={labelledBy}
                layout="chips"
                choices={REACH.map((value) => ({ value, label: t(`reach.${value}`) }))}
                value={form.reach}
                onChange={(reach) => onChange({ reach })}
              />
              {say('reach')}
              {(form.reach === 'text' || form.reach === 'phone') && (
                <>
                  <TextInput
                    label={t('reach.phoneNumber')}
                    type="tel"
                    autoComplete="tel"
                    value={form.phone}
                    onChange={(event) => onChange({ phone: event.currentTarget.value })}
                  />
                  {say('phone')}
                </>
              )}
              {form.reach === 'email' && (
                <>
                  <TextInput
                    label={t('reach.address')}
                    type="email"
                    autoComplete="email"
                    value={form.email}
                    onChange={(event) => onChange({ email: event.currentTarget.value })}
                  />
                  {say('email')}
                </>
              )}
            </>
          )}
        </Field>
        {canLeaveMessage(form.reach) && (
          <Field question={t('leave.question')} hint={t('leave.hint')} level={3}>
            {(labelledBy) => (
              <>
                <OneOf
                  labelledBy={labelledBy}
                  layout="chips"
                  choices={yesNo}
                  value={asWord(form.leaveMessage)}
                  onChange={(value) => onChange({ leaveMessage: asBoolean(value) })}
                />
                {say('leaveMessage')}
              </>
            )}
          </Field>
        )}
        <Field question={t('watched.question')} hint={t('watched.hint')} foot={<WhoSees action="phone.read" />}>
          {(labelledBy) => (
            <>
              <OneOf
                labelledBy={labelledBy}
                layout="chips"
                choices={yesNo}
                value={asWord(form.phoneIsWatched)}
                onChange={(value) => onChange({ phoneIsWatched: asBoolean(value) })}
              />
              {say('phoneIsWatched')}
            </>
          )}
        </Field>
        <Field question={t('helpFirst.question')} hint={t('helpFirst.hint')} foot={<WhoSees action="card.read" />}>
          {(labelledBy) => (
            <SomeOf
              labelledBy={labelledBy}
              choices={HELP_FIRST.map((value) => ({ value, label: t(`helpFirst.${value}`) }))}
              value={form.helpFirst}
              onChange={(helpFirst) => onChange({ helpFirst })}
            />
          )}
        </Field>
        <Button type="submit">{t('next')}</Button>
      </Stack>
    </form>
  )
}

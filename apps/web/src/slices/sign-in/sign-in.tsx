import { CallError } from '@cairn/contract/call.ts'
import { getSignInOptions, signInByCode, signInToDemo } from '@cairn/contract/identity.ts'
import type { Role } from '@cairn/program/access/roles.ts'
import { Button, Divider, PasswordInput, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, postAuth } from '../../session/call.ts'
import { readPlace, rememberPlace } from '../../session/remember.ts'
import { renewSession } from '../../session/session.ts'
import { GoButton, useGo, useQueryPart } from '../../ui/go.tsx'
import { pageAfterSignIn } from './next.ts'

type Fault = 'wrong' | 'tooMany' | 'offline' | 'nowhere' | undefined

const faultOf = (status: number): Fault => (status === 0 ? 'offline' : status === 429 ? 'tooMany' : 'wrong')

/** Every way in, on one page. Which address exists here is never said. */
export function SignInScreen() {
  const { t } = useTranslation('sign-in')
  const go = useGo()
  const next = useQueryPart('next')
  const options = useQuery({ queryKey: ['sign-in-options'], queryFn: () => call(getSignInOptions) })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [mailCode, setMailCode] = useState<string | undefined>()
  const [staffCode, setStaffCode] = useState('')
  const [busy, setBusy] = useState<string | undefined>()
  const [fault, setFault] = useState<{ where: string; kind: Fault } | undefined>()

  /** Tries one way in; what was typed stays when it fails. */
  async function enter(where: string, way: () => Promise<number>, role?: Role) {
    setBusy(where)
    setFault(undefined)
    const status = await way()
    if (status >= 300 || status === 0) setFault({ where, kind: faultOf(status) })
    else {
      const before = readPlace()
      if (role) rememberPlace({ accountId: '', organizationId: before?.organizationId ?? '', personId: '', role })
      const session = await renewSession().catch(() => null)
      if (session) go(pageAfterSignIn(next, session.place.role), { replace: true })
      else setFault({ where, kind: 'nowhere' })
    }
    setBusy(undefined)
  }
  const status = (made: Promise<unknown>) =>
    made.then(
      () => 200,
      (error) => (error instanceof CallError ? error.status : 500),
    )
  const message = (where: string) =>
    fault?.where === where && fault.kind ? (
      <Text role="alert" c="var(--mantine-color-error)">
        {t(fault.kind)}
      </Text>
    ) : null
  const submit = (work: () => void) => (event: FormEvent) => {
    event.preventDefault()
    work()
  }

  return (
    <Stack gap="lg" maw={480} mx="auto" pb="xl">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed">{t('lead')}</Text>
      </div>

      {options.data && options.data.demoRoles.length > 0 && (
        <Stack gap="sm" component="section" aria-labelledby="demo">
          <Title order={2} id="demo">
            {t('demo')}
          </Title>
          <Text c="dimmed">{t('demoText')}</Text>
          <SimpleGrid cols={1} spacing="xs">
            {options.data.demoRoles.map(({ role, name }) => (
              <Button
                key={role}
                variant="default"
                justify="flex-start"
                loading={busy === `demo-${role}`}
                onClick={() => void enter(`demo-${role}`, () => status(call(signInToDemo, { body: { role } })), role)}
              >
                {t('demoAs', { name, role: t(`shell:roles.${role}`) })}
              </Button>
            ))}
          </SimpleGrid>
          {fault?.where.startsWith('demo-') && message(fault.where)}
          <Divider my="xs" />
        </Stack>
      )}

      <form
        onSubmit={submit(
          () =>
            void enter(
              'password',
              async () => (await postAuth('/sign-in/email', { email, password, rememberMe: true })).status,
            ),
        )}
      >
        <Stack gap="sm">
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            inputMode="email"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {mailCode === undefined ? (
            <>
              <PasswordInput
                label={t('password')}
                autoComplete="current-password"
                required
                withAsterisk={false}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
              {message('password')}
              <Button type="submit" loading={busy === 'password'}>
                {t('withPassword')}
              </Button>
              {options.data?.mail ? (
                <Button
                  variant="subtle"
                  disabled={!email.includes('@')}
                  loading={busy === 'mail'}
                  onClick={async () => {
                    setBusy('mail')
                    setFault(undefined)
                    const sent = await postAuth('/email-otp/send-verification-otp', { email, type: 'sign-in' })
                    setBusy(undefined)
                    if (sent.status === 0 || sent.status === 429)
                      setFault({ where: 'password', kind: faultOf(sent.status) })
                    else setMailCode('')
                  }}
                >
                  {t('withCode')}
                </Button>
              ) : (
                options.data && (
                  <Text size="sm" c="dimmed">
                    {t('noMail')}
                  </Text>
                )
              )}
            </>
          ) : (
            <>
              <Text role="status">{t('codeSent')}</Text>
              <TextInput
                label={t('codeFromMail')}
                autoComplete="one-time-code"
                inputMode="numeric"
                value={mailCode}
                onChange={(event) => setMailCode(event.currentTarget.value)}
              />
              {message('mail-code')}
              <Button
                loading={busy === 'mail-code'}
                disabled={mailCode.trim() === ''}
                onClick={() =>
                  void enter(
                    'mail-code',
                    async () => (await postAuth('/sign-in/email-otp', { email, otp: mailCode.trim() })).status,
                  )
                }
              >
                {t('checkCode')}
              </Button>
              <Button variant="subtle" onClick={() => setMailCode(undefined)}>
                {t('otherAddress')}
              </Button>
            </>
          )}
        </Stack>
      </form>

      <Divider />
      <form
        onSubmit={submit(
          () => void enter('staff', () => status(call(signInByCode, { body: { code: staffCode.trim() } }))),
        )}
      >
        <Stack gap="sm">
          <TextInput
            label={t('staffCode')}
            description={t('staffCodeHint')}
            autoComplete="off"
            autoCapitalize="characters"
            minLength={6}
            value={staffCode}
            onChange={(event) => setStaffCode(event.currentTarget.value)}
          />
          {message('staff')}
          <Button type="submit" variant="default" loading={busy === 'staff'} disabled={staffCode.trim().length < 6}>
            {t('useStaffCode')}
          </Button>
        </Stack>
      </form>
      <GoButton to="/help" variant="subtle" color="coral">
        {t('welcome.help')}
      </GoButton>
    </Stack>
  )
}

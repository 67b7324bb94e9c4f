import { askEmailCode, getSignInOptions, proveEmail, removeEmail } from '@cairn/contract/identity.ts'
import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { Card } from '../../ui/card.tsx'
import { Fault } from '../../ui/states.tsx'
import { EndOthers, useSignIns, useSignInWords } from './sign-in-notice.tsx'

/** How I get in: when a phone was signed in with a code, and the address that lets me in again. */
export function GettingIn() {
  const { t } = useTranslation('getting-in')
  const signIns = useSignIns()
  const say = useSignInWords()
  return (
    <Stack gap="lg">
      <Card labelledBy="sign-ins">
        <Title order={2} id="sign-ins">
          {t('list.title')}
        </Title>
        {signIns.isError && <Fault error={signIns.error} retry={() => void signIns.refetch()} />}
        {signIns.data?.items.length === 0 && <Text c="dimmed">{t('list.none')}</Text>}
        {signIns.data?.items.map((one) => (
          <Text key={one.at}>{say(one)}</Text>
        ))}
        {signIns.data && signIns.data.items.length > 0 && (
          <Text c="dimmed">{t('notice.notYou', { organization: signIns.data.organizationName })}</Text>
        )}
        <EndOthers />
      </Card>
      <ProveEmail canRemove />
    </Stack>
  )
}

/** An address lets somebody in only after its code was typed. Where no mail is sent, nothing is offered. */
export function ProveEmail({ typed = '', canRemove = false }: { typed?: string; canRemove?: boolean }) {
  const { t } = useTranslation('getting-in')
  const queries = useQueryClient()
  const me = useSession().data?.me
  const options = useQuery({ queryKey: ['sign-in-options'], queryFn: () => call(getSignInOptions), retry: false })
  const [email, setEmail] = useState(typed)
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const address = (email || (me?.email ?? '')).trim()
  const again = () => queries.invalidateQueries({ queryKey: ['me'] })
  const asking = useMutation({ mutationFn: () => call(askEmailCode, { body: { email: address } }) })
  const proving = useMutation({
    mutationFn: () => call(proveEmail, { body: { email: address, code: code.trim() } }),
    onSuccess: ({ proven }) => proven && again(),
  })
  const removing = useMutation({ mutationFn: () => call(removeEmail), onSuccess: again })
  if (!me || !options.data?.mail) return null
  if (me.email && me.emailProven)
    return (
      <Card labelledBy="by-mail">
        <Title order={2} id="by-mail">
          {t('email.title')}
        </Title>
        <Text>{t('email.done', { email: me.email })}</Text>
        {canRemove && (
          <Button variant="subtle" color="slate" loading={removing.isPending} onClick={() => removing.mutate()}>
            {t('email.remove')}
          </Button>
        )}
        {removing.isError && <Fault error={removing.error} />}
      </Card>
    )
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)
  return (
    <Card labelledBy="by-mail">
      <Title order={2} id="by-mail">
        {t('email.title')}
      </Title>
      <Text>{t('email.why')}</Text>
      <TextInput
        label={t('email.address')}
        type="email"
        autoComplete="email"
        value={email || (me.email ?? '')}
        error={tried && !isAddress && t('email.missing')}
        readOnly={asking.isSuccess}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      {asking.isSuccess ? (
        <>
          <Text role="status">{t('email.sent')}</Text>
          <TextInput
            label={t('email.code')}
            autoComplete="one-time-code"
            inputMode="numeric"
            value={code}
            error={proving.data?.proven === false && t('email.wrong')}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button loading={proving.isPending} disabled={code.trim().length < 4} onClick={() => proving.mutate()}>
            {t('email.check')}
          </Button>
          <Button
            variant="subtle"
            onClick={() => {
              asking.reset()
              proving.reset()
              setCode('')
            }}
          >
            {t('shell:back')}
          </Button>
        </>
      ) : (
        <Button
          variant="light"
          loading={asking.isPending}
          onClick={() => {
            setTried(true)
            if (isAddress) asking.mutate()
          }}
        >
          {t('email.send')}
        </Button>
      )}
      {asking.isError && <Fault error={asking.error} />}
      {proving.isError && <Fault error={proving.error} />}
    </Card>
  )
}

import { getSetup } from '@cairn/contract/setup.ts'
import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconLifebuoy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HOME } from '../../routes.ts'
import { call } from '../../session/call.ts'
import { readPlace } from '../../session/remember.ts'
import { useSession } from '../../session/session.ts'
import { GoButton, useGo } from '../../ui/go.tsx'

/** The front door: in, with an invitation, or straight to help. */
export function WelcomeScreen() {
  const { t } = useTranslation('sign-in')
  const go = useGo()
  const session = useSession(false)
  const place = session.data?.place ?? (session.isSuccess ? undefined : readPlace())
  const [open, setOpen] = useState(false)
  const [code, setCode] = useState('')
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => call(getSetup), enabled: !place })
  const isFirst = setup.data?.open === true
  // A server without a program has one thing to do.
  useEffect(() => {
    if (isFirst) go('/begin', { replace: true })
  }, [isFirst, go])
  return (
    <Stack gap="xl" py="lg" maw={520} mx="auto">
      <Stack gap="sm">
        <Title order={1} fz="2rem">
          {t('welcome.title')}
        </Title>
        <Text fz="lg">{t('welcome.text')}</Text>
      </Stack>
      <Stack gap="sm">
        {place ? (
          <GoButton to={HOME[place.role]}>{t('welcome.continue')}</GoButton>
        ) : (
          <GoButton to="/sign-in">{t('welcome.signIn')}</GoButton>
        )}
        {open ? (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              go(`/join/${encodeURIComponent(code.trim().toUpperCase())}`)
            }}
          >
            <Stack gap="sm">
              <TextInput
                label={t('welcome.codeLabel')}
                description={t('welcome.codeHint')}
                autoFocus
                autoComplete="off"
                autoCapitalize="characters"
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
              <Button type="submit" variant="default" disabled={code.trim().length < 6}>
                {t('welcome.codeGo')}
              </Button>
            </Stack>
          </form>
        ) : (
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('welcome.code')}
          </Button>
        )}
      </Stack>
      <Stack gap={4}>
        <GoButton to="/help" color="coral" leftSection={<IconLifebuoy aria-hidden />}>
          {t('welcome.help')}
        </GoButton>
        <Text size="sm" c="dimmed" ta="center">
          {t('welcome.helpText')}
        </Text>
      </Stack>
    </Stack>
  )
}

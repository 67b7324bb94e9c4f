import { CallError } from '@cairn/contract/call.ts'
import { beginSetup } from '@cairn/contract/setup.ts'
import { Button, Checkbox, NativeSelect, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { rememberPlace } from '../../session/remember.ts'
import { renewSession } from '../../session/session.ts'
import { useGo } from '../../ui/go.tsx'

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The first organization of this server, made by whoever reads its terminal. What was typed stays when something is wrong. */
export function BeginScreen() {
  const { t, i18n } = useTranslation('begin')
  const go = useGo()
  const [id] = useState(newId)
  const [form, setForm] = useState({ code: '', organizationName: '', yourName: '', email: '', password: '' })
  const [timeZone, setTimeZone] = useState(here)
  const [languages, setLanguages] = useState<string[]>([i18n.language.startsWith('es') ? 'es' : 'en'])
  const [faults, setFaults] = useState<Record<string, string>>({})
  const [sentence, setSentence] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setFaults({})
    setSentence(undefined)
    try {
      const body = { id, ...form, timeZone, languages: languages as ('en' | 'es')[] }
      const { organizationId } = await call(beginSetup, { body })
      rememberPlace({ accountId: '', organizationId, personId: '', role: 'coordinator' })
      await renewSession()
      go('/setup', { replace: true })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      setFaults(error.problem.fields ?? {})
      setSentence(error.problem.code === 'not_found' ? t('already') : error.problem.title)
    } finally {
      setBusy(false)
    }
  }
  const field = (name: keyof typeof form) => ({
    label: t(name),
    description: t(`${name}Hint`, { defaultValue: '' }) || undefined,
    required: true,
    withAsterisk: false,
    value: form[name],
    error: faults[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setForm((before) => ({ ...before, [name]: value }))
    },
  })

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md" maw={480} mx="auto" pb="xl">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <TextInput {...field('code')} autoComplete="off" autoCapitalize="characters" />
        <TextInput {...field('organizationName')} autoComplete="organization" />
        <NativeSelect
          label={t('timeZone')}
          value={timeZone}
          data={Intl.supportedValuesOf('timeZone')}
          onChange={(event) => setTimeZone(event.currentTarget.value)}
        />
        <Checkbox.Group label={t('languages')} value={languages} onChange={setLanguages}>
          <Stack gap="xs" mt="xs">
            <Checkbox value="en" label="English" />
            <Checkbox value="es" label="Español" />
          </Stack>
        </Checkbox.Group>
        <TextInput {...field('yourName')} autoComplete="given-name" />
        <TextInput {...field('email')} type="email" autoComplete="username" />
        <PasswordInput {...field('password')} autoComplete="new-password" minLength={10} />
        {sentence && (
          <Text role="alert" c="var(--mantine-color-error)">
            {sentence}
          </Text>
        )}
        <Button type="submit" loading={busy} disabled={languages.length === 0}>
          {t('go')}
        </Button>
      </Stack>
    </form>
  )
}

import { CallError } from '@cairn/contract/call.ts'
import { beginSetup, getSetup } from '@cairn/contract/setup.ts'
import { Button, Checkbox, NativeSelect, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { rememberPlace } from '../../session/remember.ts'
import { renewSession } from '../../session/session.ts'
import { sentenceOf } from '../../session/words-of-problem.ts'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { BEGIN_FIELDS, type BeginField, type BeginForm, missingIn } from './begin-form.ts'

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** /begin: the first organization of this server, made by whoever reads its terminal; later, the way in. */
export function BeginScreen() {
  const { t } = useTranslation('begin')
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => call(getSetup) })
  if (setup.isPending) return <PageSkeleton rows={2} />
  if (setup.isError)
    return (
      <Stack gap="md" maw={480} mx="auto">
        <Title order={1}>{t('title')}</Title>
        <Fault error={setup.error} retry={() => void setup.refetch()} />
      </Stack>
    )
  return setup.data.open ? <FirstProgram /> : <ProgramExists />
}

function ProgramExists() {
  const { t } = useTranslation('begin')
  return (
    <Stack gap="md" maw={480} mx="auto" pb="xl">
      <Title order={1}>{t('already.title')}</Title>
      <Text>{t('already.text')}</Text>
      <GoButton to="/sign-in">{t('already.signIn')}</GoButton>
      <GoButton to="/" variant="subtle">
        {t('already.home')}
      </GoButton>
    </Stack>
  )
}

/** What was typed stays when something is wrong. */
function FirstProgram() {
  const { t, i18n } = useTranslation('begin')
  const go = useGo()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const [form, setForm] = useState<BeginForm>({ code: '', organizationName: '', yourName: '', email: '', password: '' })
  const [timeZone, setTimeZone] = useState(here)
  const [languages, setLanguages] = useState<string[]>([i18n.language.startsWith('es') ? 'es' : 'en'])
  const [faults, setFaults] = useState<Partial<Record<BeginField | 'languages', string>>>({})
  const [sentence, setSentence] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setSentence(undefined)
    const missing = [...missingIn(form), ...(languages.length === 0 ? (['languages'] as const) : [])]
    setFaults(Object.fromEntries(missing.map((field) => [field, t(`faults.${field}`)])))
    if (missing.length > 0) return
    setBusy(true)
    try {
      const body = { id, ...form, email: form.email.trim(), timeZone, languages: languages as ('en' | 'es')[] }
      const { organizationId } = await call(beginSetup, { body })
      rememberPlace({ accountId: '', organizationId, personId: '', role: 'coordinator' })
      await renewSession()
      go('/setup', { replace: true })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const named = BEGIN_FIELDS.filter((field) => error.problem.fields?.[field] !== undefined)
      setFaults(
        Object.fromEntries(named.map((field) => [field, t(field === 'code' ? 'faults.wrongCode' : 'faults.look')])),
      )
      // Somebody else was faster: the page now says that a program is here.
      if (error.problem.code === 'not_found') await queries.invalidateQueries({ queryKey: ['setup'] })
      else if (named.length === 0) setSentence(sentenceOf(error, currentLanguage()))
    } finally {
      setBusy(false)
    }
  }
  const field = (name: BeginField) => ({
    label: t(name),
    description: t(`${name}Hint`, { defaultValue: '' }) || undefined,
    required: true,
    withAsterisk: false,
    value: form[name],
    error: faults[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setForm((before) => ({ ...before, [name]: value }))
      setFaults(({ [name]: _, ...rest }) => rest)
    },
  })

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="md" maw={480} mx="auto" pb="xl">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <TextInput {...field('code')} autoComplete="off" autoCapitalize="characters" maxLength={40} />
        <TextInput {...field('organizationName')} autoComplete="organization" maxLength={120} />
        <NativeSelect
          label={t('timeZone')}
          value={timeZone}
          data={[...new Set([timeZone, ...Intl.supportedValuesOf('timeZone')])]}
          onChange={(event) => setTimeZone(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={t('languages')}
          value={languages}
          error={faults.languages}
          onChange={(chosen) => {
            setLanguages(chosen)
            setFaults(({ languages: _, ...rest }) => rest)
          }}
        >
          <Stack gap="xs" mt="xs">
            <Checkbox value="en" label="English" />
            <Checkbox value="es" label="Español" />
          </Stack>
        </Checkbox.Group>
        <TextInput {...field('yourName')} autoComplete="given-name" maxLength={60} />
        <TextInput {...field('email')} type="email" autoComplete="username" maxLength={200} />
        <PasswordInput {...field('password')} autoComplete="new-password" maxLength={200} />
        {sentence && (
          <Text role="alert" c="var(--mantine-color-error)">
            {sentence}
          </Text>
        )}
        <Button type="submit" loading={busy}>
          {t('go')}
        </Button>
      </Stack>
    </form>
  )
}

import type { OrganizationSettings } from '@cairn/contract/organizations.ts'
import { getOrganization } from '@cairn/contract/organizations.ts'
import { changeHelpNumbers, getHelpPage, type HelpPage } from '@cairn/contract/safety.ts'
import { Button, Checkbox, NativeSelect, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { usePlace, useSession } from '../../session/session.ts'
import { Go } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import type { HelpText } from '../help/help-page.ts'
import styles from '../people-desk/desk.module.css'
import { faultsOf, keptOf, type OwnNumber, parted } from './help-numbers-form.ts'
import { HelpPreview } from './help-preview.tsx'
import layout from './safety-desk.module.css'

/** The numbers of the help page: the program's own, and which of the built-in ones work here. */
export function HelpNumbers() {
  const { organizationId } = usePlace()
  const page = useQuery({
    queryKey: ['help', 'desk', organizationId],
    queryFn: () => call(getHelpPage, { params: { id: organizationId } }),
  })
  const organization = useQuery({ queryKey: ['organization'], queryFn: () => call(getOrganization) })
  if (page.isPending || organization.isPending) return <PageSkeleton rows={2} />
  if (page.isError) return <Fault error={page.error} retry={() => void page.refetch()} />
  if (organization.isError) return <Fault error={organization.error} retry={() => void organization.refetch()} />
  return <Editor page={page.data} setup={organization.data.settings.helpLines} />
}

function Editor({ page, setup }: { page: HelpPage; setup: OrganizationSettings['helpLines'] }) {
  const { t } = useTranslation('desk-on-call')
  const text = t('help:page', { returnObjects: true }) as unknown as HelpText
  const queries = useQueryClient()
  const role = useSession().data?.place.role
  const { own, fromSetup } = parted(page, setup)
  const [numbers, setNumbers] = useState<OwnNumber[]>(own)
  const [hidden, setHidden] = useState<string[]>(page.hidden)
  const [tried, setTried] = useState(false)
  const [touched, setTouched] = useState(false)
  const saving = useMutation({
    mutationFn: () => call(changeHelpNumbers, { body: { numbers: keptOf(numbers), hidden } }),
    onSuccess: async () => {
      setTouched(false)
      await queries.invalidateQueries({ queryKey: ['help'] })
    },
  })
  const touch = () => {
    setTouched(true)
    saving.reset()
  }
  const change = (id: string, next: Partial<OwnNumber>) => {
    touch()
    setNumbers((before) => before.map((one) => (one.id === id ? { ...one, ...next } : one)))
  }
  const faults = tried ? faultsOf(numbers) : {}
  const shown = keptOf(numbers).filter(({ label, number }) => label !== '' && number !== '')
  return (
    <section className={styles['card']}>
      <h2>{t('numbersPart.title')}</h2>
      <p className={styles['quiet']}>{t('numbersPart.hint')}</p>
      <div className={layout['two']}>
        <form
          className={layout['add']}
          data-dense
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setTried(true)
            if (Object.keys(faultsOf(numbers)).length === 0) saving.mutate()
          }}
        >
          <h3>{t('numbersPart.own')}</h3>
          {numbers.length === 0 && fromSetup.length === 0 && <Text c="dimmed">{t('numbersPart.noOwn')}</Text>}
          <div>
            {numbers.map((number) => (
              <div key={number.id} className={layout['number']}>
                <TextInput
                  label={t('numbersPart.label')}
                  maxLength={60}
                  value={number.label}
                  error={faults[number.id]?.label && t('faults.label')}
                  onChange={(event) => change(number.id, { label: event.currentTarget.value })}
                />
                <TextInput
                  label={t('numbersPart.digits')}
                  type="tel"
                  maxLength={30}
                  value={number.digits}
                  error={faults[number.id]?.digits && t(`faults.${faults[number.id]?.digits}`)}
                  onChange={(event) => change(number.id, { digits: event.currentTarget.value })}
                />
                <NativeSelect
                  label={t('numbersPart.how')}
                  value={number.kind}
                  onChange={(event) => change(number.id, { kind: event.currentTarget.value as OwnNumber['kind'] })}
                  data={(['call', 'text'] as const).map((value) => ({ value, label: t(`numbersPart.${value}`) }))}
                />
                <TextInput
                  label={t('numbersPart.note')}
                  placeholder={t('numbersPart.noteHint')}
                  maxLength={120}
                  value={number.note}
                  onChange={(event) => change(number.id, { note: event.currentTarget.value })}
                />
                <Button
                  className={layout['remove'] ?? ''}
                  variant="subtle"
                  color="slate"
                  aria-label={t('numbersPart.removeOf', { label: number.label || number.digits })}
                  onClick={() => {
                    touch()
                    setNumbers((before) => before.filter(({ id }) => id !== number.id))
                  }}
                >
                  {t('numbersPart.remove')}
                </Button>
              </div>
            ))}
          </div>
          {fromSetup.map(({ id, label, number }) => (
            <Text key={id} size="sm">
              {t('numbersPart.fromSetup', { label, digits: number })}{' '}
              {role === 'coordinator' && (
                <Go to="/setup" className={layout['link'] ?? ''}>
                  {t('numbersPart.toSetup')}
                </Go>
              )}
            </Text>
          ))}
          <Button
            variant="light"
            w="fit-content"
            disabled={numbers.length >= 20}
            onClick={() => {
              touch()
              const id = `own-${crypto.randomUUID().slice(0, 8)}`
              setNumbers((before) => [...before, { id, label: '', kind: 'call', digits: '', note: '' }])
            }}
          >
            {t('numbersPart.add')}
          </Button>

          <h3>{t('numbersPart.builtIn')}</h3>
          <Text size="sm" c="dimmed">
            {t('numbersPart.builtInHint')}
          </Text>
          <div className={layout['boxes']}>
            {text.numbers.map(({ id, label, display }) => (
              <Checkbox
                key={id}
                label={label}
                description={id === 'emergency' ? t('numbersPart.stays') : display}
                checked={id === 'emergency' || !hidden.includes(id)}
                disabled={id === 'emergency'}
                onChange={(event) => {
                  const { checked } = event.currentTarget
                  touch()
                  setHidden((before) => (checked ? before.filter((one) => one !== id) : [...before, id]))
                }}
              />
            ))}
          </div>
          {saving.isError && <Fault error={saving.error} />}
          {saving.isSuccess && (
            <Text className={styles['notice']} role="status">
              {t('numbersPart.saved')}
            </Text>
          )}
          {touched && <Text size="sm">{t('numbersPart.unsaved')}</Text>}
          <Button type="submit" w="fit-content" loading={saving.isPending}>
            {t('numbersPart.save')}
          </Button>
        </form>
        {/* Beside the form there is room for it; on a phone it would push the page far down. */}
        <details className={layout['fold']} open={window.matchMedia('(min-width: 1000px)').matches}>
          <summary>{t('numbersPart.preview')}</summary>
          <HelpPreview kept={{ numbers: [...shown, ...fromSetup], hidden, onCall: page.onCall, asOf: page.asOf }} />
        </details>
      </div>
    </section>
  )
}

import { changeGroup, listGroups, openGroup } from '@cairn/contract/calendar.ts'
import { CallError } from '@cairn/contract/call.ts'
import { getOrganization } from '@cairn/contract/organizations.ts'
import { Button, Group, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { listWords } from '../../ui/dates.ts'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import { mergeForms } from '../setup/merge-forms.ts'
import { GroupFields, LABEL } from './group-fields.tsx'
import {
  beginGroup,
  bodyOf,
  faultsOf,
  fieldsAtFault,
  type GroupField,
  type GroupForm,
  type GroupLine,
} from './group-form.ts'
import { useSayValue } from './say-value.ts'

/** What came in between: who, what of theirs stands now, what of mine. */
interface Between {
  who: string | undefined
  taken: GroupField[]
  kept: GroupField[]
  theirs: GroupForm
}

function usePlace() {
  return useQuery({ queryKey: ['organization'], queryFn: () => call(getOrganization) })
}

export function OpenGroup() {
  const program = usePlace()
  const [id] = useState(newId)
  if (program.isPending) return <PageSkeleton rows={4} />
  if (program.isError) return <Fault error={program.error} retry={() => void program.refetch()} />
  return <GroupEditor id={id} group={undefined} begin={beginGroup(undefined, program.data)} />
}

export function ChangeGroup({ group }: { group: GroupLine }) {
  // The list is read again in the background; what is being changed is what was opened.
  const [opened] = useState(group)
  return <GroupEditor id={opened.id} group={opened} begin={beginGroup(opened, opened)} />
}

function GroupEditor({ id, group, begin }: { id: string; group: GroupLine | undefined; begin: GroupForm }) {
  const { t } = useTranslation('desk-groups')
  const go = useGo()
  const queries = useQueryClient()
  const language = currentLanguage()
  const sayValue = useSayValue()
  const [base, setBase] = useState({ group, form: begin })
  const [form, setForm] = useState(begin)
  const [tried, setTried] = useState(false)
  const [named, setNamed] = useState<GroupField[]>([])
  const [between, setBetween] = useState<Between | undefined>()

  const saving = useMutation({
    mutationFn: () =>
      base.group
        ? call(changeGroup, { params: { id }, body: { version: base.group.version, ...bodyOf(form, base.group) } })
        : call(openGroup, { body: { id, ...bodyOf(form, undefined) } }),
    onSuccess: async () => {
      await Promise.all(['groups', 'board'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      go('/desk/groups', { replace: true, search: { open: id, do: base.group ? 'changed' : 'opened' } })
    },
    onError: async (error) => {
      if (!(error instanceof CallError)) return
      setNamed(fieldsAtFault(error.problem.fields ?? {}, form))
      if (error.problem.code === 'stale_version') await bringTogether(error.problem.detail)
    },
  })

  async function bringTogether(who: string | undefined) {
    const { items } = await call(listGroups).catch(() => ({ items: [] as GroupLine[] }))
    const now = items.find((one) => one.id === id)
    if (!now) return
    const theirs = beginGroup(now, now)
    const merged = mergeForms(base.form, form, theirs)
    setForm(merged.form)
    setBase({ group: now, form: theirs })
    setBetween({ who, taken: merged.taken, kept: merged.kept, theirs })
  }

  const faults = tried ? faultsOf(form) : {}
  const atFault = Object.keys(faults) as GroupField[]
  const errorOf = (field: GroupField) =>
    faults[field] ? t(`faults.${faults[field]}`) : named.includes(field) ? t('faults.server') : undefined
  const names = (fields: readonly GroupField[]) =>
    listWords(
      fields.map((field) => t(LABEL[field])),
      language,
    )
  const code = saving.error instanceof CallError ? saving.error.problem.code : undefined

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    setNamed([])
    setBetween(undefined)
    if (Object.keys(faultsOf(form)).length === 0) saving.mutate()
  }

  return (
    <form className={styles['form']} data-dense noValidate onSubmit={submit}>
      <Title order={1} size="h2">
        {group ? t('form.changeTitle', { name: group.name[language] }) : t('form.addTitle')}
      </Title>
      <GroupFields
        form={form}
        group={base.group}
        errorOf={errorOf}
        onChange={(change) => {
          setForm((before) => ({ ...before, ...change }))
          setNamed((before) => before.filter((field) => !(field in change)))
        }}
      />
      {between && (
        <div className={styles['notice']} role="alert">
          <Text fw={600}>{between.who ?? t('stale.title')}</Text>
          {between.taken.length > 0 && (
            <Text>
              {t('stale.taken', {
                list: listWords(
                  between.taken.map((field) => `${t(LABEL[field])} (${sayValue(field, between.theirs)})`),
                  language,
                ),
              })}
            </Text>
          )}
          {between.kept.length > 0 && (
            <Text>
              {t('stale.kept', {
                list: names(between.kept),
                theirs: between.kept.map((field) => sayValue(field, between.theirs)).join(' · '),
              })}
            </Text>
          )}
          <Text>{t('stale.nothing')}</Text>
        </div>
      )}
      {atFault.length > 0 ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {t('faults.look', { list: names(atFault) })}
        </Text>
      ) : code === 'not_found' ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {t('faults.gone')}
        </Text>
      ) : (
        saving.isError && !between && <Fault error={saving.error} />
      )}
      <Group gap="xs">
        <Button type="submit" loading={saving.isPending}>
          {t(group ? 'form.save' : 'form.open')}
        </Button>
        <GoButton to="/desk/groups" {...(group && { search: { open: id } })} variant="subtle" color="slate">
          {t('shell:cancel')}
        </GoButton>
      </Group>
    </form>
  )
}

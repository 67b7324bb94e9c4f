import { CallError } from '@cairn/contract/call.ts'
import { listTeam } from '@cairn/contract/people.ts'
import { addShift } from '@cairn/contract/safety.ts'
import { Button, NativeSelect, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { sinceWords } from '../../ui/dates.ts'
import { HINT_BELOW } from '../../ui/hint-below.ts'
import { Fault } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'
import type { Gap } from './gaps.ts'
import layout from './safety-desk.module.css'
import {
  beginShift,
  faultsOf,
  lengthOf,
  MOST_DAYS,
  type NewShift,
  type ShiftField,
  type ShiftForm,
  shiftsOf,
} from './shift-form.ts'

/** One shift, or the same hours on several days in a row. What was typed stays when something is wrong. */
export function AddShift({ gap, zone }: { gap: Gap | undefined; zone: string }) {
  const { t } = useTranslation('desk-on-call')
  const queries = useQueryClient()
  const team = useQuery({ queryKey: ['team'], queryFn: () => call(listTeam), staleTime: 60_000 })
  // Until somebody types, the form proposes the first hours without anybody.
  const [typed, setTyped] = useState<ShiftForm | undefined>()
  const form = typed ?? beginShift(gap, Date.now(), zone)
  const [tried, setTried] = useState(false)
  // Ids stay with what they stand for: sent again, a shift that arrived is not added twice.
  const [sent, setSent] = useState<{ of: string; shifts: NewShift[] } | undefined>()
  const [added, setAdded] = useState(0)

  const saving = useMutation({
    mutationFn: async () => {
      const of = JSON.stringify(form)
      const shifts = sent?.of === of ? sent.shifts : shiftsOf(form, zone, newId)
      setSent({ of, shifts })
      setAdded(0)
      for (const body of shifts) {
        await call(addShift, { body })
        setAdded((before) => before + 1)
      }
      return shifts.length
    },
    onSuccess: () => {
      setTried(false)
      setSent(undefined)
      setTyped(undefined)
    },
    onSettled: () =>
      Promise.all(['on-call', 'board', 'help'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  const faults = tried ? faultsOf(form, Date.now(), zone) : {}
  const field = (name: ShiftField, label: string) => ({
    label: t(`add.${label}`),
    inputWrapperOrder: HINT_BELOW,
    value: form[name],
    error: faults[name] ? t(`faults.${faults[name]}`) : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      saving.reset()
      setTyped({ ...form, [name]: value })
    },
  })
  const length = lengthOf(form, zone)
  const gone = saving.error instanceof CallError && saving.error.problem.code === 'not_found'
  return (
    <form
      className={layout['add']}
      data-dense
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (Object.keys(faultsOf(form, Date.now(), zone)).length === 0) saving.mutate()
      }}
    >
      <h3>{t('add.title')}</h3>
      <div className={layout['fields']}>
        <NativeSelect
          {...field('personId', 'who')}
          data={[
            { value: '', label: t('add.choose') },
            ...(team.data?.items ?? []).map(({ id, name, roles }) => ({
              value: id,
              label: `${name} · ${roles[0] ? t(`shell:roles.${roles[0]}`) : ''}`,
            })),
          ]}
        />
        <TextInput {...field('phone', 'phone')} description={t('add.phoneHint')} type="tel" maxLength={30} />
        <TextInput {...field('days', 'days')} description={t('add.daysHint')} inputMode="numeric" maxLength={2} />
      </div>
      <div className={layout['fields']}>
        <TextInput {...field('fromDay', 'fromDay')} type="date" />
        <TextInput {...field('fromTime', 'fromTime')} type="time" />
        <TextInput {...field('untilDay', 'untilDay')} type="date" />
        <TextInput {...field('untilTime', 'untilTime')} type="time" />
      </div>
      <Text size="sm" c="dimmed">
        {t('add.zone', { zone: zone.replaceAll('_', ' ') })}{' '}
        {length !== undefined &&
          length > 0 &&
          t('add.long', { long: sinceWords(new Date(0).toISOString(), length, currentLanguage()) })}
      </Text>
      {team.isError && <Fault error={team.error} retry={() => void team.refetch()} />}
      {saving.isError && (
        <>
          {gone ? (
            <Text role="alert" c="var(--mantine-color-error)">
              {t('faults.gone')}
            </Text>
          ) : (
            <Fault error={saving.error} />
          )}
          {added > 0 && <Text>{t('add.part', { added, wanted: sent?.shifts.length ?? added })}</Text>}
        </>
      )}
      {saving.isSuccess && (
        <Text className={styles['notice']} role="status">
          {t('add.done', { count: saving.data })}
        </Text>
      )}
      <Button type="submit" w="fit-content" loading={saving.isPending}>
        {t('add.go', { count: Math.min(MOST_DAYS, Math.max(1, Number(form.days) || 1)) })}
      </Button>
    </form>
  )
}

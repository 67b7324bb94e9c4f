import { endShift, type Shift } from '@cairn/contract/safety.ts'
import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { timeWords, weekdayWords } from '../../ui/dates.ts'
import { dayOf } from '../../ui/days.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty, Fault } from '../../ui/states.tsx'
import styles from '../people-desk/desk.module.css'

type ShiftLine = z.output<typeof Shift>

/** Shifts that run or are to come. One to come is taken back at once; one that runs is ended after a question. */
export function ShiftTable({ shifts, zone }: { shifts: readonly ShiftLine[]; zone: string }) {
  const { t } = useTranslation('desk-on-call')
  const queries = useQueryClient()
  const language = currentLanguage()
  const [asked, setAsked] = useState<ShiftLine | undefined>()
  const ending = useMutation({
    mutationFn: ({ id }: ShiftLine) => call(endShift, { params: { id } }),
    onSettled: () => {
      setAsked(undefined)
      return Promise.all(['on-call', 'board', 'help'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  if (shifts.length === 0) return <Empty title={t('shifts.empty')}>{t('shifts.emptyHow')}</Empty>
  const say = (instant: string) =>
    `${weekdayWords(dayOf(instant, zone), language)}, ${timeWords(instant, language, zone)}`
  const label = (column: string) => <span className={styles['label']}>{t(`shifts.${column}`)}: </span>
  return (
    <>
      <table className={styles['table']}>
        <thead>
          <tr>
            {(['who', 'from', 'until', 'phone', 'act'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`shifts.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shifts.map((shift) => {
            const { id, person, startsAt, endsAt, phone } = shift
            const runs = Date.parse(startsAt) <= Date.now()
            return (
              <tr key={id} data-open={runs || undefined}>
                <th scope="row">
                  {person.name} {runs && <span className={styles['quiet']}>· {t('shifts.now')}</span>}
                </th>
                <td>
                  {label('from')}
                  {say(startsAt)}
                </td>
                <td>
                  {label('until')}
                  {say(endsAt)}
                </td>
                <td>
                  {label('phone')}
                  {phone ?? <span className={styles['quiet']}>{t('shifts.noPhone')}</span>}
                </td>
                <td>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="slate"
                    loading={ending.isPending && ending.variables?.id === id}
                    aria-label={
                      runs
                        ? t('shifts.endOf', { name: person.name })
                        : t('shifts.takeBackOf', { name: person.name, from: say(startsAt) })
                    }
                    onClick={() => (runs ? setAsked(shift) : ending.mutate(shift))}
                  >
                    {t(runs ? 'shifts.end' : 'shifts.takeBack')}
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {ending.isError && <Fault error={ending.error} />}
      <Dialog
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('shifts.sure', { name: asked?.person.name ?? '' })}
      >
        <Text>{t('shifts.sureText', { name: asked?.person.name ?? '' })}</Text>
        <Group gap="xs" mt="md">
          <Button loading={ending.isPending} onClick={() => asked && ending.mutate(asked)}>
            {t('shifts.yes')}
          </Button>
          <Button variant="subtle" color="slate" onClick={() => setAsked(undefined)}>
            {t('shifts.no')}
          </Button>
        </Group>
      </Dialog>
    </>
  )
}

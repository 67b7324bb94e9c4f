import { goAway, type MentorLine } from '@cairn/contract/mentors.ts'
import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { addDays, dayOf } from '../../ui/days.ts'
import { Fault } from '../../ui/states.tsx'
import { coversOf } from './covers.ts'

/** Away (back on …) for a mentor who called in: no reason is asked. */
export function GoAway({
  mentorId,
  others,
  onClose,
}: {
  mentorId: string
  others: readonly z.output<typeof MentorLine>[]
  onClose: () => void
}) {
  const { t } = useTranslation('desk-mentors')
  const today = dayOf(Date.now(), useSession().data?.timeZone ?? 'UTC')
  const [id] = useState(newId)
  const [backOn, setBackOn] = useState(() => addDays(today, 7))
  const [coverId, setCoverId] = useState('')
  const leaving = useMutation({
    mutationFn: () =>
      call(goAway, { params: { id: mentorId }, body: { id, from: today, backOn, coverId: coverId || null } }),
    onSuccess: onClose,
  })
  return (
    <Stack gap="xs">
      <TextInput
        type="date"
        label={t('away.backOn')}
        min={addDays(today, 1)}
        value={backOn}
        onChange={(event) => setBackOn(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('whoCovers')}
        value={coverId}
        onChange={(event) => setCoverId(event.currentTarget.value)}
        data={[
          { value: '', label: t('away.later') },
          ...coversOf(mentorId, others).map(({ id: value, name, freePlaces }) => ({
            value,
            label: `${name} · ${t('free', { count: freePlaces })}`,
          })),
        ]}
      />
      {leaving.isError && <Fault error={leaving.error} />}
      <Button size="xs" disabled={backOn <= today} loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('away.save')}
      </Button>
      <Button size="xs" variant="subtle" color="slate" onClick={onClose}>
        {t('shell:cancel')}
      </Button>
    </Stack>
  )
}

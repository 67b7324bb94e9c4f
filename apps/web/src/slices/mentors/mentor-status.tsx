import { changeMentor, MENTOR_STATUSES, type MentorPage } from '@cairn/contract/mentors.ts'
import { Button, Group, NativeSelect, NumberInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { Fault } from '../../ui/states.tsx'

/** What the desk changes of a mentor: status and how many people. */
export function MentorStatus({ mentor }: { mentor: MentorPage }) {
  const { t } = useTranslation('desk-mentors')
  const queries = useQueryClient()
  const [status, setStatus] = useState(mentor.status)
  const [capacity, setCapacity] = useState(mentor.capacity)
  const saving = useMutation({
    mutationFn: () => {
      const { version, languages, gender, times, ways, hoursWords, livedExperience, about } = mentor
      return call(changeMentor, {
        params: { id: mentor.id },
        body: { version, status, capacity, languages, gender, times, ways, hoursWords, livedExperience, about },
      })
    },
    onSuccess: () => Promise.all(['mentors', 'waiting'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  return (
    <>
      <Group gap="sm" align="flex-end" my="sm">
        <NativeSelect
          label={t('columns.status')}
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value as typeof status)}
          data={MENTOR_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <NumberInput
          label={t('card.capacity')}
          size="sm"
          w={120}
          min={0}
          max={40}
          value={capacity}
          onChange={(value) => setCapacity(Number(value))}
        />
        <Button
          variant="light"
          disabled={status === mentor.status && capacity === mentor.capacity}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('shell:save')}
        </Button>
      </Group>
      {saving.isError && <Fault error={saving.error} />}
    </>
  )
}

import { listMentors, nameCover } from '@cairn/contract/mentors.ts'
import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { Fault } from '../../ui/states.tsx'
import { coversOf } from './covers.ts'

/**
 * Names who covers for a mentor, for everybody who has nobody yet. Whom somebody must not meet, or cannot talk with, does not
 * cover for her: then it says for how many nobody is there still.
 */
export function NameCover({
  mentor,
  onAllCovered,
  children,
}: {
  mentor: { id: string; name: string }
  onAllCovered?: () => void
  children?: ReactNode
}) {
  const { t } = useTranslation('desk-mentors')
  const queries = useQueryClient()
  const mentors = useQuery({ queryKey: ['mentors'], queryFn: () => call(listMentors) })
  const [chosen, setChosen] = useState('')
  const naming = useMutation({
    mutationFn: () => call(nameCover, { params: { id: mentor.id }, body: { coverId: chosen } }),
    onSuccess: async ({ withoutCover }) => {
      if (withoutCover === 0) onAllCovered?.()
      setChosen('')
      await Promise.all(['board', 'mentors'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  const left = naming.data?.withoutCover ?? 0
  return (
    <>
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label={t('coverFor', { name: mentor.name })}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: '', label: t('whoCovers') },
            ...coversOf(mentor.id, mentors.data?.items ?? []).map(({ id, name, freePlaces }) => ({
              value: id,
              label: `${name} · ${t('free', { count: freePlaces })}`,
            })),
          ]}
        />
        <Button disabled={chosen === ''} loading={naming.isPending} onClick={() => naming.mutate()}>
          {t('nameCover')}
        </Button>
        {children}
      </Group>
      {left > 0 && (
        <Text role="status" mt={4}>
          {t('coverLeft', { count: left })}
        </Text>
      )}
      {naming.isError && <Fault error={naming.error} />}
    </>
  )
}

import { addExclusion } from '@cairn/contract/people.ts'
import { Button, Group, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Fault } from '../../ui/states.tsx'

/** Somebody whom she must not meet: written down once, obeyed by matching, and readable by her alone afterwards. */
export function NotTogether({ personId }: { personId: string }) {
  const { t } = useTranslation('desk-people')
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  const [id, setId] = useState(newId)
  const adding = useMutation({
    mutationFn: () => call(addExclusion, { params: { id: personId }, body: { id, words: words.trim() } }),
    onSuccess: () => {
      setWords('')
      setId(newId())
      return queries.invalidateQueries({ queryKey: ['people'] })
    },
  })
  return (
    <details>
      <summary style={{ cursor: 'pointer', paddingTop: 12 }}>{t('notTogether.title')}</summary>
      <Text size="sm" c="dimmed">
        {t('notTogether.note')}
      </Text>
      <Group gap="xs" align="flex-end">
        <TextInput
          label={t('notTogether.who')}
          maxLength={120}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button
          variant="light"
          disabled={words.trim() === ''}
          loading={adding.isPending}
          onClick={() => adding.mutate()}
        >
          {t('notTogether.add')}
        </Button>
      </Group>
      {adding.isSuccess && <Text role="status">{t('notTogether.saved')}</Text>}
      {adding.isError && <Fault error={adding.error} />}
    </details>
  )
}

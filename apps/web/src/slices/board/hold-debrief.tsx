import type { AttentionItem } from '@cairn/contract/attention.ts'
import { holdDebrief } from '@cairn/contract/safety.ts'
import { Button, Group, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { listWords } from '../../ui/dates.ts'
import { dayOf } from '../../ui/days.ts'
import { Fault } from '../../ui/states.tsx'
import { readersBeside } from '../mentoring/who-reads.ts'

/** A debrief closes with when it was held and one line about it, kept with the mentor and not with the participant. */
export function HoldDebrief({
  item,
  person,
  onClose,
}: {
  item: AttentionItem
  person: { id: string; name: string }
  onClose: () => void
}) {
  const { t } = useTranslation('desk-board')
  const queries = useQueryClient()
  const today = dayOf(Date.now(), useSession().data?.timeZone ?? 'UTC')
  const [on, setOn] = useState(today)
  const [words, setWords] = useState('')
  const holding = useMutation({
    mutationFn: () => call(holdDebrief, { params: { id: item.id }, body: { on, words: words.trim() } }),
    onSuccess: async () => {
      onClose()
      await Promise.all(['board', 'debriefs'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  const { themselves, roles } = readersBeside('debrief.read')
  const readers = [...(themselves ? [person.name] : []), ...roles.map((role) => t(`words:roles.${role}`))]
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        holding.mutate()
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          type="date"
          label={t('debrief.on', { name: person.name })}
          required
          max={today}
          value={on}
          onChange={(event) => setOn(event.currentTarget.value)}
        />
        <TextInput
          label={t('debrief.words')}
          required
          maxLength={200}
          w={360}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button type="submit" disabled={on === '' || words.trim() === ''} loading={holding.isPending}>
          {t('debrief.save')}
        </Button>
        <Button variant="subtle" color="slate" onClick={onClose}>
          {t('shell:cancel')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {t('debrief.about')} {t('words:canRead', { names: listWords(readers, currentLanguage()) })}
      </Text>
      {holding.isError && <Fault error={holding.error} />}
    </form>
  )
}

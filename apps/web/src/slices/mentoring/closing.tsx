import { type AttentionItem, closeItem, OUTCOMES, takeItem } from '@cairn/contract/attention.ts'
import { GREETING_WAYS, type GreetingWay } from '@cairn/contract/greeting-ways.ts'
import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Fault } from '../../ui/states.tsx'

/** One chip closes an item; left a message and not reached come back by the contact policy; of a hello it asks how. Safety is closed at the desk. */
export function Closing({ item, onDone }: { item: AttentionItem; onDone?: () => void }) {
  const { t } = useTranslation('words')
  const queries = useQueryClient()
  const [greeted, setGreeted] = useState<(typeof OUTCOMES)[number] | null>(null)
  const closing = useMutation({
    mutationFn: ({ outcome, how }: { outcome: 'take' | (typeof OUTCOMES)[number]; how?: GreetingWay }) =>
      outcome === 'take'
        ? call(takeItem, { params: { id: item.id }, body: { id: newId() } })
        : call(closeItem, { params: { id: item.id }, body: { id: newId(), outcome, toId: null, ...(how && { how }) } }),
    onSuccess: () => {
      onDone?.()
      return queries.invalidateQueries({ queryKey: ['mentor'] })
    },
  })
  if (item.safety && item.owner) return <Text>{t('hasIt', { name: item.owner.name })}</Text>
  if (greeted)
    return (
      <>
        <Text fw={600}>{t('helloHow', { how: t(`closings.${greeted}`) })}</Text>
        <Group gap="xs">
          {GREETING_WAYS.map((how) => (
            <Button
              key={how}
              variant="default"
              size="md"
              mih={48}
              disabled={closing.isPending}
              onClick={() => closing.mutate({ outcome: greeted, how })}
            >
              {t(`greetingWays.${how}`)}
            </Button>
          ))}
        </Group>
        {closing.isError && <Fault error={closing.error} />}
      </>
    )
  const chips = item.safety ? (['take'] as const) : OUTCOMES.filter((outcome) => outcome !== 'handed_to')
  return (
    <>
      <Group gap="xs">
        {chips.map((outcome) => (
          <Button
            key={outcome}
            variant={outcome === 'take' ? 'filled' : 'default'}
            size="md"
            mih={48}
            disabled={closing.isPending}
            onClick={() =>
              item.signal === 'not_greeted' && outcome !== 'take' && outcome !== 'not_needed'
                ? setGreeted(outcome)
                : closing.mutate({ outcome })
            }
          >
            {outcome === 'take' ? item.act.label : t(`closings.${outcome}`)}
          </Button>
        ))}
      </Group>
      {closing.isError && <Fault error={closing.error} />}
    </>
  )
}

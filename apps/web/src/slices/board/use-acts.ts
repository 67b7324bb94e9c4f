import {
  type AttentionItem,
  closeItem,
  giveItem,
  type OUTCOMES,
  snoozeItem,
  takeItem,
  undoAct,
} from '@cairn/contract/attention.ts'
import type { GreetingWay } from '@cairn/contract/greeting-ways.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { canUndo, type LastAct, lastAct } from './undo.ts'

export type Act =
  | { kind: 'take' }
  | { kind: 'give'; toId: string; name: string }
  | { kind: 'done'; outcome: (typeof OUTCOMES)[number]; toId: string | null; how?: GreetingWay }
  | { kind: 'snooze'; until: string; reason: string }

export interface Acts {
  act: (item: AttentionItem, name: string, what: Act) => Promise<boolean>
  undo: () => void
  last: LastAct | null
  error: unknown
  busy: boolean
}

/** What can be done with an item, and taken back for ten seconds. */
export function useActs(): Acts {
  const { t } = useTranslation('desk-board')
  const queries = useQueryClient()
  const [last, setLast] = useState<LastAct | null>(null)
  const fresh = () => queries.invalidateQueries({ queryKey: ['board'] })

  useEffect(() => {
    if (!last) return
    const ending = setTimeout(() => setLast(null), Math.max(0, last.until - Date.now()))
    return () => clearTimeout(ending)
  }, [last])

  const acting = useMutation({
    mutationFn: ({ item, what }: { item: AttentionItem; name: string; what: Act }) => {
      const [params, id] = [{ id: item.id }, newId()]
      if (what.kind === 'take') return call(takeItem, { params, body: { id } })
      if (what.kind === 'give') return call(giveItem, { params, body: { id, toId: what.toId } })
      if (what.kind === 'done') {
        const { outcome, toId, how } = what
        return call(closeItem, { params, body: { id, outcome, toId, ...(how && { how }) } })
      }
      return call(snoozeItem, { params, body: { id, until: what.until, reason: what.reason } })
    },
    onSuccess: ({ actionId, undoUntil }, { name, what }) => {
      const words =
        what.kind === 'done'
          ? t('did.done', { name, how: t(`words:closings.${what.outcome}`).replace(' …', '') })
          : t(`did.${what.kind}`, { name, to: what.kind === 'give' ? what.name : '' })
      setLast(lastAct(actionId, words, undoUntil, Date.now()))
      return fresh()
    },
  })
  const undoing = useMutation({
    mutationFn: (id: string) => call(undoAct, { params: { id } }),
    onSettled: () => {
      setLast(null)
      return fresh()
    },
  })
  return {
    act: (item, name, what) =>
      acting.mutateAsync({ item, name, what }).then(
        () => true,
        () => false,
      ),
    undo: () => {
      if (canUndo(last, Date.now())) undoing.mutate(last.actionId)
    },
    last,
    error: acting.error ?? undoing.error,
    busy: acting.isPending || undoing.isPending,
  }
}

import { type AttentionItem, listTakers, OUTCOMES } from '@cairn/contract/attention.ts'
import { GREETING_WAYS, type GreetingWay } from '@cairn/contract/greeting-ways.ts'
import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { dayOf } from '../../ui/days.ts'
import { Fault } from '../../ui/states.tsx'
import { NameCover } from '../mentors/name-cover.tsx'
import styles from './board.module.css'
import { HoldDebrief } from './hold-debrief.tsx'
import { SNOOZE_DAYS, snoozeUntil } from './undo.ts'
import type { Acts } from './use-acts.ts'

export type StripAct = 'done' | 'give' | 'snooze' | 'cover' | 'debrief'

/** How an item is closed: a debrief with when it was held, everything else with a chip. */
export const closingOf = (item: AttentionItem): StripAct => (item.act.id === 'hold_debrief' ? 'debrief' : 'done')

interface Strip {
  item: AttentionItem
  person: { id: string; name: string }
  acts: Acts
  onClose: () => void
}

/** One question under the row: how did it end, to whom, until when. The first control has the focus; Escape closes. */
export function ActStrip({ doing, ...strip }: Strip & { doing: StripAct }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('select, button, input')?.focus()
  }, [])
  return (
    <div ref={box} className={styles['strip']}>
      {doing === 'done' && (strip.item.safety ? <CloseSafety {...strip} /> : <Done {...strip} />)}
      {doing === 'give' && <Give {...strip} />}
      {doing === 'snooze' && <Snooze {...strip} />}
      {doing === 'cover' && (
        <NameCover mentor={strip.person} onAllCovered={strip.onClose}>
          <Cancel onClose={strip.onClose} />
        </NameCover>
      )}
      {doing === 'debrief' && <HoldDebrief {...strip} />}
    </div>
  )
}

/** One chip, and of a hello how it was said. Left a message and not reached come back by themselves. */
function Done({ item, person, acts, onClose }: Strip) {
  const { t } = useTranslation('desk-board')
  const [handing, setHanding] = useState(false)
  const [greeted, setGreeted] = useState<(typeof OUTCOMES)[number] | null>(null)
  const isHello = item.signal === 'not_greeted'
  const finish = async (outcome: (typeof OUTCOMES)[number], toId: string | null, how?: GreetingWay) => {
    if (await acts.act(item, person.name, { kind: 'done', outcome, toId, ...(how && { how }) })) onClose()
  }
  // A hello that is handed on is not said yet: it is given, and stays on the board until it is.
  if (handing && isHello) return <Give item={item} person={person} acts={acts} onClose={onClose} />
  if (greeted)
    return (
      <Group gap="xs" key="how">
        <Text fw={600}>{t('words:helloHow', { how: t(`words:closings.${greeted}`) })}</Text>
        {GREETING_WAYS.map((how, at) => (
          <Button
            key={how}
            variant="default"
            autoFocus={at === 0}
            disabled={acts.busy}
            onClick={() => void finish(greeted, null, how)}
          >
            {t(`words:greetingWays.${how}`)}
          </Button>
        ))}
        <Cancel onClose={onClose} />
      </Group>
    )
  if (handing)
    return (
      <Takers item={item} label={t('handTo')} onPick={({ id }) => void finish('handed_to', id)} onClose={onClose} />
    )
  return (
    <Group gap="xs">
      <Text fw={600}>{t('howDidItEnd', { name: person.name })}</Text>
      {OUTCOMES.map((outcome) => (
        <Button
          key={outcome}
          variant="default"
          disabled={acts.busy}
          onClick={() => {
            if (outcome === 'handed_to') setHanding(true)
            else if (isHello && outcome !== 'not_needed') setGreeted(outcome)
            else void finish(outcome, null)
          }}
        >
          {t(`words:closings.${outcome}`)}
        </Button>
      ))}
      <Cancel onClose={onClose} />
    </Group>
  )
}

/** Safety closes only with who took over; the debrief with the mentor stands on the board from then on. */
function CloseSafety({ item, person, acts, onClose }: Strip) {
  const { t } = useTranslation('desk-board')
  return (
    <>
      <Text>{t('safetyClose', { name: person.name })}</Text>
      <Takers
        item={item}
        label={t('whoTookOver')}
        onPick={async ({ id }) => {
          if (await acts.act(item, person.name, { kind: 'done', outcome: 'handed_to', toId: id })) onClose()
        }}
        onClose={onClose}
      />
    </>
  )
}

function Give({ item, person, acts, onClose }: Strip) {
  const { t } = useTranslation('desk-board')
  return (
    <Takers
      item={item}
      label={t('giveTo', { name: person.name })}
      onPick={async ({ id, name }) => {
        if (await acts.act(item, person.name, { kind: 'give', toId: id, name })) onClose()
      }}
      onClose={onClose}
    />
  )
}

/** People to whom it can go, in the server's order: mentors with free load first. */
function Takers({
  item,
  label,
  onPick,
  onClose,
}: {
  item: AttentionItem
  label: string
  onPick: (person: { id: string; name: string }) => void
  onClose: () => void
}) {
  const { t } = useTranslation('desk-board')
  const takers = useQuery({
    queryKey: ['takers', item.id],
    queryFn: () => call(listTakers, { params: { id: item.id } }),
  })
  const [chosen, setChosen] = useState('')
  const people = takers.data?.items ?? []
  const picked = people.find(({ person }) => person.id === chosen)?.person
  if (takers.isError) return <Fault error={takers.error} retry={() => void takers.refetch()} />
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        label={label}
        value={chosen}
        disabled={takers.isPending}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: '', label: takers.isPending ? t('shell:loading') : t('choose') },
          ...people.map(({ person, role, free, isHers }) => ({
            value: person.id,
            label: [
              person.name,
              isHers ? t('herMentor') : t(`shell:roles.${role}`),
              free !== null && t('free', { count: free }),
            ]
              .filter(Boolean)
              .join(' · '),
          })),
        ]}
      />
      <Button disabled={!picked} onClick={() => picked && onPick(picked)}>
        {t('ok')}
      </Button>
      <Cancel onClose={onClose} />
    </Group>
  )
}

function Snooze({ item, person, acts, onClose }: Strip) {
  const { t } = useTranslation('desk-board')
  const zone = useSession().data?.timeZone ?? 'UTC'
  const [days, setDays] = useState<number>(1)
  const [reason, setReason] = useState('')
  if (item.safety)
    return (
      <Group gap="xs">
        <Text>{t('neverSafety')}</Text>
        <Cancel onClose={onClose} />
      </Group>
    )
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault()
        const until = snoozeUntil(dayOf(Date.now(), zone), days, zone, Date.now())
        if (await acts.act(item, person.name, { kind: 'snooze', until, reason: reason.trim() })) onClose()
      }}
    >
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label={t('laterUntil')}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={SNOOZE_DAYS.map((value) => ({ value: String(value), label: t('inDays', { count: value }) }))}
        />
        <TextInput
          label={t('why')}
          required
          maxLength={140}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" disabled={reason.trim() === '' || acts.busy}>
          {t('later')}
        </Button>
        <Cancel onClose={onClose} />
      </Group>
    </form>
  )
}

function Cancel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Button variant="subtle" color="slate" onClick={onClose}>
      {t('cancel')}
    </Button>
  )
}

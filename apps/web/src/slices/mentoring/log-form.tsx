import { joinTalk, type logTalk } from '@cairn/contract/talks.ts'
import { TALK_OUTCOMES, type TalkOutcome } from '@cairn/program/mentoring/vocabulary.ts'
import { Button, Group, Stack, Switch, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { keepAndSend } from '../../offline/outbox.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'
import { minutesWords, timeWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { GoButton, useGo, useQueryPart } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import type { SavedTalk } from './log-saved.tsx'
import styles from './mentoring.module.css'
import { NextTime } from './next-time.tsx'
import { Readers } from './readers.tsx'
import { useMentorToday, useTalkDraft } from './reads.ts'
import { TalkFields } from './talk-fields.tsx'
import { beginTalk, bodyOf, changeableUntil, missingIn, plannedFrom, type TalkForm } from './talk-form.ts'
import { useDraft } from './use-draft.ts'
import { useOverlaps } from './use-overlaps.ts'

const asOutcome = (text: string | undefined): TalkOutcome | null => TALK_OUTCOMES.find((one) => one === text) ?? null

/** Act 2: one page, in the order of the act; without a network it is kept on the phone. */
export function LogForm({ personId, onSaved }: { personId: string; onSaved: (saved: SavedTalk) => void }) {
  const { t } = useTranslation('mentor-log')
  const place = usePlace()
  const go = useGo()
  const zone = zoneHere()
  const draft = useTalkDraft(personId)
  const today = useMentorToday()
  const outcome = asOutcome(useQueryPart('outcome'))
  const { form, change, forget } = useDraft<TalkForm>(
    `log/${personId}`,
    () =>
      beginTalk(draft.data ?? plannedFrom(today.data, personId, Date.now()), {
        id: newId(),
        now: Date.now(),
        zone,
        outcome,
      }),
    !draft.isPending && !today.isPending,
  )
  const overlaps = useOverlaps(personId, form, draft.data?.overlaps)
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<unknown>()

  if (draft.isError && draft.error.status !== 0 && draft.error.status < 500)
    return (
      <Fault error={draft.error}>
        <GoButton to="/mentor/today" variant="light">
          {t('toToday')}
        </GoButton>
      </Fault>
    )
  if (draft.isPending || form === undefined) return <PageSkeleton rows={4} />

  const name =
    draft.data?.participant.name ??
    today.data?.people.find(({ person }) => person.id === personId)?.person.name ??
    t('this')
  const missing = tried ? missingIn(form, Date.now(), zone) : []
  const happened = form.outcome === 'happened'
  const next = draft.data?.nextTime

  async function save() {
    setTried(true)
    const now = Date.now()
    if (!form || missingIn(form, now, zone).length > 0) return
    const body: ReturnType<typeof bodyOf> = bodyOf(form, { now, zone })
    const { accountId, organizationId, role } = place
    try {
      await keepAndSend({
        id: form.id,
        accountId,
        organizationId,
        role,
        kind: form.outcome === 'happened' ? 'talk' : 'noTalk',
        method: 'POST',
        path: `/people/${personId}/talks`,
        body: body satisfies Parameters<typeof logTalk.schema.body.parse>[0],
      })
    } catch (cause) {
      return setError(cause)
    }
    await forget()
    onSaved({ id: form.id, personId, name, outcome: form.outcome!, changeableUntil: changeableUntil(now) })
  }

  async function join(talkId: string) {
    try {
      await call(joinTalk, { params: { id: talkId } })
      await forget()
      go(`/mentor/talk/${talkId}`, { replace: true })
    } catch (cause) {
      setError(cause)
    }
  }

  return (
    <Stack gap="lg" className={styles['long']}>
      <Title order={1}>{t('title', { name })}</Title>
      <TalkFields
        form={form}
        change={change}
        missing={missing}
        name={name}
        lastNextStep={draft.data?.lastNextStep}
        overlaps={overlaps.map((other) => (
          <div key={other.talkId} className={styles['amber']} role="status">
            <Text>
              {t(other.joined ? 'overlap.joined' : other.sameMeeting ? 'overlap.same' : 'overlap.other', {
                mentor: other.mentor.name,
                time: timeWords(other.startedAt, currentLanguage(), zone),
                minutes: minutesWords(other.minutes ?? 0),
              })}
            </Text>
            {other.joined && (
              <GoButton to={`/mentor/talk/${other.talkId}`} variant="light" size="md" mt="xs">
                {t('saved.see')}
              </GoButton>
            )}
            {other.sameMeeting && !other.joined && (
              <Group gap="xs" mt="xs">
                <Button variant="light" size="md" onClick={() => void join(other.talkId)}>
                  {t('overlap.join')}
                </Button>
                <Text size="sm">{t('overlap.orGoOn')}</Text>
              </Group>
            )}
          </div>
        ))}
        nextTime={
          form.outcome !== null && (
            <NextTime
              label={happened ? t('nextTime') : t('newTime')}
              form={form}
              suggested={next ? { day: next.day, clock: next.time } : undefined}
              onChange={(value) => change({ nextTime: value && { id: form.nextTime?.id ?? newId(), ...value } })}
            />
          )
        }
      />

      {form.outcome !== null && (
        <Stack gap="xs">
          <Switch
            label={t('bring')}
            checked={form.bring !== null}
            onChange={(event) => change({ bring: event.currentTarget.checked ? { id: newId(), words: '' } : null })}
          />
          {form.bring && (
            <div>
              <Textarea
                label={t('bringWords')}
                autosize
                minRows={2}
                maxLength={140}
                value={form.bring.words}
                error={missing.includes('bring') ? t('missing.bring') : undefined}
                onChange={(event) => change({ bring: { id: form.bring!.id, words: event.currentTarget.value } })}
              />
              <Readers action="supervision_item.read" name={name} />
            </div>
          )}
        </Stack>
      )}

      {error !== undefined && <Fault error={error} />}
      <div className={styles['save']}>
        <Button fullWidth onClick={() => void save()}>
          {t('save')}
        </Button>
      </div>
    </Stack>
  )
}

import type { AttentionItem } from '@cairn/contract/attention.ts'
import { getBoardPanel, type BoardPanel as Panel } from '@cairn/contract/board.ts'
import { Button, CloseButton, Group, Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords, rangeWords, weekdayWords } from '../../ui/dates.ts'
import { Go } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import { ActStrip, closingOf, type StripAct } from './act-strip.tsx'
import styles from './board.module.css'
import type { Acts } from './use-acts.ts'

/** The record beside the list: what one needs before calling, then what is open. */
export function BoardPanel({ id, acts, onClose }: { id: string; acts: Acts; onClose: () => void }) {
  const { t } = useTranslation('desk-board')
  const zone = useSession().data?.timeZone ?? 'UTC'
  const language = currentLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  const panel = useQuery({
    queryKey: ['board', 'panel', id],
    queryFn: () => call(getBoardPanel, { params: { id } }),
    refetchInterval: 60_000,
  })
  const isHere = panel.data !== undefined
  useEffect(() => {
    if (isHere) heading.current?.focus()
  }, [isHere])
  const moment = (at: string) => momentWords(at, Date.now(), language, zone)

  return (
    <aside className={styles['panel']} aria-label={t('panel.label')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h2" ref={heading} tabIndex={-1}>
          {panel.data?.person.name ?? ' '}
        </Title>
        <CloseButton aria-label={t('shell:close')} onClick={onClose} />
      </Group>
      {panel.isPending && (
        <>
          <Skeleton height={72} mb="sm" />
          <Skeleton height={120} />
        </>
      )}
      {panel.isError && <Fault error={panel.error} retry={() => void panel.refetch()} />}
      {panel.data && (
        <>
          <section>
            {panel.data.reach ? (
              <p>
                {t(`words:reach.${panel.data.reach.how}`)}
                {panel.data.reach.phone && (
                  <>
                    <br />
                    <a href={`tel:${panel.data.reach.phone.replace(/[^\d+]/g, '')}`}>{panel.data.reach.phone}</a>
                  </>
                )}
                {panel.data.reach.email && (
                  <>
                    <br />
                    <a href={`mailto:${panel.data.reach.email}`}>{panel.data.reach.email}</a>
                  </>
                )}
                <br />
                {panel.data.kind === 'participant' && (
                  <strong>{t(panel.data.reach.leaveMessage ? 'words:mayLeave' : 'words:mayNotLeave')}</strong>
                )}
                {panel.data.reach.note && (
                  <>
                    <br />“{panel.data.reach.note}”
                  </>
                )}
              </p>
            ) : (
              panel.data.kind === 'participant' && <p>{t('panel.noReach')}</p>
            )}
            {panel.data.kind === 'participant' && (
              <p>
                {t('panel.mentor', { name: panel.data.mentor?.name ?? t('words:nobody') })}
                {panel.data.mustNotMeetCount > 0 && (
                  <>
                    <br />
                    <strong>{t('panel.notWith', { count: panel.data.mustNotMeetCount })}</strong>
                  </>
                )}
              </p>
            )}
          </section>

          <section>
            <h3>{t('panel.last')}</h3>
            {panel.data.lastContacts.length === 0 && <Text c="dimmed">{t('panel.noLast')}</Text>}
            <ul>
              {panel.data.lastContacts.slice(0, 3).map((contact) => (
                <li key={contact.at}>
                  {moment(contact.at)} · {contact.by} · {t(`words:ways.${contact.how}`)}
                  {!contact.happened && <span className={styles['quiet']}> · {t('panel.didNotHappen')}</span>}
                </li>
              ))}
            </ul>
          </section>

          <section>
            <h3>{t('panel.open')}</h3>
            {panel.data.items.length === 0 && <Text c="dimmed">{t('panel.nothingOpen')}</Text>}
            {panel.data.items.map((item) => (
              <PanelItem
                key={item.id}
                item={item}
                alert={panel.data.alerts.find(({ itemId }) => itemId === item.id)}
                person={panel.data.person}
                kind={panel.data.kind}
                acts={acts}
              />
            ))}
          </section>

          {panel.data.kind === 'participant' && (
            <section>
              <h3>{t('panel.next')}</h3>
              <p>
                {panel.data.nextMeeting
                  ? [
                      moment(panel.data.nextMeeting.startsAt),
                      panel.data.nextMeeting.with,
                      t(`words:ways.${panel.data.nextMeeting.how}`),
                      panel.data.nextMeeting.place,
                    ]
                      .filter(Boolean)
                      .join(' · ')
                  : t('panel.noNext')}
              </p>
            </section>
          )}
          {panel.data.windows.length > 0 && (
            <section>
              <h3>{t('panel.windows')}</h3>
              <ul>
                {panel.data.windows.map((window) => (
                  <li key={window.askId}>
                    <Go to="/desk/follow-ups" search={{ open: window.askId }}>
                      {t('panel.window', { day: window.askDay })}
                    </Go>{' '}
                    {rangeWords(window.opensOn, window.closesOn, language)} ·{' '}
                    {t(`desk-follow-ups:status.${window.status}`)} · {t('tries', { count: window.tries })}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {panel.data.checkIns && panel.data.checkIns.length > 0 && (
            <section>
              <h3>{t('panel.shared')}</h3>
              <ul>
                {panel.data.checkIns.map(({ id: key, day, mood, urges, stress }) => (
                  <li key={key}>
                    {weekdayWords(day, language)}:{' '}
                    {[
                      mood && `${t('panel.mood')} ${t(`words:mood.${mood}`)}`,
                      urges && `${t('panel.urges')} ${t(`words:strength.${urges}`)}`,
                      stress && `${t('panel.stress')} ${t(`words:strength.${stress}`)}`,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {panel.data.kind === 'participant' && <Go to={`/desk/people/${id}`}>{t('panel.whole')}</Go>}
          {panel.data.kind === 'mentor' && (
            <Go to="/desk/mentors" search={{ open: id }}>
              {t('panel.mentorPage')}
            </Go>
          )}
        </>
      )}
    </aside>
  )
}

/** An open item with everything that can be done about it. */
function PanelItem({
  item,
  alert,
  person,
  kind,
  acts,
}: {
  item: AttentionItem
  /** What was raised, when it is about safety. */
  alert: z.infer<typeof Panel>['alerts'][number] | undefined
  person: { id: string; name: string }
  kind: z.infer<typeof Panel>['kind']
  acts: Acts
}) {
  const { t } = useTranslation('desk-board')
  const zone = useSession().data?.timeZone ?? 'UTC'
  const [doing, setDoing] = useState<StripAct | null>(null)
  return (
    <div className={styles['item']} data-safety={item.safety || undefined}>
      <p>
        {item.sentence}
        <br />
        <span className={styles['quiet']}>
          {t('panel.owner', { name: item.owner?.name ?? t('words:nobody') })}
          {item.snoozedUntil && ` · ${t('panel.snoozed')}`}
        </span>
      </p>
      {alert && (
        <p>
          <strong>{t(`words:safety.${alert.kind}`)}</strong>
          {alert.note && `: “${alert.note}”`}
          <br />
          <span className={styles['quiet']}>
            {t('panel.raised', {
              name: alert.by.name,
              time: momentWords(alert.at, Date.now(), currentLanguage(), zone),
            })}
          </span>
        </p>
      )}
      {doing ? (
        <ActStrip doing={doing} item={item} person={person} acts={acts} onClose={() => setDoing(null)} />
      ) : (
        <Group gap={6}>
          <Button size="xs" onClick={() => setDoing(closingOf(item))}>
            {closingOf(item) === 'debrief' ? item.act.label : t('done')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={acts.busy}
            onClick={() => void acts.act(item, person.name, { kind: 'take' })}
          >
            {t('take')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setDoing('give')}>
            {t('give')}
          </Button>
          {!item.safety && (
            <Button size="xs" variant="default" onClick={() => setDoing('snooze')}>
              {t('later')}
            </Button>
          )}
          {kind === 'mentor' && item.act.id === 'choose_cover' && (
            <Button size="xs" variant="default" onClick={() => setDoing('cover')}>
              {item.act.label}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}

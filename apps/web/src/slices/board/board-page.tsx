import { BOARD_FILTERS, getBoard } from '@cairn/contract/board.ts'
import { Button, Group, Kbd, SegmentedControl, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords, weekdayWords } from '../../ui/dates.ts'
import { Go, useGo, useQueryPart } from '../../ui/go.tsx'
import { Fault, PageSkeleton } from '../../ui/states.tsx'
import { FollowUpList } from '../follow-ups/follow-up-list.tsx'
import { MentorList } from '../mentors/mentor-list.tsx'
import { WaitingList } from '../waiting/waiting-list.tsx'
import styles from './board.module.css'
import { BoardPanel } from './board-panel.tsx'
import { BoardRows } from './board-rows.tsx'
import { GroupsThisWeek } from './groups-this-week.tsx'
import { useActs } from './use-acts.ts'

const TABS = ['people', 'waiting', 'follow-ups', 'mentors', 'groups'] as const
type Tab = (typeof TABS)[number]

/** /desk/board: one line a person, most urgent first; it refreshes quietly, and a row being worked on never moves. */
export function BoardPage() {
  const { t } = useTranslation('desk-board')
  const go = useGo()
  const session = useSession().data
  const whose = useQueryPart('whose') === 'all' ? 'all' : 'mine'
  const onlyPart = useQueryPart('only')
  const only = BOARD_FILTERS.find((name) => name === onlyPart)
  const tabPart = useQueryPart('tab')
  const tab: Tab = TABS.find((name) => name === tabPart) ?? 'people'
  const open = useQueryPart('open')
  const show = useQueryPart('show')
  const acts = useActs()
  const board = useQuery({
    queryKey: ['board', 'lines', whose, only ?? ''],
    queryFn: () => call(getBoard, { query: { whose, ...(only && { only }) } }),
    refetchInterval: 30_000,
    placeholderData: (before) => before,
  })

  const address = (change: {
    whose?: string
    only?: string | undefined
    tab?: Tab
    open?: string | undefined
    show?: string | undefined
  }) => {
    const next = { whose, only, tab, open, show, ...change }
    return Object.fromEntries(
      Object.entries(next).filter(
        ([name, value]) =>
          value !== undefined && !(name === 'whose' && value === 'mine') && !(name === 'tab' && value === 'people'),
      ),
    ) as Record<string, string>
  }
  const move = (change: Parameters<typeof address>[0]) => go('/desk/board', { search: address(change), replace: true })

  if (board.isPending) return <PageSkeleton rows={6} />
  if (board.isError && !board.data) return <Fault error={board.error} retry={() => void board.refetch()} />
  const { counts, onCall, delivery, today, next, firstDay, lines } = board.data
  const language = currentLanguage()
  const zone = session?.timeZone ?? 'UTC'

  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <Title order={1} size="h2">
          {t('title')} <span className={styles['quiet']}>{weekdayWords(today, language)}</span>
        </Title>
        <div className={styles['counts']}>
          {BOARD_FILTERS.map((name) => {
            // A window that was tried today rests and is no line: the list of windows shows all that close.
            const isWindows = name === 'windows_closing'
            const isOn = isWindows ? tab === 'follow-ups' && show === 'closing' : tab === 'people' && only === name
            const search = isWindows
              ? { tab: 'follow-ups' as const, show: 'closing', only: undefined }
              : { tab: 'people' as const, show: undefined, only: name }
            return (
              <Go
                key={name}
                exact
                to="/desk/board"
                search={address(isOn ? { only: undefined, show: undefined, tab: 'people' } : search)}
                className={styles['count']}
                aria-current={isOn ? 'true' : undefined}
              >
                {t(`counts.${name}`, { count: counts[name] })}
              </Go>
            )
          })}
        </div>
        <p className={styles['line']}>
          <Go to="/desk/on-call" className={onCall ? styles['quietLink'] : `${styles['quietLink']} ${styles['bad']}`}>
            {onCall
              ? t('onCall', { name: onCall.name, until: momentWords(onCall.until, Date.now(), language, zone) })
              : t('nobodyOnCall')}
          </Go>
          <span className={delivery.healthy ? undefined : styles['bad']}>{delivery.sentence}</span>
          {board.isError && <span className={styles['bad']}>{t('stale')}</span>}
        </p>
      </header>

      <nav className={styles['tabs']} aria-label={t('tabsLabel')}>
        {TABS.map((name) => (
          <Go
            key={name}
            exact
            to="/desk/board"
            search={address({ tab: name, open: undefined, show: undefined })}
            className={styles['tab']}
            aria-current={tab === name ? 'page' : undefined}
          >
            {t(`tabs.${name}`)}
          </Go>
        ))}
        {tab === 'people' && (
          <SegmentedControl
            size="xs"
            ml="auto"
            aria-label={t('whose.label')}
            value={only ? 'all' : whose}
            onChange={(value) => move({ whose: value, only: undefined })}
            data={(['mine', 'all'] as const).map((value) => ({ value, label: t(`whose.${value}`) }))}
          />
        )}
      </nav>

      {tab === 'waiting' && <WaitingList />}
      {tab === 'follow-ups' && <FollowUpList key={show} />}
      {tab === 'mentors' && <MentorList />}
      {tab === 'groups' && <GroupsThisWeek />}
      {tab === 'people' && (
        <div className={styles['split']} data-open={open ? true : undefined}>
          <div>
            {lines.length > 0 ? (
              <BoardRows lines={lines} open={open} acts={acts} onOpen={(id) => move({ open: id })} />
            ) : firstDay ? (
              <FirstDay />
            ) : (
              <EmptyBoard
                next={next}
                others={counts.need_a_person}
                filtered={only !== undefined}
                onClear={() => move({ only: undefined, whose: 'all' })}
              />
            )}
            <p className={`${styles['keys']} no-print`}>
              {(['j', 'k', 'enter', 'a', 'g', 'd', 's', 'u'] as const).map((key) => (
                <span key={key}>
                  <Kbd>{key}</Kbd> {t(`keys.${key}`)}
                </span>
              ))}
            </p>
          </div>
          {open && <BoardPanel key={open} id={open} acts={acts} onClose={() => move({ open: undefined })} />}
        </div>
      )}
      {acts.error !== null && acts.error !== undefined && <Fault error={acts.error} />}
      {acts.last && (
        <div className={styles['undo']} role="status">
          <span>{acts.last.words}</span>
          <Button variant="white" size="xs" onClick={acts.undo}>
            {t('undo')} <Kbd ml={6}>u</Kbd>
          </Button>
        </div>
      )}
    </div>
  )
}

/** 'Nobody needs you right now. Next: two windows open on Thursday.' Whom others see to is one tap away. */
function EmptyBoard({
  next,
  others,
  filtered,
  onClear,
}: {
  next: { on: string; windows: number } | null
  others: number
  filtered: boolean
  onClear: () => void
}) {
  const { t } = useTranslation('desk-board')
  return (
    <div className={styles['empty']}>
      <Text fw={600} size="lg">
        {t(filtered ? 'empty.filtered' : 'empty.title')}
      </Text>
      {!filtered && next && (
        <Text>{t('empty.next', { count: next.windows, day: weekdayWords(next.on, currentLanguage()) })}</Text>
      )}
      {!filtered && others > 0 && <Text>{t('empty.others', { count: others })}</Text>}
      {(filtered || others > 0) && (
        <Button mt="sm" variant="light" onClick={onClear}>
          {t('empty.clear')}
        </Button>
      )}
    </div>
  )
}

/** Before the first participant: what to do, in order, in place of rows. */
function FirstDay() {
  const { t } = useTranslation('desk-board')
  const steps = [
    ['setup', '/setup', {}],
    ['mentor', '/desk/mentors', { do: 'add' }],
    ['invite', '/desk/people', { do: 'invite' }],
    ['enroll', '/desk/people', { do: 'enroll' }],
  ] as const
  return (
    <div className={styles['empty']}>
      <Text fw={600} size="lg">
        {t('first.title')}
      </Text>
      <ol className={styles['steps']}>
        {steps.map(([name, to, search]) => (
          <li key={name}>
            <Group gap="xs">
              <Go to={to} search={search as Record<string, string>}>
                {t(`first.${name}`)}
              </Go>
              <Text c="dimmed" size="sm">
                {t(`first.${name}Why`)}
              </Text>
            </Group>
          </li>
        ))}
      </ol>
    </div>
  )
}

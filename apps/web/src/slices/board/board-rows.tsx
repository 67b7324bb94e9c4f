import type { BoardLine } from '@cairn/contract/board.ts'
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { useSession } from '../../session/session.ts'
import { momentWords, sinceWords } from '../../ui/dates.ts'
import { useGo } from '../../ui/go.tsx'
import { ActStrip, closingOf, type StripAct } from './act-strip.tsx'
import styles from './board.module.css'
import { actOfKey, type KeyAct, pressed } from './keys.ts'
import { cursorAfter, keepInPlace, moveCursor } from './steady-order.ts'
import type { Acts } from './use-acts.ts'

/** The rows: level, person, reason, since, owner, due, one button. Keys move and act; nothing hides behind hover. */
export function BoardRows({
  lines: fresh,
  open,
  acts,
  onOpen,
}: {
  lines: readonly BoardLine[]
  open: string | undefined
  acts: Acts
  onOpen: (id: string | undefined) => void
}) {
  const { t } = useTranslation('desk-board')
  const go = useGo()
  const [cursor, setCursor] = useState<string | null>(null)
  const [doing, setDoing] = useState<{ id: string; act: StripAct } | null>(null)
  const shown = useRef<readonly BoardLine[]>([])
  const body = useRef<HTMLTableSectionElement>(null)
  const held = doing?.id ?? open ?? cursor
  const { lines, gone } = keepInPlace(shown.current, fresh, held)

  useEffect(() => {
    const next = cursorAfter(shown.current, lines, cursor)
    if (next !== cursor) setCursor(next)
    shown.current = lines
  })

  const focusRow = (id: string | null) => {
    setCursor(id)
    if (id) body.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus()
  }
  const closeStrip = () => {
    const id = doing?.id ?? null
    setDoing(null)
    focusRow(id)
  }

  /** The one button of a row: the likely next act. */
  function likely({ person, first }: BoardLine) {
    const { id } = first.act
    if (first.safety && first.owner) return setDoing({ id: person.id, act: 'done' })
    if (first.safety || id === 'take') return void acts.act(first, person.name, { kind: 'take' })
    if (id === 'give' || id === 'say_hello') return setDoing({ id: person.id, act: 'give' })
    if (id === 'hold_debrief') return setDoing({ id: person.id, act: 'debrief' })
    if (id === 'choose_cover') return setDoing({ id: person.id, act: 'cover' })
    if (id === 'try_again' || id === 'send') return go('/desk/follow-ups', { search: { person: person.id } })
    onOpen(person.id)
  }

  function perform(act: KeyAct): boolean {
    const line = lines.find(({ person }) => person.id === cursor)
    if (act === 'down' || act === 'up') {
      focusRow(moveCursor(lines, cursor, act === 'down' ? 1 : -1))
      return true
    }
    if (act === 'undo') {
      acts.undo()
      return true
    }
    if (act === 'close') {
      if (doing) closeStrip()
      else if (open) onOpen(undefined)
      return doing !== null || open !== undefined
    }
    if (!line) return false
    if (act === 'open') onOpen(line.person.id)
    else if (act === 'take') void acts.act(line.first, line.person.name, { kind: 'take' })
    else setDoing({ id: line.person.id, act: act === 'done' ? closingOf(line.first) : act })
    return true
  }
  const latest = useRef(perform)
  latest.current = perform
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const act = actOfKey(pressed(event))
      if (act && latest.current(act)) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <table className={styles['rows']}>
      <thead>
        <tr>
          {(['level', 'person', 'reason', 'since', 'owner', 'due'] as const).map((name) => (
            <th key={name} scope="col">
              {t(`columns.${name}`)}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t('columns.act')}</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {lines.map((line) => (
          <Row
            key={line.person.id}
            line={line}
            isGone={gone === line.person.id}
            isOpen={open === line.person.id}
            isCurrent={cursor === line.person.id}
            isFirst={cursor === null && line === lines[0]}
            doing={doing?.id === line.person.id ? doing.act : null}
            acts={acts}
            onFocus={() => setCursor(line.person.id)}
            onOpen={() => onOpen(line.person.id)}
            onLikely={() => likely(line)}
            onCloseStrip={closeStrip}
          />
        ))}
      </tbody>
    </table>
  )
}

function Row({
  line,
  isGone,
  isOpen,
  isCurrent,
  isFirst,
  doing,
  acts,
  onFocus,
  onOpen,
  onLikely,
  onCloseStrip,
}: {
  line: BoardLine
  isGone: boolean
  isOpen: boolean
  isCurrent: boolean
  isFirst: boolean
  doing: StripAct | null
  acts: Acts
  onFocus: () => void
  onOpen: () => void
  onLikely: () => void
  onCloseStrip: () => void
}) {
  const { t } = useTranslation('desk-board')
  const zone = useSession().data?.timeZone ?? 'UTC'
  const language = currentLanguage()
  const { person, level, first, more } = line
  const now = Date.now()
  return (
    <>
      <tr
        data-row={person.id}
        data-level={level}
        data-safety={first.safety || undefined}
        data-current={isCurrent || isOpen || undefined}
        data-gone={isGone || undefined}
        tabIndex={isCurrent || isFirst ? 0 : -1}
        onFocus={(event) => event.target === event.currentTarget && onFocus()}
      >
        <td className={styles['level']}>{t(`words:levels.${level}`)}</td>
        <th scope="row">
          <button type="button" className={styles['name']} onClick={onOpen} aria-expanded={isOpen}>
            {person.name} {person.initial && `${person.initial}.`}
          </button>
          {person.kind === 'mentor' && <span className={styles['quiet']}> {t('aMentor')}</span>}
        </th>
        <td className={styles['reason']}>
          {isGone ? <s>{first.reason}</s> : first.reason}
          {more > 0 && <span className={styles['more']}> +{more}</span>}
          {first.tries > 0 && <span className={styles['quiet']}> · {t('tries', { count: first.tries })}</span>}
        </td>
        <td>
          <span className={styles['label']}>{t('columns.since')} </span>
          {sinceWords(first.since, now, language)}
        </td>
        <td className={first.owner ? undefined : styles['nobody']}>
          <span className={styles['label']}>{t('columns.owner')} </span>
          {first.owner?.name ?? t('words:nobody')}
        </td>
        <td className={first.overdue ? styles['bad'] : undefined}>
          {first.dueAt && (
            <>
              <span className={styles['label']}>{t('columns.due')} </span>
              {first.overdue
                ? t('overdue', { long: sinceWords(first.dueAt, now, language) })
                : momentWords(first.dueAt, now, language, zone)}
            </>
          )}
        </td>
        <td className={styles['act']}>
          {isGone ? (
            <span className={styles['quiet']}>{t('closed')}</span>
          ) : (
            <Button
              variant={first.safety ? 'filled' : 'light'}
              color={first.safety ? 'coral' : 'pine'}
              size="xs"
              disabled={acts.busy}
              onClick={onLikely}
            >
              {first.safety && first.owner ? t('closeSafety') : first.act.label}
            </Button>
          )}
        </td>
      </tr>
      {doing && (
        <tr>
          <td colSpan={7}>
            <ActStrip doing={doing} item={first} person={person} acts={acts} onClose={onCloseStrip} />
          </td>
        </tr>
      )}
    </>
  )
}

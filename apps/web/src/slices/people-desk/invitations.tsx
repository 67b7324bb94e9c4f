import { closeInvitation, listInvitations, makeInvitation } from '@cairn/contract/invitations.ts'
import { Button, CopyButton, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { weekdayWords } from '../../ui/dates.ts'
import { dayOf } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import { Empty, Fault } from '../../ui/states.tsx'
import styles from './desk.module.css'

/** Link and QR for a door, a card or one person; the code is shown once. */
export function Invitations() {
  const { t } = useTranslation('desk-people')
  const queries = useQueryClient()
  const zone = useSession().data?.timeZone ?? 'UTC'
  const [id, setId] = useState(newId)
  const [label, setLabel] = useState('')
  const [uses, setUses] = useState<'one' | 'many'>('many')
  const [days, setDays] = useState('365')
  const list = useQuery({ queryKey: ['invitations'], queryFn: () => call(listInvitations) })
  const fresh = () => queries.invalidateQueries({ queryKey: ['invitations'] })
  const making = useMutation({
    mutationFn: () =>
      call(makeInvitation, { body: { id, label: label.trim(), uses, days: days === '' ? null : Number(days) } }),
    onSuccess: () => {
      setId(newId())
      setLabel('')
      return fresh()
    },
  })
  const closing = useMutation({
    mutationFn: (gone: string) => call(closeInvitation, { params: { id: gone } }),
    onSuccess: fresh,
  })
  const made = making.data
  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        <Title order={1} size="h2">
          {t('invite.title')}
        </Title>
        <GoButton to="/desk/people" variant="subtle" color="slate">
          {t('backToList')}
        </GoButton>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (label.trim() !== '') making.mutate()
        }}
      >
        <Group gap="sm" align="flex-end">
          <TextInput
            label={t('invite.label')}
            description={t('invite.labelHint')}
            required
            maxLength={80}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('invite.uses')}
            value={uses}
            onChange={(event) => setUses(event.currentTarget.value as 'one' | 'many')}
            data={(['many', 'one'] as const).map((value) => ({ value, label: t(`invite.${value}`) }))}
          />
          <NativeSelect
            label={t('invite.days')}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
            data={['7', '30', '365', ''].map((value) => ({
              value,
              label: value === '' ? t('invite.forever') : t('invite.forDays', { count: Number(value) }),
            }))}
          />
          <Button type="submit" disabled={label.trim() === ''} loading={making.isPending}>
            {t('invite.make')}
          </Button>
        </Group>
        {making.isError && <Fault error={making.error} />}
      </form>
      {made && (
        <div className={styles['slip']} role="status">
          <Text fw={600}>{t('invite.once')}</Text>
          <div className={styles['qr']}>
            <img alt={t('invite.qr')} src={`data:image/svg+xml;utf8,${encodeURIComponent(made.qrSvg)}`} />
          </div>
          <Text style={{ overflowWrap: 'anywhere' }}>{made.url}</Text>
          <Text>
            {t('invite.code')} <span className={styles['code']}>{made.code}</span>
          </Text>
          <Group gap="xs" mt="sm" className="no-print">
            <CopyButton value={made.url}>
              {({ copied, copy }) => (
                <Button variant="light" onClick={copy}>
                  {t(copied ? 'invite.copied' : 'invite.copy')}
                </Button>
              )}
            </CopyButton>
            <Button variant="light" onClick={() => window.print()}>
              {t('slip.print')}
            </Button>
          </Group>
        </div>
      )}
      {list.isError && <Fault error={list.error} retry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <Empty title={t('invite.empty')}>{t('invite.emptyHow')}</Empty>}
      {(list.data?.items.length ?? 0) > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              {(['label', 'uses', 'joined', 'made', 'until'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`invite.columns.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('invite.close')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data?.items.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.label}</th>
                <td>{t(`invite.${one.uses}`)}</td>
                <td>{t('invite.joined', { count: one.joined })}</td>
                <td>{weekdayWords(dayOf(one.createdAt, zone), currentLanguage(), '')}</td>
                <td>
                  {one.expiresAt
                    ? weekdayWords(dayOf(one.expiresAt, zone), currentLanguage(), '')
                    : t('invite.forever')}
                </td>
                <td>
                  {one.isOpen ? (
                    <Button size="xs" variant="subtle" color="slate" onClick={() => closing.mutate(one.id)}>
                      {t('invite.close')}
                    </Button>
                  ) : (
                    <span className={styles['quiet']}>{t('invite.closed')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {closing.isError && <Fault error={closing.error} />}
    </div>
  )
}

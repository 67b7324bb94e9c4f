import { type AgreementLine, listAgreements } from '@cairn/contract/agreements.ts'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { call } from '../../session/call.ts'
import { Go, GoButton } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import styles from './desk.module.css'
import type { Person } from './person.ts'

const isOpen = ({ document, status }: z.output<typeof AgreementLine>) =>
  document === 'boundary-agreement' && (status === 'to_sign' || status === 'signed')

/** What is signed and what waits; each opens with its exact words. */
export function Papers({ person }: { person: Person }) {
  const { t } = useTranslation('desk-people')
  const { id } = person
  const agreements = useQuery({
    queryKey: ['people', 'agreements', id],
    queryFn: () => call(listAgreements, { params: { id } }),
  })
  const items = agreements.data?.items
  return (
    <section className={styles['card']}>
      <h2>{t('papers.title')}</h2>
      {agreements.isError && <Fault error={agreements.error} retry={() => void agreements.refetch()} />}
      {items?.length === 0 && <Text c="dimmed">{t('papers.none')}</Text>}
      {items?.map((line) => (
        <p key={line.id}>
          <Go to={`/desk/people/${id}`} search={{ do: 'paper', paper: line.id }}>
            {line.title}
          </Go>{' '}
          · {t(`papers.${line.status}`)}
          {line.waitingFor.length > 0 && line.status === 'to_sign' && (
            <span className={styles['quiet']}>
              {' '}
              · {t('papers.waits', { who: line.waitingFor.map((one) => t(`papers.as.${one}`)).join(', ') })}
            </span>
          )}
        </p>
      ))}
      {items && person.mentor && !items.some(isOpen) && (
        <GoButton to={`/desk/people/${id}`} search={{ do: 'prepare' }} variant="light" mt="sm">
          {t('papers.prepare')}
        </GoButton>
      )}
    </section>
  )
}

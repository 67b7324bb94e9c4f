import { getServed } from '@cairn/contract/study.ts'
import { countText, percentText } from '@cairn/evaluation/report/html/markup.ts'
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords } from '../../ui/dates.ts'
import { GoButton } from '../../ui/go.tsx'
import { Empty, Fault, PageSkeleton } from '../../ui/states.tsx'
import { NumbersTable } from './numbers-table.tsx'
import styles from './study.module.css'

/** /study: served, each person once, asked, followed up, by fiscal year. */
export function LandingPage() {
  const { t } = useTranslation('study')
  const zone = useSession().data?.timeZone ?? 'UTC'
  const served = useQuery({ queryKey: ['study', 'served'], queryFn: () => call(getServed) })
  if (served.isPending) return <PageSkeleton rows={3} />
  if (served.isError) return <Fault error={served.error} retry={() => void served.refetch()} />
  const { periods, followUp, countedAt, fiscalYearStartsInMonth } = served.data
  const all = periods.at(-1)
  const language = currentLanguage()
  const month = new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    month: 'long',
    timeZone: 'UTC',
  }).format(Date.UTC(2026, fiscalYearStartsInMonth - 1, 1))
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <div>
          <Title order={1} size="h2">
            {t('title')}
          </Title>
          <Text c="dimmed">{t('counted', { when: momentWords(countedAt, Date.now(), language, zone) })}</Text>
        </div>
        <GoButton to="/study/answer">{t('toAnswer')}</GoButton>
      </div>
      {!all || all.enrolled === 0 ? (
        <Empty title={t('empty')}>{t('emptyHow')}</Empty>
      ) : (
        <>
          <ul className={styles['tiles']}>
            <li>
              <b>{countText(all.served)}</b>
              <span>{t('served')}</span>
            </li>
            <li>
              <b>{countText(all.services)}</b>
              <span>{t('services')}</span>
            </li>
            <li>
              <b>{countText(all.asked)}</b>
              <span>{t('asked')}</span>
            </li>
            <li>
              <b>{all.asked ? percentText((all.answered ?? 0) / all.asked) : '–'}</b>
              <span>{t('answered')}</span>
            </li>
          </ul>
          <section className={styles['section']}>
            <h2>{t('byYear')}</h2>
            <p className={styles['note']}>{t('byYearHow', { month })}</p>
            <NumbersTable
              head={[
                t('columns.year'),
                t('columns.enrolled'),
                t('columns.served'),
                t('columns.services'),
                t('columns.asked'),
                t('columns.answered'),
                t('columns.share'),
              ]}
              rows={periods.map((one) => [
                one.period === 'all' ? t('sinceStart') : one.period,
                countText(one.enrolled),
                countText(one.served),
                countText(one.services),
                countText(one.asked),
                countText(one.answered),
                one.asked ? percentText((one.answered ?? 0) / one.asked) : '–',
              ])}
            />
          </section>
          <section className={styles['section']}>
            <h2>{t('followUp')}</h2>
            <p className={styles['note']}>{t('followUpHow')}</p>
            <NumbersTable
              head={[t('columns.day'), t('columns.due'), t('columns.answered'), t('columns.share')]}
              rows={followUp.map(({ day, due, answered }) => [
                t('day', { day }),
                String(due),
                String(answered),
                due > 0 ? percentText(answered / due) : '–',
              ])}
            />
          </section>
        </>
      )}
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { type HelpText, type KeptHelp, numbersFor, ownNumbers } from '../help/help-page.ts'
import desk from '../people-desk/desk.module.css'
import styles from './safety-desk.module.css'

/** The numbers behind each door of the help page, as they would stand there; nothing here can be dialed. */
export function HelpPreview({ kept }: { kept: KeptHelp }) {
  const { t } = useTranslation('desk-on-call')
  const text = t('help:page', { returnObjects: true }) as unknown as HelpText
  return (
    <section className={styles['preview']} aria-label={t('numbersPart.preview')}>
      <p className={desk['quiet']}>{t('numbersPart.previewHint')}</p>
      {text.doors.map(({ id, title, items }) => {
        const numbers = [
          ...items.flatMap((item) => (item.kind === 'numbers' ? numbersFor(text, item.numbers ?? [], kept) : [])),
          ...(id === 'not-ok' ? ownNumbers(kept) : []),
        ]
        return (
          <div key={id}>
            <h4>{title}</h4>
            <ul>
              {numbers.map((number) => (
                <li key={number.id} data-urgent={number.id === 'emergency' || undefined}>
                  <strong>{number.label}</strong>
                  {number.display !== '911' && number.display !== '988' && <span>{number.display}</span>}
                  {number.note && <span className={desk['quiet']}>{number.note}</span>}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

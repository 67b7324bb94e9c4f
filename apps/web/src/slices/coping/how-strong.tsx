import { useTranslation } from 'react-i18next'
import styles from './wave.module.css'

const ROWS = [
  [0, 1, 2, 3, 4, 5],
  [6, 7, 8, 9, 10],
] as const

/** 0 to 10 as two rows of big buttons with words: hands shake, so nothing slides. */
export function HowStrong({ labelledBy, onPick }: { labelledBy: string; onPick: (value: number) => void }) {
  const { t } = useTranslation('my-wave')
  return (
    <fieldset aria-labelledby={labelledBy}>
      {ROWS.map((row, at) => (
        <div key={at}>
          <div className={styles.rowWords} aria-hidden="true">
            <span>{t(`words.${row[0]}`)}</span>
            <span>{t(`words.${row.at(-1)!}`)}</span>
          </div>
          <div className={styles.numbers}>
            {row.map((value) => (
              <button
                key={value}
                type="button"
                className={styles.strength}
                aria-label={`${value}, ${t(`words.${value}`)}`}
                onClick={() => onPick(value)}
              >
                {value}
              </button>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  )
}

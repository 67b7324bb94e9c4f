import { Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CLOCK_NAMES, CLOCKS, type ClockForm, type ClockName } from './clocks.ts'
import styles from './setup.module.css'

const PARTS = ['safety', 'contacts', 'answers', 'inDays'] as const

/** How long each clock waits, in the unit of its part. */
export function ClockFields({
  clocks,
  wrong,
  onChange,
}: {
  clocks: ClockForm
  wrong: Partial<Record<ClockName, 'between' | 'order'>>
  onChange: (clocks: ClockForm) => void
}) {
  const { t } = useTranslation('setup')
  return (
    <>
      <Text c="dimmed" size="sm">
        {t('clocks.hint')}
      </Text>
      {PARTS.map((part) => (
        <div key={part}>
          <h3>{t(`clocks.${part}`)}</h3>
          {CLOCK_NAMES.filter((name) => CLOCKS[name].part === part).map((name) => {
            const { least, most, standard } = CLOCKS[name]
            const fault = wrong[name]
            return (
              <div key={name} className={styles['clock']}>
                <label htmlFor={`clock-${name}`}>
                  {t(`clocks.names.${name}`)}
                  <small>{t('clocks.standard', { value: standard })}</small>
                </label>
                <TextInput
                  id={`clock-${name}`}
                  inputMode="decimal"
                  maxLength={6}
                  value={clocks[name]}
                  error={fault && t(`clocks.${fault}`, { least, most })}
                  onChange={(event) => onChange({ ...clocks, [name]: event.currentTarget.value })}
                />
              </div>
            )
          })}
        </div>
      ))}
    </>
  )
}

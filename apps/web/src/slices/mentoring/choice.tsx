import { useId } from 'react'
import styles from './choice.module.css'

interface Option<T> {
  value: T
  label: string
}

/** One of a few: large, in one row or several, reachable by keys. Nothing is chosen until somebody chooses. */
export function Pick<T extends string | number>({
  label,
  value,
  options,
  onPick,
  hideLabel = false,
  error,
}: {
  label: string
  value: T | null
  options: readonly Option<T>[]
  onPick: (value: T) => void
  hideLabel?: boolean
  error?: string | undefined
}) {
  const name = useId()
  return (
    <fieldset className={styles['set']} aria-invalid={error ? true : undefined}>
      <legend className={hideLabel ? 'visually-hidden' : styles['legend']}>{label}</legend>
      <div className={styles['row']}>
        {options.map((option) => (
          <label key={option.value} className={styles['chip']}>
            <input
              type="radio"
              name={name}
              className="visually-hidden"
              checked={value === option.value}
              onChange={() => onPick(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error && (
        <p className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** Any of a few. */
export function Ticks<T extends string>({
  label,
  values,
  options,
  onToggle,
  hideLabel = false,
}: {
  label: string
  values: readonly T[]
  options: readonly Option<T>[]
  onToggle: (value: T) => void
  hideLabel?: boolean
}) {
  return (
    <fieldset className={styles['set']}>
      <legend className={hideLabel ? 'visually-hidden' : styles['legend']}>{label}</legend>
      <div className={styles['row']}>
        {options.map((option) => (
          <label key={option.value} className={styles['chip']}>
            <input
              type="checkbox"
              className="visually-hidden"
              checked={values.includes(option.value)}
              onChange={() => onToggle(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

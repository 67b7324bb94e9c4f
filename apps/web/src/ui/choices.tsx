import { type ReactNode, useId } from 'react'
import styles from './choices.module.css'

export interface Choice<T extends string | number> {
  value: T
  label: ReactNode
  /** A picture above the word, for faces. */
  picture?: ReactNode
}

interface Common<T extends string | number> {
  /** Id of the heading that asks. */
  labelledBy: string
  choices: readonly Choice<T>[]
  /** How they stand: in one row of equals, wrapped as chips, or one below the other. */
  layout?: 'row' | 'chips' | 'column'
}

/** One answer of several, as big buttons. Nothing is preselected; tapping the chosen one again takes it back. */
export function OneOf<T extends string | number>({
  labelledBy,
  choices,
  layout = 'column',
  value,
  onChange,
}: Common<T> & { value: T | null; onChange: (value: T | null) => void }) {
  return (
    <fieldset aria-labelledby={labelledBy} className={styles[layout]}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={styles.choice}
          aria-pressed={value === choice.value}
          onClick={() => onChange(value === choice.value ? null : choice.value)}
        >
          {choice.picture}
          <span>{choice.label}</span>
        </button>
      ))}
    </fieldset>
  )
}

/** Any number of answers, as chips. */
export function SomeOf<T extends string | number>({
  labelledBy,
  choices,
  layout = 'chips',
  value,
  onChange,
}: Common<T> & { value: readonly T[]; onChange: (value: T[]) => void }) {
  return (
    <fieldset aria-labelledby={labelledBy} className={styles[layout]}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={styles.choice}
          aria-pressed={value.includes(choice.value)}
          onClick={() =>
            onChange(
              value.includes(choice.value) ? value.filter((held) => held !== choice.value) : [...value, choice.value],
            )
          }
        >
          {choice.picture}
          <span>{choice.label}</span>
        </button>
      ))}
    </fieldset>
  )
}

/** One of a few, with its own question above: a field of a form, as radio buttons. Nothing is chosen until somebody chooses. */
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
  options: readonly Choice<T>[]
  onPick: (value: T) => void
  hideLabel?: boolean
  error?: string | undefined
}) {
  const name = useId()
  return (
    <fieldset aria-invalid={error ? true : undefined}>
      <legend className={hideLabel ? 'visually-hidden' : styles.legend}>{label}</legend>
      <div className={styles.chips}>
        {options.map((option) => (
          <label key={option.value} className={styles.chip}>
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
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** Any of a few, with its own question above. */
export function Ticks<T extends string>({
  label,
  values,
  options,
  onToggle,
  hideLabel = false,
}: {
  label: string
  values: readonly T[]
  options: readonly Choice<T>[]
  onToggle: (value: T) => void
  hideLabel?: boolean
}) {
  return (
    <fieldset>
      <legend className={hideLabel ? 'visually-hidden' : styles.legend}>{label}</legend>
      <div className={styles.chips}>
        {options.map((option) => (
          <label key={option.value} className={styles.chip}>
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

import type { ReactNode } from 'react'
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

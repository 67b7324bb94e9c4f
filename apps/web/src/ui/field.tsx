import { Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import styles from './field.module.css'

/** One question with its answers and, below, who can see it. The heading names the group for a screen reader. */
export function Field({
  question,
  hint,
  children,
  foot,
  level = 2,
}: {
  question: ReactNode
  hint?: ReactNode
  children: (labelledBy: string) => ReactNode
  foot?: ReactNode
  level?: 2 | 3
}) {
  const id = useId()
  return (
    <section className={styles.field}>
      <Title order={level} id={id}>
        {question}
      </Title>
      {hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      {children(id)}
      {foot}
    </section>
  )
}

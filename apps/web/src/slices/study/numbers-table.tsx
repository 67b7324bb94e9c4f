import type { ReactNode } from 'react'
import styles from './study.module.css'

/** Figures in rows, right-aligned; wide ones scroll inside their own frame, reachable by keys. */
export function NumbersTable({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keys.
    <section className={styles['scroll']} tabIndex={0} aria-label={head[0] || head[1]}>
      <table className={styles['numbers']}>
        <thead>
          <tr>
            {head.map((name, column) => (
              <th key={column} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The table behind a chart. */
export function ShowNumbers({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className={styles['fold']}>
      <summary>{label}</summary>
      {children}
    </details>
  )
}

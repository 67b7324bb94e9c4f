import { pathPicture } from './path.ts'

const WIDTHS = [26, 20, 15, 10] as const

/** The path, drawn: a small pile for every four weeks. Decoration; the words beside it say the same. */
export function PathPicture({ days }: { days: number }) {
  const { groups } = pathPicture(days)
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '8px 10px', alignItems: 'flex-end' }} aria-hidden="true">
      {groups.map((marks, at) => (
        <svg key={at} viewBox="0 0 60 46" width={44} height={34} aria-hidden="true" focusable="false">
          {WIDTHS.slice(0, marks).map((rx, level) => (
            <ellipse
              key={rx}
              cx={30 + (level % 2 === 0 ? -1 : 2)}
              cy={40 - level * 10.5}
              rx={rx}
              ry={5}
              style={{ fill: level === 3 ? '#c9822b' : level === 0 ? 'var(--cairn-mark-base)' : '#4f9280' }}
            />
          ))}
        </svg>
      ))}
    </div>
  )
}

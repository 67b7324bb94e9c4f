import { STONES } from './mark-shape.ts'

/** The mark beside the name: decoration, so it is silent to a screen reader. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true" focusable="false">
      {STONES.map(({ cx, cy, rx, ry, tilt, color }) => (
        <ellipse
          key={color}
          cx={cx}
          cy={cy}
          rx={rx}
          ry={ry}
          transform={`rotate(${tilt} ${cx} ${cy})`}
          style={{ fill: color === '#1F5A4C' ? 'var(--cairn-mark-base)' : color }}
        />
      ))}
    </svg>
  )
}

/** Five faces from very hard to very good. The word below says it; the face is only a picture. */
const MOUTHS = [
  'M9 23 Q16 15 23 23',
  'M9 22 Q16 18 23 22',
  'M9 21 L23 21',
  'M9 20 Q16 24 23 20',
  'M8 19 Q16 28 24 19',
] as const

export function Face({ step, size = 36 }: { step: number; size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="11.5" cy="13" r="1.8" fill="currentColor" />
      <circle cx="20.5" cy="13" r="1.8" fill="currentColor" />
      <path d={MOUTHS[step - 1] ?? MOUTHS[2]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}

/** How strong, from none to very strong: five bars, so many of them full. */
export function Bars({ step, size = 32 }: { step: number; size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      {[1, 2, 3, 4].map((bar) => (
        <rect
          key={bar}
          x={1 + (bar - 1) * 8}
          y={26 - bar * 5}
          width="6"
          height={bar * 5 + 2}
          rx="2"
          fill={bar < step ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.5"
        />
      ))}
    </svg>
  )
}

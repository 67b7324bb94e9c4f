/** The mark: three stacked stones in a square of 64. Drawn by the header, the favicon and the icons of the installed app. */
export const STONES = [
  { cx: 31, cy: 50, rx: 24, ry: 10, tilt: -2, color: '#1F5A4C' },
  { cx: 34, cy: 31, rx: 17, ry: 9, tilt: 4, color: '#4F9280' },
  { cx: 31, cy: 13.5, rx: 11, ry: 8, tilt: -6, color: '#C9822B' },
] as const

/** What helps me, from what this phone kept of Ride it out. Pure. */

export interface Use {
  tool: string
  before: number
  after: number | null
}

export interface Works {
  tool: string
  /** Uses with a number after. */
  uses: number
  /** Uses after which the urge was lower. */
  lower: number
  /** Mean change, positive when it went down. */
  meanDrop: number
  /** In how many of ten times it goes down, likely: the ends of a 95 % interval, rounded outward. */
  ofTen: { from: number; to: number }
}

/** Shown for a tool after so many uses: fewer say nothing yet. */
export const USES_NEEDED = 5

/**
 * A 95 % interval for a share.
 * Source: Wilson (1927), Journal of the American Statistical Association 22, 209–212.
 */
export function wilson(successes: number, n: number): { from: number; to: number } {
  const z = 1.959964
  const share = successes / n
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) }
}

const finished = (uses: readonly Use[], tool: string) => uses.filter((use) => use.tool === tool && use.after !== null)

/** What each tool did, for tools with enough uses; most helpful first. */
export function whatWorks(uses: readonly Use[]): Works[] {
  return [...new Set(uses.map((use) => use.tool))]
    .map((tool) => {
      const done = finished(uses, tool)
      const lower = done.filter((use) => use.after! < use.before).length
      const range = done.length > 0 ? wilson(lower, done.length) : { from: 0, to: 1 }
      return {
        tool,
        uses: done.length,
        lower,
        meanDrop: done.reduce((sum, use) => sum + use.before - use.after!, 0) / Math.max(1, done.length),
        ofTen: { from: Math.floor(range.from * 10), to: Math.ceil(range.to * 10) },
      }
    })
    .filter(({ uses: count }) => count >= USES_NEEDED)
    .sort((a, b) => b.meanDrop - a.meanDrop)
}

/**
 * Tools in the order in which to offer them: what lowered the urge most comes first. One lucky use does not jump the
 * queue: two uses without change are added to each tool before they are compared.
 */
export function myBestFirst(tools: readonly string[], uses: readonly Use[]): string[] {
  const worth = (tool: string) => {
    const done = finished(uses, tool)
    return done.reduce((sum, use) => sum + use.before - use.after!, 0) / (done.length + 2)
  }
  return [...tools].sort((a, b) => worth(b) - worth(a) || tools.indexOf(a) - tools.indexOf(b))
}

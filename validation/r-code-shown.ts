import { Difference } from './ledger.ts'

export type Numbers = readonly (number | null)[]
export type Value = number | null

/** What one line of the printed R showed: its class, and its numbers by name. */
export type Shown = Readonly<Record<string, unknown>> & { readonly kind: readonly [string] }

/** What R showed, taken line after line by class; a line that is not there, or is left over, is a difference. */
export class Lines {
  readonly left: Shown[]

  constructor(shown: readonly Shown[]) {
    this.left = [...shown]
  }

  has(kind: string): boolean {
    return this.left[0]?.kind[0] === kind
  }

  take(kind: string): (key: string) => Numbers {
    const line = this.takeLine(kind)
    return (key) => (line[key] ?? []) as Numbers
  }

  takeLine(kind: string): Shown {
    const line = this.left.shift()
    if (line?.kind[0] !== kind) throw new Difference(`R shows ${line?.kind[0] ?? 'nothing'} where ${kind} is expected`)
    return line
  }
}

interface Scale {
  readonly scale?: number
  readonly tolerance?: number
}

/** Compares one number with R's, under its name. */
export type Compare = (name: string, ours: Value | undefined, theirs: Value | undefined, options?: Scale) => void

/** Names of columns or groups, in order. */
export function sameNames(ours: readonly string[], theirs: unknown): void {
  const names = (theirs as readonly string[]).join(' | ')
  if (names !== ours.join(' | ')) throw new Difference(`names: ours are ${ours.join(' | ')}, R's are ${names}`)
}

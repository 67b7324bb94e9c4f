/** Where a command writes. `out` is the result, `error` is for people: progress and refusals. */
export interface Io {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  /** Progress is shown only to a person at a terminal. */
  readonly isTerminal: boolean
}

/** A command of `cairn`: returns its exit code; throws UserError for bad input (exit 2). */
export interface Command {
  readonly run: (args: string[], io: Io) => Promise<number>
}

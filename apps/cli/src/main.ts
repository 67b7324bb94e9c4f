#!/usr/bin/env node
import process from 'node:process'
import { nearestOf } from './arguments.ts'
import type { Command, Io } from './command.ts'
import { UserError } from './user-error.ts'

/** Every command, and the file that is loaded when it is called. */
const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  start: {
    summary: 'the server with its pages, its database and its jobs',
    load: () => import('./commands/start.ts'),
  },
  meta: { summary: 'pool the effects of several studies', load: () => import('./commands/meta.ts') },
  survival: {
    summary: 'survival curves, comparisons and regression on a CSV file',
    load: () => import('./commands/survival.ts'),
  },
  evaluate: {
    summary: 'what a program data set can answer, and what not',
    load: () => import('./commands/evaluate.ts'),
  },
  pool: { summary: 'the released reports of several programs, together', load: () => import('./commands/pool.ts') },
  export: {
    summary: "a program's records as a data set without names or dates",
    load: () => import('./commands/export.ts'),
  },
  audit: { summary: 'whether the audit trail is unchanged', load: () => import('./commands/audit.ts') },
  simulate: { summary: 'a program of which the truth is known', load: () => import('./commands/simulate.ts') },
}

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  return [
    'Usage: cairn COMMAND …',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'cairn COMMAND --help tells more about a command.',
    '',
  ].join('\n')
}

async function main(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(help())
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command)
    throw new UserError(
      `There is no command ${name}.${nearestOf(name, Object.keys(commands))} cairn --help lists them.`,
    )
  return (await command.load()).run(rest, io)
}

const io: Io = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
}

// A reader such as `head` that stops early is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  process.exitCode = await main(process.argv.slice(2), io)
} catch (error) {
  if (!(error instanceof UserError)) throw error
  io.error(`${error.message}\n`)
  process.exitCode = 2
}

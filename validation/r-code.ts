import { join } from 'node:path'
import type { Command } from '../apps/cli/src/command.ts'
import { run as meta } from '../apps/cli/src/commands/meta.ts'
import { run as cox } from '../apps/cli/src/commands/survival-cox.ts'
import { run as cuminc } from '../apps/cli/src/commands/survival-cuminc.ts'
import { run as km } from '../apps/cli/src/commands/survival-km.ts'
import { run as test } from '../apps/cli/src/commands/survival-test.ts'
import { Difference, type Ledger } from './ledger.ts'
import { runR } from './r.ts'
import { type CommandLine, commandLines } from './r-code-lines.ts'
import { compareMeta } from './r-code-meta.ts'
import { type Compare, Lines, type Shown } from './r-code-shown.ts'
import { compareCox, compareCurves, compareIncidence, compareTest } from './r-code-survival.ts'

const commands: Readonly<Record<CommandLine['command'], Command['run']>> = { km, test, cox, cuminc, meta }

/**
 * Runs the R that `--r-code` prints for some forty command lines, each in a process of its own, and compares all that it shows with
 * `--json`; expects R's own data sets exported to `folder`.
 */
export async function validateRCode(ledger: Ledger, folder: string): Promise<string> {
  const lines = await commandLines(folder)
  const printed: string[] = []
  for (const line of lines) printed.push(await say(line, '--r-code'))
  const answers = await runR<readonly Shown[][]>(join(import.meta.dirname, 'r-code.R'), printed, folder, 'C.UTF-8')
  for (const [k, line] of lines.entries()) {
    const where = `${line.command} ${line.data.split('/').at(-1)} ${line.rest.join(' ')}`
    try {
      compareShown(ledger, line, await say(line, '--json'), answers[k]!, where)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Difference(`the R of --r-code: ${where}\n${printed[k]}\n  ${why}`, { cause: error })
    }
  }
  return `${lines.length} command lines whose --r-code was run.`
}

function compareShown(
  ledger: Ledger,
  { command, rest }: CommandLine,
  json: string,
  shown: readonly Shown[],
  where: string,
): void {
  if (shown[0]?.kind[0] === 'error') throw new Difference(`R stopped: ${String(shown[0]['message'])}`)
  const lines = new Lines(shown)
  const ours = JSON.parse(json)
  const compare: Compare = (name, a, b, options) => ledger.compare(`--r-code ${command}: ${name}`, where, a, b, options)
  if (command === 'km') compareCurves(compare, ours, lines)
  else if (command === 'test') compareTest(compare, ours, lines, rest)
  else if (command === 'cox') compareCox(compare, ours, lines, rest)
  else if (command === 'cuminc') compareIncidence(compare, ours, lines)
  else compareMeta(compare, ours, lines)
  if (lines.left.length > 0) throw new Difference(`R shows ${lines.left[0]!.kind[0]} that nothing was compared with`)
}

async function say({ command, data, rest }: CommandLine, flag: string): Promise<string> {
  let out = ''
  const io = {
    out: (text: string) => {
      out += text
    },
    error: () => {},
    isTerminal: false,
  }
  await commands[command]([data, ...rest, flag], io)
  return out
}

import { resolve } from 'node:path'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { simulateProgram } from '@cairn/simulation/simulate-program.ts'
import { toDataSet } from '@cairn/simulation/to-data-set.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { refuseUnlessEmpty, writeFolder } from '../new-folder.ts'
import { UserError } from '../user-error.ts'

const help = `Usage: cairn simulate --participants 2000 --seed 1 --out DIR [flags]

Simulates a program of which the truth is known and writes its data set (docs/data-set.md). The same flags give the same files.

  --participants 2000   how many people enroll (default 240)
  --seed 1              another seed, another program (default 1)
  --days 548            days since the program opened (default 548)
  --mentor-hr 0.7       true hazard ratio of a first return to use with a mentor (default 0.7)
  --group-hr 0.85       the same for groups (default 0.85)
  --no-confounding      who gets a mentor, leaves or answers has nothing to do with the risk of use
  --lottery             places are drawn by lot
  --out DIR             a new or empty folder
`

/** `cairn simulate` */
export async function run(args: string[], io: Io): Promise<number> {
  const {
    flags,
    positionals,
    help: wantsHelp,
  } = parseArguments('simulate', args, {
    participants: 'number',
    seed: 'number',
    days: 'number',
    'mentor-hr': 'number',
    'group-hr': 'number',
    'no-confounding': 'switch',
    lottery: 'switch',
    out: 'text',
  })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  if (positionals[0] !== undefined)
    throw new UserError(`cairn simulate takes flags only, not ${JSON.stringify(positionals[0])}.`)
  if (flags.out === undefined) throw new UserError('cairn simulate needs --out DIR, a new or empty folder.')
  const options = {
    seed: whole('seed', flags.seed ?? 1, 0),
    participants: whole('participants', flags.participants ?? 240, 1, 200_000),
    days: whole('days', flags.days ?? 548, 30, 5000),
    mentorHazardRatio: positive('mentor-hr', flags['mentor-hr'] ?? 0.7),
    groupHazardRatio: positive('group-hr', flags['group-hr'] ?? 0.85),
    confounded: !flags['no-confounding'],
    lottery: flags.lottery,
  }
  const out = resolve(flags.out)
  const isThere = await refuseUnlessEmpty(out, flags.out)
  const made = toDataSet(simulateProgram(options))
  // Programs with names of their own can be pooled.
  const dataSet = {
    ...made,
    description: { ...made.description, program: `A simulated program, seed ${options.seed}` },
  }
  const truth = {
    made_by: 'cairn simulate',
    ...options,
    note: 'hazard ratios hold for one person, given everything else about her; the marginal ones are nearer to 1',
  }
  await writeFolder(out, isThere, flags.out, {
    ...writeDataSet(dataSet),
    'truth.json': JSON.stringify(truth, null, 2) + '\n',
  })
  io.out(
    `A program of ${options.participants} participants and ${dataSet.contacts.rows} contacts is in ${flags.out}. The truth is in truth.json.\ncairn evaluate ${flags.out} evaluates it.\n`,
  )
  return 0
}

function whole(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`
  throw new UserError(`--${name} is a whole number ${range}, not ${value}.`)
}

function positive(name: string, value: number): number {
  if (value > 0) return value
  throw new UserError(`--${name} is a positive number, not ${value}.`)
}

import { resolve } from 'node:path'
import { checkDataSet } from '@cairn/evaluation/dataset/check.ts'
import { problemSentence } from '@cairn/evaluation/dataset/schema.ts'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { systemClock } from '@cairn/server/platform/clock.ts'
import { openVault } from '@cairn/server/platform/vault.ts'
import { gatherDataSet } from '@cairn/server/slices/evaluation/index.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { chooseOrganization, listOrganizations, withDataFolder } from '../data-folder.ts'
import { refuseUnlessEmpty, writeFolder } from '../new-folder.ts'
import { UserError } from '../user-error.ts'

const help = `Usage: cairn export --out DIR [flags]

Writes the program data set of one organization (docs/data-set.md): no names, no dates, days from each person's enrollment.
Reads the data folder of DATA_DIR (default ./data), also while its server runs.

  --out DIR            a new or empty folder
  --organization WHO   its id or name, when there are several
`

/** `cairn export` */
export async function run(args: string[], io: Io): Promise<number> {
  const { flags, positionals, help: wantsHelp } = parseArguments('export', args, { out: 'text', organization: 'text' })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  if (positionals[0] !== undefined)
    throw new UserError(`cairn export takes flags only, not ${JSON.stringify(positionals[0])}.`)
  if (flags.out === undefined) throw new UserError('cairn export needs --out DIR, a new or empty folder.')
  const out = resolve(flags.out)
  const isThere = await refuseUnlessEmpty(out, flags.out)
  const { name, dataSet } = await withDataFolder(process.env, async (folder) => {
    const organization = chooseOrganization(await listOrganizations(folder), flags.organization)
    const { secrets, databases } = folder
    const now = systemClock.now()
    const vault = openVault(secrets.vault, secrets.blindIndex, () => now)
    const dataSet = await databases.jobsDatabase.transaction({ organizationId: organization.id }, (tx) =>
      gatherDataSet({ tx, now, vault, actor: { organizationId: organization.id } }, secrets.audit),
    )
    return { name: organization.name, dataSet }
  })
  const problems = checkDataSet(dataSet)
  await writeFolder(out, isThere, flags.out, writeDataSet(dataSet))
  io.out(
    `${dataSet.participants.rows} people and ${dataSet.asks.rows} asks of ${name} are in ${flags.out}: no names, no dates.\ncairn evaluate ${flags.out} evaluates it.\n`,
  )
  for (const problem of problems) io.error(`${problemSentence(problem)}\n`)
  return problems.length === 0 ? 0 : 1
}

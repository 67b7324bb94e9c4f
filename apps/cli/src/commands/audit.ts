import { type AuditVerdict, verifyAudit } from '@cairn/server/platform/audit.ts'
import { readAuditHeads } from '@cairn/server/platform/audit-head.ts'
import { parseArguments } from '../arguments.ts'
import type { Io } from '../command.ts'
import { chooseOrganization, listOrganizations, type OrganizationLine, withDataFolder } from '../data-folder.ts'
import { UserError } from '../user-error.ts'

const help = `Usage: cairn audit verify [--organization WHO]

Recomputes every seal of the audit trail and compares its end with the head kept outside the database
(audit-head.json in DATA_DIR). Exit 0: unchanged. Exit 1: each row changed, removed or added is named.
`

/** `cairn audit verify` */
export async function run(args: string[], io: Io): Promise<number> {
  const { flags, positionals, help: wantsHelp } = parseArguments('audit', args, { organization: 'text' })
  if (wantsHelp) {
    io.out(help)
    return 0
  }
  const [act, extra] = positionals
  if (act !== 'verify' || extra !== undefined) throw new UserError('cairn audit takes one word: cairn audit verify.')
  const verdicts = await withDataFolder(process.env, async (folder) => {
    const all = await listOrganizations(folder)
    const chosen = flags.organization === undefined ? all : [chooseOrganization(all, flags.organization)]
    const heads = readAuditHeads(folder.config.dataDir)
    const out: { organization: OrganizationLine; verdict: AuditVerdict }[] = []
    for (const organization of chosen) {
      const { id } = organization
      const verdict = await folder.databases.jobsDatabase.transaction({ organizationId: id }, (tx) =>
        verifyAudit(tx, folder.secrets.audit, id, heads.get(id)),
      )
      out.push({ organization, verdict })
    }
    // An organization that has a head and is gone from the database was removed with its whole trail.
    const gone =
      flags.organization === undefined ? [...heads.keys()].filter((id) => !all.some((one) => one.id === id)) : []
    return { out, gone }
  })
  for (const { organization, verdict } of verdicts.out) io.out(`${organization.name}: ${sentenceOf(verdict)}\n`)
  for (const id of verdicts.gone) io.out(`${id}: a head is kept for it, and the database holds no such organization.\n`)
  if (verdicts.out.length === 0 && verdicts.gone.length === 0)
    io.out('There is no organization, so there is no trail.\n')
  const isSound = verdicts.gone.length === 0 && verdicts.out.every(({ verdict }) => verdict.faults.length === 0)
  return isSound ? 0 : 1
}

function sentenceOf({ rows, batches, unsealed, faults }: AuditVerdict): string {
  const waiting = unsealed === 0 ? '' : ` ${unsealed} newer ${unsealed === 1 ? 'row is' : 'rows are'} not sealed yet.`
  if (faults.length === 0) return `${rows} rows in ${batches} batches: unchanged.${waiting}`
  return `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.\n${faults.map((fault) => `  ${fault}`).join('\n')}`
}

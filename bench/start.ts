import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pause, postgresPid, removeDataFolder, startServerProcess } from '../drills/server-process.ts'

/**
 * How long a person waits after `npm start`, and what the program takes of a computer's memory.
 * npm run bench:start -- --port 3991
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '3991' } } })
const port = Number(values.port)
const address = `http://127.0.0.1:${port}`
const dataDir = mkdtempSync(join(tmpdir(), 'cairn-bench-'))

/** Seconds until the first page has arrived. */
async function firstPage(since: number): Promise<number> {
  const reply = await fetch(`${address}/`)
  await reply.text()
  if (!reply.ok) throw new Error(`The first page was answered with ${reply.status}.`)
  return (performance.now() - since) / 1000
}

/** A process and everything that it started. Linux only: elsewhere nothing is found and the table says so. */
function familyOf(pid: number): number[] {
  const parents = new Map<number, number>()
  try {
    for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
      } catch {
        // It has ended meanwhile.
      }
    }
  } catch {
    return []
  }
  const family = [pid]
  for (const member of family)
    for (const [child, parent] of parents) if (parent === member && !family.includes(child)) family.push(child)
  return family.filter((member) => parents.has(member))
}

/** Megabytes: PSS counts memory that several share once, RSS counts it for each. Null where the kernel does not tell. */
function memoryOf(pids: readonly number[]): { pss: number | null; rss: number | null } {
  let pss: number | null = 0
  let rss: number | null = pids.length > 0 ? 0 : null
  for (const pid of pids) {
    const kilobytes = (file: string, name: string): number | null => {
      try {
        return Number(
          new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ??
            Number.NaN,
        )
      } catch {
        return null
      }
    }
    const [shared, resident] = [kilobytes('smaps_rollup', 'Pss'), kilobytes('status', 'VmRSS')]
    pss = pss === null || shared === null ? null : pss + shared / 1024
    rss = rss === null || resident === null ? null : rss + resident / 1024
  }
  return { pss: pids.length > 0 ? pss : null, rss }
}

const rows: [string, string][] = []
const megabytes = (value: number | null) => (value === null ? 'not told by this system' : `${Math.round(value)} MB`)

try {
  let began = performance.now()
  let server = await startServerProcess(dataDir, port, { CAIRN_DEMO: '1' })
  rows.push(['First start: database, demo program, first page', `${(await firstPage(began)).toFixed(1)} s`])
  await server.stop()
  const starts: number[] = []
  for (let i = 0; i < 3; i++) {
    began = performance.now()
    server = await startServerProcess(dataDir, port, { CAIRN_DEMO: '1' })
    starts.push(await firstPage(began))
    if (i < 2) await server.stop()
  }
  rows.push([
    'Start with data present, first page (middle of three)',
    `${starts.sort((a, b) => a - b)[1]!.toFixed(1)} s`,
  ])
  await pause(15_000)
  // PostgreSQL may be the server's child: counted once, as what it is.
  const database = familyOf(postgresPid(dataDir))
  const own = memoryOf(familyOf(server.pid).filter((pid) => !database.includes(pid)))
  const postgres = memoryOf(database)
  rows.push(
    ['Memory after 15 s: server, PSS', megabytes(own.pss)],
    ['Memory after 15 s: server, RSS', megabytes(own.rss)],
  )
  rows.push(
    ['Memory after 15 s: PostgreSQL, PSS', megabytes(postgres.pss)],
    ['Memory after 15 s: PostgreSQL, RSS summed', megabytes(postgres.rss)],
  )
  rows.push([
    'Memory together, PSS',
    megabytes(own.pss === null || postgres.pss === null ? null : own.pss + postgres.pss),
  ])
  await server.stop()
  const width = Math.max(...rows.map(([name]) => name.length))
  process.stdout.write(`${rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}\n`)
} finally {
  removeDataFolder(dataDir)
}

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { client } from '@cairn/contract/call.ts'
import { addCheckIn } from '@cairn/contract/check-ins.ts'
import { getMe } from '@cairn/contract/identity.ts'
import { DEMO_PASSWORD, demoEmail } from '@cairn/server/demo/demo-program.ts'
import { parseConfig } from '@cairn/server/platform/config.ts'
import { openDatabases } from '@cairn/server/platform/database/open.ts'
import { newId } from '@cairn/server/platform/ids.ts'
import { openSecrets } from '@cairn/server/platform/secrets.ts'
import { pause, postgresPid, removeDataFolder, type ServerProcess, startServerProcess } from './server-process.ts'

/**
 * Crash drill: a real server with its PostgreSQL while check-ins are written; kill -9 of the one and of the other in turns.
 * After each, every acknowledged write must be there, exactly once, with what was in it.
 *
 * npm run drill:crash -- --rounds 50 --port 3990
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, port: { type: 'string', default: '3990' } },
})
const rounds = Number(values.rounds)
const port = Number(values.port)
const WRITERS = 4
const dataDir = mkdtempSync(join(tmpdir(), 'cairn-crash-'))
const address = `http://127.0.0.1:${port}`

let cookie = ''
let organizationId = ''
const call = client(
  fetch,
  `${address}/api`,
  (): Record<string, string> => ({
    cookie,
    ...(organizationId && { 'x-cairn-organization': organizationId, 'x-cairn-role': 'participant' }),
  }),
)

type Body = ReturnType<typeof newCheckIn>
const acknowledged = new Map<string, Body>()
/** Sent and never answered: they may be there or not; sending them again must give exactly one. */
const unanswered = new Map<string, Body>()

function newCheckIn() {
  const now = Temporal.Now.zonedDateTimeISO('America/New_York')
  const id = newId(now.toInstant())
  return {
    id,
    recordedAt: now.toInstant().toString({ smallestUnit: 'millisecond' }),
    zone: 'America/New_York',
    day: now.toPlainDate().toString(),
    mood: 1 + (parseInt(id.slice(-1), 16) % 5),
    urges: null,
    stress: null,
    needs: [],
    useShown: false,
    use: null,
    useAbout: [],
    useReportId: null,
    supervisorToldSaid: false,
    askAgain: null,
    sharing: null,
    shareThis: null,
  }
}

async function signIn(): Promise<void> {
  const reply = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    // A browser names where its page came from; fetch in Node does not by itself.
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email: demoEmail('participant'), password: DEMO_PASSWORD }),
  })
  if (!reply.ok) throw new Error(`Signing in was answered with ${reply.status}.`)
  cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  organizationId = (await call(getMe)).places[0]!.organizationId
}

async function send(body: Body): Promise<void> {
  unanswered.set(body.id, body)
  await call(addCheckIn, { body })
  unanswered.delete(body.id)
  acknowledged.set(body.id, body)
}

/** Writes as fast as it is answered until told to stop; returns how many were acknowledged. */
function startWriting(): () => Promise<number> {
  const before = acknowledged.size
  let goesOn = true
  const writers = Array.from({ length: WRITERS }, async () => {
    while (goesOn) await send(newCheckIn()).catch(() => pause(10))
  })
  return async () => {
    goesOn = false
    await Promise.all(writers)
    return acknowledged.size - before
  }
}

/** What the database holds, read past the server: ids with their mood, once a row. */
async function readBack(): Promise<Map<string, number[]>> {
  const config = parseConfig({ DATA_DIR: dataDir })
  const databases = await openDatabases(config, openSecrets(dataDir))
  try {
    const rows = await databases.jobsDatabase.transaction({ organizationId }, (tx) =>
      tx.selectFrom('checkIns').where('organizationId', '=', organizationId).select(['id', 'mood']).execute(),
    )
    const found = new Map<string, number[]>()
    for (const { id, mood } of rows) found.set(id, [...(found.get(id) ?? []), mood ?? 0])
    return found
  } finally {
    await databases.database.close()
    await databases.jobsDatabase.close()
  }
}

async function checkEverything(round: number): Promise<void> {
  for (const body of [...unanswered.values()]) await send(body)
  const found = await readBack()
  const wrong = [...acknowledged.values()].filter(({ id, mood }) => found.get(id)?.join() !== String(mood))
  if (wrong.length > 0)
    throw new Error(`Round ${round}: ${wrong.length} acknowledged writes are not there as they were: ${wrong[0]!.id} …`)
}

let server: ServerProcess | undefined
try {
  process.stdout.write('Starting a server with the demo …\n')
  server = await startServerProcess(dataDir, port, { CAIRN_DEMO: '1' })
  await signIn()
  for (let round = 1; round <= rounds; round++) {
    const isServersTurn = round % 2 === 1
    const stopWriting = startWriting()
    await pause(800 + Math.random() * 1200)
    if (isServersTurn) await server.kill()
    else process.kill(postgresPid(dataDir), 'SIGKILL')
    await pause(100)
    const written = await stopWriting()
    if (!isServersTurn) {
      if (server.hasEnded()) throw new Error(`Round ${round}: the server ended because its database did.`)
      await server.stop()
    }
    const before = performance.now()
    server = await startServerProcess(dataDir, port, { CAIRN_DEMO: '1' })
    const seconds = ((performance.now() - before) / 1000).toFixed(1)
    await checkEverything(round)
    process.stdout.write(
      `${String(round).padStart(3)}  kill -9 ${isServersTurn ? 'server    ' : 'PostgreSQL'}  ${String(written).padStart(4)} acknowledged  open again after ${seconds} s  all there once\n`,
    )
  }
  process.stdout.write(
    `${acknowledged.size} acknowledged writes in ${rounds} rounds: every one is there exactly once.\n`,
  )
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
} finally {
  await server?.stop()
  removeDataFolder(dataDir)
}

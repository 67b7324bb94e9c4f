import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CallError, client } from '@cairn/contract/call.ts'
import { addCheckIn } from '@cairn/contract/check-ins.ts'
import { getMe } from '@cairn/contract/identity.ts'
import { COURSES, saveMyDays, saveUseReport } from '@cairn/contract/outcomes.ts'
import { logTalk } from '@cairn/contract/talks.ts'
import { DEMO_PASSWORD, demoEmail } from '@cairn/server/demo/demo-program.ts'
import { systemClock } from '@cairn/server/platform/clock.ts'
import { parseConfig } from '@cairn/server/platform/config.ts'
import { openDatabases } from '@cairn/server/platform/database/open.ts'
import { newId } from '@cairn/server/platform/ids.ts'
import { openSecrets } from '@cairn/server/platform/secrets.ts'
import { aCheckIn } from '@cairn/server/testing/entries.ts'
import { pause, postgresPid, removeDataFolder, type ServerProcess, startServerProcess } from './server-process.ts'

/**
 * Crash drill: a real server with its PostgreSQL while check-ins, days, reports of use and talks are written; kill -9 of the one and of the other in turns.
 * After each, every acknowledged write must be there, exactly once, with what was in it.
 *
 * npm run drill:crash -- --rounds 50 --port 3990
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, port: { type: 'string', default: '3990' } },
})
const rounds = Number(values.rounds)
const port = Number(values.port)
const dataDir = mkdtempSync(join(tmpdir(), 'cairn-crash-'))
const address = `http://127.0.0.1:${port}`

type Body = { id: string; mark: string; send(): Promise<unknown> }
const acknowledged = new Map<string, Body>()
/** Sent and never answered: they may be there or not; sending them again must give exactly one. */
const unanswered = new Map<string, Body>()

const ZONE = 'America/New_York'

async function signIn(role: 'participant' | 'mentor') {
  const reply = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    // A browser names where its page came from; fetch in Node does not by itself.
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email: demoEmail(role), password: DEMO_PASSWORD }),
  })
  if (!reply.ok) throw new Error(`Signing in was answered with ${reply.status}.`)
  const headers: Record<string, string> = {
    cookie: reply.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; '),
  }
  const call = client(fetch, `${address}/api`, () => headers)
  const { organizationId, personId } = (await call(getMe)).places[0]!
  headers['x-cairn-organization'] = organizationId
  headers['x-cairn-role'] = role
  return { call, organizationId, personId }
}
type SignedIn = Awaited<ReturnType<typeof signIn>>

/** What a phone adds to everything that it saves: its own instant, zone and day. */
function phoneTime() {
  const now = Temporal.Now.zonedDateTimeISO(ZONE)
  return {
    recordedAt: now.toInstant().toString({ smallestUnit: 'millisecond' }),
    zone: ZONE,
    day: now.toPlainDate().toString(),
  }
}

/** The writes of a day: her check-in, her days, that she used and who may know, and her mentor's log of a talk. */
function writesOf(rosa: SignedIn, dana: SignedIn): readonly ((id: string) => Body)[] {
  const oneOf = (id: string, count: number) => parseInt(id.slice(-4), 16) % count
  return [
    (id) => {
      const mood = 1 + oneOf(id, 5)
      const body = aCheckIn({ clock: systemClock }, { id, mood, ...phoneTime() })
      return { id, mark: `check-in ${mood}`, send: () => rosa.call(addCheckIn, { body }) }
    },
    (id) => {
      const time = phoneTime()
      const day = Temporal.PlainDate.from(time.day)
        .subtract({ days: 1 + oneOf(id, 60) })
        .toString()
      const body = { id, ...time, askId: null, days: [{ day, state: 'not_used' as const }] }
      return { id, mark: `days ${day}`, send: () => rosa.call(saveMyDays, { body }) }
    },
    (id) => {
      const course = COURSES[oneOf(id, COURSES.length)]!
      const body = { ...phoneTime(), supervisorToldSaid: false, mayKnow: 'nobody' as const, course }
      return { id, mark: `use ${course}`, send: () => rosa.call(saveUseReport, { params: { id }, body }) }
    },
    (id) => {
      const { recordedAt, zone, day } = phoneTime()
      const minutes = 1 + oneOf(id, 90)
      const body = {
        id,
        outcome: 'happened' as const,
        startedAt: recordedAt,
        recordedAt,
        timeZone: zone,
        day,
        minutes,
        way: 'phone' as const,
        line: `Round talk ${minutes}`,
      }
      return { id, mark: `talk ${minutes}`, send: () => dana.call(logTalk, { params: { id: rosa.personId }, body }) }
    },
  ]
}

const isForLater = (error: unknown) => error instanceof CallError && (error.status === 0 || error.status >= 500)

/** As a phone does it: a server that cannot take it now is asked again. */
async function sendUntilTaken(body: Body): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      return await send(body)
    } catch (error) {
      if (!isForLater(error) || tries === 20) throw error
      await pause(250)
    }
}

async function send(body: Body): Promise<void> {
  unanswered.set(body.id, body)
  await body.send()
  unanswered.delete(body.id)
  acknowledged.set(body.id, body)
}

/** Writes as fast as it is answered until told to stop; returns how many were acknowledged. */
function startWriting(writes: readonly ((id: string) => Body)[]): () => Promise<number> {
  const before = acknowledged.size
  let goesOn = true
  const writers = writes.map(async (write) => {
    while (goesOn)
      await send(write(newId(Temporal.Now.instant()))).catch((error) => {
        if (isForLater(error)) return pause(10)
        throw error
      })
  })
  return async () => {
    goesOn = false
    await Promise.all(writers)
    return acknowledged.size - before
  }
}

/** What the database holds, read past the server: ids with what was written, once a row. */
async function readBack(organizationId: string): Promise<Map<string, string[]>> {
  const config = parseConfig({ DATA_DIR: dataDir })
  const databases = await openDatabases(config, openSecrets(dataDir))
  try {
    const marks = await databases.jobsDatabase.transaction({ organizationId }, async (tx) => {
      const checkIns = tx.selectFrom('checkIns').where('organizationId', '=', organizationId).select(['id', 'mood'])
      const days = tx.selectFrom('dayReports').where('organizationId', '=', organizationId).select(['answerId', 'day'])
      const uses = tx.selectFrom('useReports').where('organizationId', '=', organizationId).select(['id', 'course'])
      const talks = tx.selectFrom('talks').where('organizationId', '=', organizationId).select(['id', 'minutes'])
      return [
        ...(await checkIns.execute()).map(({ id, mood }) => [id, `check-in ${mood}`] as const),
        ...(await days.execute()).map(({ answerId, day }) => [answerId, `days ${day}`] as const),
        ...(await uses.execute()).map(({ id, course }) => [id, `use ${course}`] as const),
        ...(await talks.execute()).map(({ id, minutes }) => [id, `talk ${minutes}`] as const),
      ]
    })
    const found = new Map<string, string[]>()
    for (const [id, mark] of marks) found.set(id, [...(found.get(id) ?? []), mark])
    return found
  } finally {
    await databases.database.close()
    await databases.jobsDatabase.close()
  }
}

async function checkEverything(round: number, organizationId: string): Promise<void> {
  for (const body of [...unanswered.values()]) await sendUntilTaken(body)
  const found = await readBack(organizationId)
  const wrong = [...acknowledged.values()].filter(({ id, mark }) => found.get(id)?.join() !== mark)
  if (wrong.length > 0)
    throw new Error(
      `Round ${round}: ${wrong.length} acknowledged writes are not there as they were: ${wrong[0]!.mark}, id ${wrong[0]!.id} …`,
    )
}

let server: ServerProcess | undefined
try {
  process.stdout.write('Starting a server with the demo …\n')
  server = await startServerProcess(dataDir, port, { CAIRN_DEMO: '1' })
  const [rosa, dana] = [await signIn('participant'), await signIn('mentor')]
  const writes = writesOf(rosa, dana)
  for (let round = 1; round <= rounds; round++) {
    const isServersTurn = round % 2 === 1
    const stopWriting = startWriting(writes)
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
    await checkEverything(round, rosa.organizationId)
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

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '@cairn/server/main.ts'
import type { Clock } from '@cairn/server/platform/clock.ts'
import { buildWeb } from '../apps/cli/src/build-web.ts'

/** A clock that goes on by itself, as everybody's does, and can be set to another time of the story. */
export interface MovableClock extends Clock {
  moveTo(instant: string): void
}

function movableClock(start: string | undefined): MovableClock {
  const offsetTo = (instant: string) => Temporal.Now.instant().until(Temporal.Instant.from(instant))
  let ahead = start ? offsetTo(start) : Temporal.Duration.from({ seconds: 0 })
  return {
    now: () => Temporal.Now.instant().add(ahead),
    moveTo(instant) {
      ahead = offsetTo(instant)
    },
  }
}

/** A port of this machine that nobody listens on now. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

export interface OpenServer {
  url: string
  clock: MovableClock
  /** What the person at the terminal was told, sentence by sentence. */
  said: readonly string[]
  dataDir: string
  close(): Promise<void>
}

/** The real server with its own database, in this process, on a folder of its own that is gone afterwards. */
export async function openServer({
  demo = false,
  now,
}: {
  demo?: boolean
  /** When the story begins; left out: now. */
  now?: string
} = {}): Promise<OpenServer> {
  await buildWeb(() => {})
  const dataDir = mkdtempSync(join(tmpdir(), 'cairn-journey-'))
  const port = await freePort()
  const clock = movableClock(now)
  const said: string[] = []
  const remove = () => {
    // As root the database lives beside, under the name of this folder's instance.
    const instance = readFileSync(join(dataDir, 'instance'), 'utf8').trim()
    if (process.getuid?.() === 0) rmSync(join('/var/lib/cairn', instance), { recursive: true, force: true })
    rmSync(dataDir, { recursive: true, force: true })
  }
  const server = await startServer(
    { PORT: String(port), DATA_DIR: dataDir, CAIRN_DEMO: demo ? '1' : '0', LOG_LEVEL: 'error' },
    (sentence) => said.push(sentence),
    { clock },
  ).catch((error) => {
    remove()
    throw error
  })
  const close = async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted)
    await server.stop()
    remove()
  }
  // Whoever stops the walk halfway leaves no database behind.
  const interrupted = () => void close().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  return { url: `http://localhost:${port}`, clock, said, dataDir, close }
}

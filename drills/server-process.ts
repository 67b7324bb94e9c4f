import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))

export interface ServerProcess {
  pid: number
  hasEnded(): boolean
  /** Ends it as Ctrl-C would; one that does not listen is killed. */
  stop(): Promise<void>
  kill(): Promise<void>
}

/** Starts the real thing, `cairn start`, in a process of its own, and waits until it says that it is open. */
export async function startServerProcess(
  dataDir: string,
  port: number,
  more: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'apps', 'cli', 'src', 'main.ts'), 'start'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'silent', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (text: string) => {
    said = (said + text).slice(-3000)
  }
  child.stderr!.setEncoding('utf8').on('data', hear)
  await new Promise<void>((open, fail) => {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      hear(text)
      if (said.includes('Cairn is open')) open()
    })
    child.once('exit', (code) => fail(new Error(`The server ended (${code}) before it was open:\n${said}`)))
  })
  return {
    pid: child.pid!,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await ended
  clearTimeout(late)
}

/** Where the PostgreSQL of a data folder lives; as root its data is under /var/lib/cairn. */
function homeOf(dataDir: string): string {
  const instance = readFileSync(join(dataDir, 'instance'), 'utf8').trim()
  return process.getuid?.() === 0 ? join('/var/lib/cairn', instance) : join(dataDir, 'postgres')
}

/** The process id of the folder's PostgreSQL, as it wrote it down. */
export function postgresPid(dataDir: string): number {
  return Number(readFileSync(join(homeOf(dataDir), 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

export function removeDataFolder(dataDir: string): void {
  // A server that ended before it was open may have left nothing behind.
  if (existsSync(join(dataDir, 'instance'))) rmSync(homeOf(dataDir), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
}

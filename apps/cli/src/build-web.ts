import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const WEB = join(ROOT, 'apps', 'web')
const MADE_FROM = join(WEB, 'dist', '.made-from')

/** A hash of everything that the pages are made from. */
function sources(): string {
  const hash = createHash('sha256')
  const files = globSync(
    [
      'apps/web/{src,public}/**/*',
      'apps/web/{index.html,vite.config.ts,package.json}',
      'packages/{contract,program,instruments,evaluation}/src/**/*.ts',
      'content/**/*.{json,md,ts}',
      'package-lock.json',
    ],
    {
      cwd: ROOT,
      withFileTypes: true,
    },
  )
  for (const file of files
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

/** Builds the pages when they are missing or older than their sources; a started checkout builds once. */
export async function buildWeb(say: (sentence: string) => void): Promise<void> {
  const wanted = sources()
  if (existsSync(MADE_FROM) && readFileSync(MADE_FROM, 'utf8') === wanted) return
  say('Building the pages (only after a change) …')
  const output: string[] = []
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    // A test runner's NODE_ENV would make pages for development, without their service worker.
    { cwd: WEB, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } },
  )
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`The pages could not be built:\n${output.join('').trim()}`)
  writeFileSync(MADE_FROM, wanted)
}

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCode } from './identity/front-door.ts'

/** The code that whoever started the server reads on their terminal: it opens the first setup, and nothing else. */
export function setupCode(dataDir: string): string {
  const path = join(dataDir, 'setup-code')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const code = `${makeCode(4)}-${makeCode(4)}`
  writeFileSync(path, `${code}\n`, { mode: 0o600 })
  return code
}

export function forgetSetupCode(dataDir: string): void {
  rmSync(join(dataDir, 'setup-code'), { force: true })
}

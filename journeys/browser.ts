import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The Chromium that comes by npm, unpacked once a user into a folder of its own, with the libraries it brings. */
async function unpack(): Promise<{ path: string; env: Record<string, string> }> {
  const folder = join(tmpdir(), `cairn-browser-${process.getuid?.() ?? 'user'}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder // the package unpacks into the temporary folder
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium')
    const path = await packed.executablePath()
    const libraries = join(folder, 'al2023', 'lib')
    if (!existsSync(libraries))
      await inflate(join(import.meta.dirname, '..', 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'))
    return { path, env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts'), HOME: folder } }
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** A real browser: the machine's own Chromium, else the one that npm brought. */
export async function openBrowser({ packed = false } = {}): Promise<Browser> {
  const installed = packed ? undefined : INSTALLED.find((path) => existsSync(path))
  const { path, env } = installed ? { path: installed, env: {} } : await unpack()
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    env: { ...(process.env as Record<string, string>), ...env },
  })
}

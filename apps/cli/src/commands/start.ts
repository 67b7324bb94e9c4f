import { startServer } from '@cairn/server/main.ts'
import { ConfigError } from '@cairn/server/platform/config.ts'
import { buildWeb } from '../build-web.ts'
import type { Io } from '../command.ts'

export const help = `cairn start

Starts the server: its database, its pages and its jobs. Ctrl-C stops all of it.
  --without-pages   do not build or serve the pages (npm run dev serves them with hot reload)

Settings come from the environment (docs/configuration.md): PORT, HOST, DATA_DIR, DATABASE_URL, BASE_URL, SMTP_URL, CAIRN_DEMO …
`

/** Runs until it is told to stop; resolves with the exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  if (args.includes('--help')) {
    io.out(help)
    return 0
  }
  const withoutPages = args.includes('--without-pages')
  if (args.some((arg) => arg !== '--without-pages')) {
    io.error(`cairn start takes no arguments; settings come from the environment. See cairn start --help.\n`)
    return 2
  }
  const say = (sentence: string) => io.out(`${sentence}\n`)
  try {
    if (!withoutPages) await buildWeb(say)
    const server = await startServer(process.env, say)
    const signal = await new Promise<string>((resolve) => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name))
    })
    if (signal === 'SIGINT') say('\nStopping …')
    await server.stop()
    return 0
  } catch (error) {
    if (error instanceof ConfigError) {
      io.error(`${error.message}\n`)
      return 2
    }
    const { code, port } = error as { code?: string; port?: number }
    if (code === 'EADDRINUSE')
      io.error(`Port ${port} is already in use. Stop what runs there, or choose another with PORT=…\n`)
    else io.error(`Cairn could not start: ${(error as Error).message}\n`)
    return 1
  }
}

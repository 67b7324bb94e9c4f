import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

// `npm run dev`: the server restarts when its code changes; the pages come from Vite with hot reload on port 5173.
const root = join(import.meta.dirname, '..', '..', '..')
const run = (args: string[], cwd: string, env: NodeJS.ProcessEnv = process.env): ChildProcess =>
  spawn(process.execPath, args, { cwd, env, stdio: 'inherit' })

const children = [
  run(['--watch', join(root, 'apps/cli/src/main.ts'), 'start', '--without-pages'], root),
  run([join(root, 'node_modules/vite/bin/vite.js'), '--port', '5173'], join(root, 'apps/web')),
]
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop)
for (const child of children) child.once('exit', stop)

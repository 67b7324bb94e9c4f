import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '..')
const styles = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles/Button.css'))
const imported = (sheet: string) =>
  [...readFileSync(join(import.meta.dirname, sheet), 'utf8').matchAll(/styles\/(\w+)\.css/g)].map((match) => match[1]!)

const used = new Set(
  globSync('**/*.tsx', { cwd: src }).flatMap((name) =>
    [...readFileSync(join(src, name), 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap((match) =>
      match[1]!.split(',').map((part) => part.replace('type ', '').trim()),
    ),
  ),
)

test('every component of Mantine that a screen uses has its style, and a phone carries no style of the others', () => {
  const everywhere = imported('mantine.css')
  const atADesk = imported('mantine-desk.css')
  for (const name of used)
    if (existsSync(join(styles, `${name}.css`))) expect([...everywhere, ...atADesk], name).toContain(name)
  // What these are made of, and is not named by a screen.
  const parts = ['Input', 'InlineInput', 'Loader', 'ActionIcon', 'FloatingIndicator']
  expect(everywhere.filter((name) => !used.has(name) && !parts.includes(name))).toEqual([])
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Texts = { [key: string]: string | Texts }

const SCREENS = join(import.meta.dirname, '..', 'content')

/**
 * The words of the screens as a person reads them: `say('join:name.question')`, with what fills the braces.
 * `count` picks the plural form. A key that the screens do not have is a fault of the story, said by name.
 */
export function wordsOf(language: 'en' | 'es') {
  const files = new Map<string, Texts>()
  const open = (name: string): Texts => {
    const known = files.get(name)
    if (known) return known
    const texts = JSON.parse(readFileSync(join(SCREENS, language, 'screens', `${name}.json`), 'utf8')) as Texts
    files.set(name, texts)
    return texts
  }
  return function say(key: string, values: Record<string, string | number> = {}): string {
    const [file, path] = key.split(':') as [string, string]
    const form = 'count' in values ? `_${new Intl.PluralRules(language).select(Number(values['count']))}` : ''
    let found: string | Texts | undefined = open(file)
    for (const part of `${path}${form}`.split('.')) found = typeof found === 'object' ? found[part] : undefined
    if (typeof found !== 'string') throw new Error(`No screen says ${key}${form} in ${language}.`)
    return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), found)
  }
}

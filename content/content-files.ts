/** Walks content/ for its tests: every file, and every text that a participant reads or hears. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type ContentDocument, parseDocument } from './load.ts'

export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** `ownWords` leaves out what a law fixes word for word. */
export type Text = { file: string; text: string; ownWords: string; audience: 'participant' | 'staff' }

/** Screens of these areas are staff's; every other file in screens/ counts as a participant's. */
const STAFF_SCREENS = /^(mentor|desk|board|care|study|setup|staff|people-staff|follow-ups|waiting)\b/
/** Keys whose strings nobody reads as a sentence. */
const NOT_WORDS = new Set([
  'id',
  'kind',
  'href',
  'number',
  'display',
  'body',
  'purpose',
  'audience',
  'pattern',
  'numbers',
  'exercise',
])

const folder = import.meta.dirname

/** Paths of all files of one language, below its folder, sorted. */
export function listFiles(language: Language): string[] {
  return readdirSync(join(folder, language), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(folder, language), join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

function readSource(language: Language, file: string): string {
  return readFileSync(join(folder, language, file), 'utf8')
}

export function readDocument(language: Language, file: string): ContentDocument {
  return parseDocument(readSource(language, file))
}

export function readJson(language: Language, file: string): unknown {
  return JSON.parse(readSource(language, file))
}

/** Every text of one language with who reads it; word lists are left out. */
export function listTexts(language: Language): Text[] {
  return listFiles(language).flatMap((file): Text[] => {
    if (file.startsWith('words/')) return []
    const name = `${language}/${file}`
    if (file.endsWith('.md')) {
      const { audience, body, ownWords } = readDocument(language, file)
      if (audience === 'participant') return [{ file: name, text: body, ownWords, audience }]
      const spoken = body.split('\n').filter((line) => line.startsWith('> '))
      const rest = body.split('\n').filter((line) => !line.startsWith('> '))
      return [
        whole(name, rest.join('\n'), 'staff'),
        ...(spoken.length > 0 ? [whole(`${name} (said aloud)`, spoken.join('\n\n'), 'participant')] : []),
      ]
    }
    const data = readJson(language, file)
    const shown = isRecord(data) && isRecord(data['channels']) ? data['channels'] : data
    return [whole(name, listStrings(shown).join('\n\n'), isForStaff(file, data) ? 'staff' : 'participant')]
  })
}

/** All strings in a JSON value that somebody reads, in order. */
export function listStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(listStrings)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    NOT_WORDS.has(key) && !isRecord(inner) ? [] : listStrings(inner),
  )
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isForStaff(file: string, data: unknown): boolean {
  if (file.startsWith('screens/')) return STAFF_SCREENS.test(file.slice('screens/'.length))
  return isRecord(data) && (data['audience'] === 'staff' || data['audience'] === 'mentor')
}

function whole(file: string, text: string, audience: Text['audience']): Text {
  return { file, text, ownWords: text, audience }
}

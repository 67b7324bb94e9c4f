/**
 * Reads one Markdown document of content/. Pure: text in, document out; whoever calls brings the file.
 * The format is described in content/README.md.
 */

import { oneStop } from './one-stop.ts'

type Audience = 'participant' | 'mentor' | 'staff'

type Section = { id: string; heading: string; text: string }

export type ContentDocument = {
  id: string
  /** Grows by one whenever a word changes; a signature names it. */
  version: number
  title: string
  audience: Audience
  /** Names that have to be filled in before anybody reads the text. */
  placeholders: string[]
  /** Ids of the sections that this kind of document must have. */
  required: string[]
  sections: Section[]
  /** Markdown to show, print or sign: without front matter, section ids and comments. */
  body: string
  /** The same without passages whose wording a law fixes: what a reading-level test may judge. */
  ownWords: string
}

const AUDIENCES: readonly string[] = ['participant', 'mentor', 'staff']
const KEYS: readonly string[] = ['id', 'version', 'title', 'audience', 'placeholders', 'required']
const HEADING = /^(#{1,6}) (.+?)(?: \{#([a-z0-9-]+)\})?$/
const FIXED = /<!-- fixed by law -->[\s\S]*?<!-- end -->/g
const COMMENT = /<!--[\s\S]*?-->\n?/g
const PLACEHOLDER = /\{\{([a-z][a-z0-9_]*)\}\}/g

/**
 * Parses front matter, sections and body.
 * @param source the whole file, `\n` or `\r\n`
 * @returns the document; `sections` in order, only headings that carry an id
 * @throws Error with one sentence when the front matter is missing, unknown or wrong
 */
export function parseDocument(source: string): ContentDocument {
  const text = source.replaceAll('\r\n', '\n')
  const front = /^---\n([\s\S]*?)\n---\n/.exec(text)
  if (!front) throw new Error('The document does not begin with front matter between two lines of ---.')
  const fields = parseFrontMatter(front[1]!)
  const rest = text.slice(front[0].length).trim()
  const version = Number(fields.get('version'))
  if (!Number.isInteger(version) || version < 1) throw new Error('version must be a whole number from 1.')
  const audience = need(fields, 'audience')
  if (!isAudience(audience)) throw new Error(`audience must be one of ${AUDIENCES.join(', ')}, not "${audience}".`)
  return {
    id: need(fields, 'id'),
    version,
    title: need(fields, 'title'),
    audience,
    placeholders: list(fields.get('placeholders')),
    required: list(fields.get('required')),
    sections: parseSections(rest),
    body: readable(rest),
    ownWords: readable(rest.replace(FIXED, '')),
  }
}

/**
 * Ids that the document must have and does not: the section is missing or has no words.
 * @returns ids in the order of `required`; empty when the document is whole
 */
export function missingElements(document: ContentDocument): string[] {
  const present = new Set(document.sections.filter((section) => section.text !== '').map((section) => section.id))
  return document.required.filter((id) => !present.has(id))
}

/** Names of all `{{placeholders}}` in a text, each once, in order of appearance. */
export function listPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1]!))]
}

/**
 * Puts values in the place of `{{names}}`, in one pass: a value is never searched for placeholders itself.
 * @throws Error that names every placeholder without a value; an empty or blank value counts as none
 */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  const missing = listPlaceholders(text).filter((name) => !Object.hasOwn(values, name) || values[name]!.trim() === '')
  if (missing.length > 0) throw new Error(`No value for ${missing.map((name) => `{{${name}}}`).join(', ')}.`)
  return oneStop(
    text.replace(PLACEHOLDER, (_, name: string) => values[name]!),
    Object.values(values),
  )
}

function parseFrontMatter(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.split('\n').filter((line) => line.trim() !== '')) {
    const pair = /^([a-z]+): *(.*)$/.exec(line)
    if (!pair) throw new Error(`Front matter has a line that is not "key: value": ${line}`)
    if (!KEYS.includes(pair[1]!)) throw new Error(`Unknown key in front matter: ${pair[1]}`)
    if (fields.has(pair[1]!)) throw new Error(`Key twice in front matter: ${pair[1]}`)
    fields.set(pair[1]!, pair[2]!.trim())
  }
  return fields
}

function parseSections(body: string): Section[] {
  const sections: Section[] = []
  let open: { id: string; heading: string; lines: string[] } | undefined
  const close = () => {
    if (open) sections.push({ id: open.id, heading: open.heading, text: readable(open.lines.join('\n')) })
  }
  for (const line of body.split('\n')) {
    const heading = HEADING.exec(line)
    if (heading?.[3]) {
      close()
      open = { id: heading[3], heading: heading[2]!, lines: [] }
    } else open?.lines.push(line)
  }
  close()
  const ids = sections.map((section) => section.id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice) throw new Error(`Two sections have the id ${twice}.`)
  return sections
}

function readable(markdown: string): string {
  return markdown
    .replace(COMMENT, '')
    .replace(/^(#{1,6} .+?) \{#[a-z0-9-]+\}$/gm, '$1')
    .trim()
}

function need(fields: Map<string, string>, key: string): string {
  const value = fields.get(key)
  if (!value) throw new Error(`Front matter lacks ${key}.`)
  return value
}

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function isAudience(value: string): value is Audience {
  return AUDIENCES.includes(value)
}

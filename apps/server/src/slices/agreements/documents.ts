import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DOCUMENTS, SIGNERS } from '@cairn/contract/agreements.ts'
import type { Language } from '@cairn/program/people/vocabulary.ts'
import { type ContentDocument, fillPlaceholders, listPlaceholders, parseDocument } from '../../../../../content/load.ts'
import { ProblemError } from '../../platform/problem.ts'

export type DocumentName = (typeof DOCUMENTS)[number]
export type Signer = (typeof SIGNERS)[number]

const FOLDER = join(import.meta.dirname, '..', '..', '..', '..', '..', 'content')

/** Who has to sign which document, in the order in which they usually do. */
export const SIGNERS_OF: Record<DocumentName, readonly Signer[]> = {
  'boundary-agreement': ['participant', 'mentor'],
  'patient-notice': ['participant'],
  promise: ['participant'],
  'mentor-code-of-ethics': ['mentor', 'organization'],
}

/** Who a text speaks of while she has no mentor yet. */
export const A_MENTOR = { en: 'your mentor', es: 'tu mentora o mentor' }

const read = new Map<string, ContentDocument>()

/** The text as this version ships it, with its placeholders. */
export function getDocument(name: DocumentName, language: Language): ContentDocument {
  const key = `${language}/agreements/${name}.md`
  let document = read.get(key)
  if (!document) {
    document = parseDocument(readFileSync(join(FOLDER, key), 'utf8'))
    read.set(key, document)
  }
  return document
}

/** Puts the names in. What the program has not filled in yet is named by its placeholder. */
export function renderDocument(document: ContentDocument, values: Readonly<Record<string, string>>): string {
  const missing = listPlaceholders(document.body).filter((name) => !values[name]?.trim())
  if (missing.length > 0)
    throw new ProblemError('text_not_ready', {
      fields: Object.fromEntries(missing.map((name) => [name, 'is not filled in'])),
    })
  return fillPlaceholders(document.body, values)
}

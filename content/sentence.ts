/**
 * Sentences with `{name}` and `{count, plural, =0 {…} one {…} other {…}}`: the small part of ICU MessageFormat that
 * content/ uses (https://unicode-org.github.io/icu/userguide/format_parse/messages/). `#` is the count in the
 * language's digits, `=0` an exact number. No nesting, no select.
 */

import { oneStop } from './one-stop.ts'

const PIECE = /\{([a-z][a-z0-9_]*)(?:, plural, ((?:(?:zero|one|two|few|many|other|=\d+) \{[^{}]*\} ?)+))?\}/g
const BRANCH = /(zero|one|two|few|many|other|=\d+) \{([^{}]*)\}/g

/** Names of all placeholders in a sentence, each once, in order of appearance. */
export function listNames(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(PIECE)].map((match) => match[1]!))]
}

/**
 * Renders one sentence.
 * @param language BCP 47 tag; decides plural form and digits
 * @throws Error when a name has no value, a plural's value is no number, or braces do not form a known piece
 */
export function renderSentence(
  sentence: string,
  values: Readonly<Record<string, string | number>>,
  language: string,
): string {
  if (/[{}]/.test(sentence.replace(PIECE, ''))) throw new Error(`Braces do not match in: ${sentence}`)
  const filled = sentence.replace(PIECE, (_, name: string, branches: string | undefined) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined || value === '') throw new Error(`No value for {${name}} in: ${sentence}`)
    if (branches === undefined) return String(value)
    if (typeof value !== 'number') throw new Error(`{${name}} counts, so its value must be a number in: ${sentence}`)
    const forms = new Map([...branches.matchAll(BRANCH)].map((match) => [match[1]!, match[2]!]))
    const form = forms.get(`=${value}`) ?? forms.get(new Intl.PluralRules(language).select(value)) ?? forms.get('other')
    if (form === undefined) throw new Error(`{${name}} has no form "other" in: ${sentence}`)
    return form.replaceAll('#', new Intl.NumberFormat(language).format(value))
  })
  return oneStop(filled, Object.values(values))
}

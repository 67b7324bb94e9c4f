/** Finds words that must not stand in a text. Pure; the lists are words/*.json. */

export type ForbiddenWord = {
  word: string
  /** Source of a regular expression; matched as whole words, upper and lower case alike. */
  pattern: string
  /** What to say instead. */
  say: string
  scope: 'everyone' | 'participant'
  /** Phrases in which the word is right. */
  except?: string[]
}

export type Finding = { word: string; found: string; around: string }

/**
 * All places where a word of the list stands, outside the phrases that are its exceptions.
 * @returns one finding a place, in the order of the list; `around` is the text about it, for the message
 */
export function findForbidden(text: string, words: readonly ForbiddenWord[]): Finding[] {
  return words.flatMap(({ word, pattern, except = [] }) => {
    const looked = except.reduce(
      (rest, phrase) => rest.replace(wholeWords(escapePattern(phrase)), (hit) => '·'.repeat(hit.length)),
      text,
    )
    return [...looked.matchAll(wholeWords(pattern))].map((match) => ({
      word,
      found: match[0],
      around: text.slice(Math.max(0, match.index - 30), match.index + match[0].length + 30).replaceAll('\n', ' '),
    }))
  })
}

/** A regular expression that finds `pattern` only where no letter stands before or after it. */
export function wholeWords(pattern: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'giu')
}

function escapePattern(phrase: string): string {
  return phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

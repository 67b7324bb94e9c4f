/**
 * How hard a text is to read, from the length of its sentences and words. Pure; words and sentences are counted the
 * way they are shown: every heading, bullet and line of a form is a sentence of its own.
 */

export type Measure = { words: number; sentences: number; syllables: number }

/** Participants' English is at most US grade 7. */
export const HIGHEST_GRADE_EN = 7

/**
 * Participants' Spanish is at least 'bastante fácil' on the INFLESZ scale. INFLESZ 55–65 ('normal') is about US grade
 * 7–8 and 65–80 about grades 4–6, so 65 is where grade 7 surely holds.
 */
export const LOWEST_INFLESZ_ES = 65

/** An easy page must not hide a hard paragraph. */
export const HIGHEST_GRADE_OF_A_PARAGRAPH_EN = 9
export const LOWEST_INFLESZ_OF_A_PARAGRAPH_ES = 55

/**
 * Flesch–Kincaid grade level of an English text: the US school grade that reads it with ease.
 * Source: Kincaid, Fishburne, Rogers & Chissom (1975), Research Branch Report 8-75, Naval Technical Training Command.
 * @throws Error when the text has no word
 */
export function fleschKincaidGrade(text: string): number {
  const { words, sentences, syllables } = measure(text, countSyllablesEn)
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59
}

/**
 * INFLESZ score of a Spanish text, 0 (hard) to about 100 (easy): < 40 muy difícil, 40–55 algo difícil, 55–65 normal,
 * 65–80 bastante fácil, > 80 muy fácil.
 * Source: formula of Szigriszt Pazos (1993), doctoral thesis, Universidad Complutense de Madrid; scale validated for
 * texts for patients by Barrio-Cantalejo et al. (2008), Anales del Sistema Sanitario de Navarra 31(2), 135–152.
 * @throws Error when the text has no word
 */
export function inflesz(text: string): number {
  const { words, sentences, syllables } = measure(text, countSyllablesEs)
  return 206.835 - 62.3 * (syllables / words) - words / sentences
}

/**
 * Counts words, sentences and syllables of Markdown or plain text. Placeholders count as a short name, numbers not at
 * all; a line that is a heading, bullet or table cell ends a sentence.
 * @throws Error when the text has no word
 */
export function measure(text: string, countSyllables: (word: string) => number): Measure {
  let words = 0
  let sentences = 0
  let syllables = 0
  for (const sentence of listSentences(text)) {
    const found = sentence.match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? []
    if (found.length === 0) continue
    sentences += 1
    words += found.length
    for (const word of found) syllables += countSyllables(word.toLowerCase())
  }
  if (words === 0) throw new Error('The text has no word to measure.')
  return { words, sentences, syllables }
}

/** Sentences of Markdown or plain text as a reader meets them, without marks; in order. */
export function listSentences(text: string): string[] {
  const plain = text
    .replace(/\{\{[a-z0-9_]+\}\}|\{[a-z0-9_]+\}/g, 'Dana')
    .replace(/\b(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?/g, (found) => (/\d\.\d/.test(found) ? found : 'web'))
    .replace(/[*_`|☐]+/g, (mark) => (/[|☐]/.test(mark) ? '\n\n' : ''))
  const sentences: string[] = []
  for (const block of plain.split(/\n\s*\n|\n(?=\s*(?:[-+>#]|\d+\.)\s)|(?<=^#{1,6} .*)\n|\n(?=☐)/m)) {
    const line = block.replace(/^\s*(?:[-+>#]+|\d+\.)\s+/gm, '').replaceAll('\n', ' ')
    sentences.push(...line.split(/(?<=[.!?…])["'’”»)]*\s+/u).map((sentence) => sentence.trim()))
  }
  return sentences.filter((sentence) => sentence !== '')
}

/**
 * Syllables of one English word, lower case: groups of vowels, less silent e, more where two vowels are spoken apart.
 * A rule of thumb: right for most words, off by one for a few, even over a page.
 */
export function countSyllablesEn(word: string): number {
  const negated = /^(.+)n['’]t$/.exec(word)
  if (negated) return countSyllablesEn(negated[1]!) + (/[ds]$/.test(negated[1]!) ? 1 : 0)
  const stem = word
    .replace(/['’].*$/, '')
    .replace(/^some(?=[a-z])/, 'som')
    .replace(/every/, 'evri·')
    .replace(/([aeiouy][^aeiouy]{1,2})e(?=(?:ly|ful|less|ment|ness|ty)$)/, '$1')
    .replace(/(?<![cgsxz]|sh|ch)es$/, 's')
    .replace(/(?<![dt])ed$/, 'd')
    .replace(/(?<![^aeiouy]l)e$/, '')
  const groups = stem.match(/[aeiouy]+/g)?.length ?? 0
  const apart = stem.match(
    /(?<![tcsgx])i[aou]|ie(?:t|nce?|nt)|[aeiouy]ing|(?<=[aeiouy].*)ea$|ea(?=te)|crea(?=t)|eo$|(?<![qg])ua/g,
  )
  return Math.max(
    1,
    groups +
      (apart?.length ?? 0) -
      (/[tcs]ien/.test(stem) && !stem.startsWith('scien') ? 1 : 0) +
      (/sm$/.test(stem) ? 1 : 0),
  )
}

/**
 * Syllables of one Spanish word, lower case. Strong vowels (a, e, o) and stressed í, ú are a nucleus each; unstressed
 * i, u, ü join a neighbour. Source: Ortografía de la lengua española (RAE & ASALE, 2010), on diphthong and hiatus.
 */
export function countSyllablesEs(word: string): number {
  const letters = word
    .replace(/qu(?=[eéií])/g, 'q')
    .replace(/gu(?=[eéií])/g, 'g')
    .replace(/y$/, 'i')
    .replace(/y(?=[^aeiouáéíóú])/g, 'i')
  let count = 0
  for (const group of letters.match(/[aeiouáéíóúü]+/g) ?? []) {
    const nuclei = group.match(/[aeoáéóíú]/g)?.length ?? 0
    count += Math.max(1, nuclei)
  }
  return Math.max(1, count)
}

import type { Reason } from '@cairn/contract/matching.ts'

/** The key of a reason's sentence in my-people.json, and the words that it needs. */
export interface ReasonWords {
  key: string
  /** Keys of words to put into the sentence. */
  words: Record<string, string>
  count?: number
}

/** Why this mentor is suggested, as the sentence that she reads. */
export function reasonWords(reason: Reason): ReasonWords {
  switch (reason.code) {
    case 'shares':
      return { key: 'reasons.shares', words: { topic: `my-words:experiences.${reason.topic}` } }
    case 'does_not_share':
      return { key: 'reasons.does_not_share', words: { topic: `my-words:experiences.${reason.topic}` } }
    case 'gender':
      return { key: 'reasons.gender', words: { gender: `my-words:genders.${reason.gender}` } }
    case 'time':
      return { key: 'reasons.time', words: { time: `my-words:times.${reason.time}` } }
    case 'way':
      return { key: 'reasons.way', words: { way: `my-words:ways.${reason.way}` } }
    case 'language':
      return { key: 'reasons.language', words: { language: `my-words:languages.${reason.language}` } }
    case 'free_places':
      return { key: 'reasons.free_places', words: {}, count: reason.count }
  }
}

import { readLanguage } from './remember.ts'

export type Language = 'en' | 'es'

/** The language that was chosen here; else the phone's, if we speak it. */
export function firstLanguage(): Language {
  return (
    readLanguage() ??
    (navigator.languages.some((tag) => /^es/i.test(tag)) && !/^en/i.test(navigator.language) ? 'es' : 'en')
  )
}

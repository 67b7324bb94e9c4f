import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { oneStop } from '../../../content/one-stop.ts'
import type { Bundle } from './routes.ts'
import { firstLanguage, type Language } from './session/language.ts'
import { rememberLanguage } from './session/remember.ts'

type Texts = Record<string, object>

/** 'shell': what stands around every screen. */
type Words = Bundle | 'shell'

/** The words of a bundle come with the bundle, one language at a time. */
export const TEXTS: Record<Words, Record<Language, () => Promise<{ texts: Texts }>>> = {
  shell: { en: () => import('./texts/shell.en.ts'), es: () => import('./texts/shell.es.ts') },
  public: { en: () => import('./texts/public.en.ts'), es: () => import('./texts/public.es.ts') },
  my: { en: () => import('./texts/my.en.ts'), es: () => import('./texts/my.es.ts') },
  mentor: { en: () => import('./texts/mentor.en.ts'), es: () => import('./texts/mentor.es.ts') },
  desk: { en: () => import('./texts/desk.en.ts'), es: () => import('./texts/desk.es.ts') },
  study: { en: () => import('./texts/study.en.ts'), es: () => import('./texts/study.es.ts') },
}

/** A name ('Dana M.') or a time ('5:00 p. m.') may end with its own stop: the sentence's would be a second one. */
const stopOnce = {
  type: 'postProcessor' as const,
  name: 'oneStop',
  process: (value: string, _key: unknown, options: object) =>
    typeof value === 'string' ? oneStop(value, Object.values(options)) : value,
}

const wanted = new Set<Words>(['shell'])

export const currentLanguage = (): Language => (i18next.language === 'es' ? 'es' : 'en')

async function add(bundle: Words, language: Language): Promise<void> {
  const { texts } = await TEXTS[bundle][language]()
  // Two bundles may each bring a part of a namespace.
  for (const [namespace, resource] of Object.entries(texts))
    i18next.addResourceBundle(language, namespace, resource, true, true)
}

/** Loads the words of a bundle in the language in use. */
export async function loadTexts(bundle: Bundle): Promise<void> {
  wanted.add(bundle)
  await add(bundle, currentLanguage())
}

/** Changes the language of the whole screen; the words of what is open are loaded first, so that nothing flickers. */
export async function speak(language: Language): Promise<void> {
  await Promise.all([...wanted].map((bundle) => add(bundle, language)))
  await i18next.changeLanguage(language)
  rememberLanguage(language)
  document.documentElement.lang = language
}

/** The same words in another language beside the one in use: for a page that is handed to somebody who speaks it. */
export async function wordsIn(language: Language): Promise<i18n> {
  await Promise.all([...wanted].map((bundle) => add(bundle, language)))
  return i18next.cloneInstance({ lng: language })
}

export async function startTexts(): Promise<void> {
  const language = firstLanguage()
  await i18next
    .use(initReactI18next)
    .use(stopOnce)
    .init({
      lng: language,
      fallbackLng: false,
      resources: {},
      interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
      react: { useSuspense: false },
      returnNull: false,
      postProcess: [stopOnce.name],
    })
  document.documentElement.lang = language
  await add('shell', language)
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SignalName } from '@cairn/program/signals/signal.ts'
import { listNames as listPlaceholders, renderSentence } from '../../../../../content/sentence.ts'
import { dayIn } from '../../platform/clock.ts'
import type { Language } from '../../platform/problem.ts'
import type { ItemRow } from './tables.ts'

interface Sentences {
  needs: Record<string, string>
  signals: Record<
    SignalName,
    Record<'mentor' | 'coordinator', { reason: string; sentence: string; act: { id: string; label: string } }>
  >
}

const read = (language: Language): Sentences =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../content', language, 'signals.json'), 'utf8'))
const SENTENCES: Record<Language, Sentences> = { en: read('en'), es: read('es') }
const NOBODY = { en: 'Nobody', es: 'Nadie' }
const MODES: Record<Language, Record<string, string>> = {
  en: { app: 'in the app', text: 'by text', sms: 'by text', phone: 'by phone', email: 'by e-mail', paper: 'on paper' },
  es: {
    app: 'en la aplicación',
    text: 'por mensaje',
    sms: 'por mensaje',
    phone: 'por teléfono',
    email: 'por correo',
    paper: 'en papel',
  },
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const wordOfKey = (key: string) =>
  key.replace(/(Id|On|At)$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate) => Math.max(0, from.until(to).days)

export interface Reading {
  language: Language
  timeZone: string
  now: Temporal.Instant
  /** Names to be called, by person id. */
  names: ReadonlyMap<string, string>
}

function momentWords(at: Temporal.Instant, { language, timeZone, now }: Reading): string {
  const there = at.toZonedDateTimeISO(timeZone)
  const away =
    Math.abs(daysBetween(there.toPlainDate(), dayIn(timeZone, now))) +
    Math.abs(daysBetween(dayIn(timeZone, now), there.toPlainDate()))
  const time = there.toLocaleString(language, { hour: 'numeric', minute: '2-digit' })
  if (away === 0) return language === 'en' ? `today at ${time}` : `hoy a las ${time}`
  const day = there.toLocaleString(language, away < 6 ? { weekday: 'long' } : { month: 'short', day: 'numeric' })
  return language === 'en' ? `${day} at ${time}` : `${day} a las ${time}`
}

/**
 * What a sentence may name. Facts become words by their key: `mentorId` → {mentor} (a name), `closesOn` → {closes} (a day),
 * `waitsFor` → {waits_for}; numbers count. {days} counts calendar days: to `closesOn`, else since `last`, else since it began.
 */
function valuesOf(item: ItemRow, reading: Reading): Record<string, string | number> {
  const { language, timeZone, now, names } = reading
  const today = dayIn(timeZone, now)
  const day = (text: string) =>
    Temporal.PlainDate.from(text).toLocaleString(language, { month: 'short', day: 'numeric' })
  const values: Record<string, string | number> = {
    participant: names.get(item.subjectId) ?? '…',
    mentor: names.get(item.subjectId) ?? '…',
    owner: (item.ownerId && names.get(item.ownerId)) || NOBODY[language],
    due: item.dueAt ? momentWords(item.dueAt, reading) : '…',
    when: momentWords(item.since, reading),
    minutes: Math.max(0, Math.round((now.epochMilliseconds - item.since.epochMilliseconds) / 60_000)),
    mode: MODES[language]['app']!,
  }
  for (const [key, value] of Object.entries(item.facts)) {
    if (value === null || typeof value === 'boolean') continue
    const word = wordOfKey(key)
    if (typeof value === 'number') values[word] = value
    else if (key.endsWith('Id')) values[word] = names.get(value) ?? '…'
    else if (DAY.test(value)) values[word] = day(value)
    else if (key === 'need') values[word] = SENTENCES[language].needs[value] ?? SENTENCES[language].needs['other']!
    else if (key === 'mode') values[word] = MODES[language][value] ?? value
    else values[word] = value
  }
  const { closesOn, last } = item.facts
  const waitsFor = values['waits_for']
  if (waitsFor === 'participant' || waitsFor === 'mentor') values['waits_for'] = values[waitsFor]!
  if (waitsFor === 'both') values['waits_for'] = `${values['participant']}, ${values['mentor']}`
  values['days'] =
    item.signal === 'ask_window_closes' && typeof closesOn === 'string'
      ? daysBetween(today, Temporal.PlainDate.from(closesOn))
      : daysBetween(
          typeof last === 'string' && DAY.test(last) ? Temporal.PlainDate.from(last) : dayIn(timeZone, item.since),
          today,
        )
  return values
}

export interface Words {
  reason: string
  sentence: string
  act: { id: string; label: string }
}

/** The reason, the sentence and the button of an item, as one kind of reader sees them. A fact that is missing is '…', never an error. */
export function renderItem(
  item: ItemRow,
  asSignal: SignalName,
  side: 'mentor' | 'coordinator',
  reading: Reading,
): Words {
  const template = SENTENCES[reading.language].signals[asSignal][side]
  const values = valuesOf(item, reading)
  const say = (sentence: string) => {
    const missing = Object.fromEntries(
      listPlaceholders(sentence)
        .filter((name) => values[name] === undefined || values[name] === '')
        .map((name) => [name, new RegExp(`\\{${name}, plural`).test(sentence) ? 0 : '…']),
    )
    return renderSentence(sentence, { ...values, ...missing }, reading.language)
  }
  return {
    reason: say(template.reason),
    sentence: say(template.sentence),
    act: { id: template.act.id, label: say(template.act.label) },
  }
}

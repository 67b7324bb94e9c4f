import { everyItemNeeded, type Instrument, type Text } from '../definition.ts'

const reference =
  'Vilsaint, Kelly, Bergman, Groshkova, Best, White. Development and validation of a Brief Assessment of Recovery Capital (BARC-10) for alcohol and drug use disorder. Drug and Alcohol Dependence 2017;177:71–76'

const statements = [
  'There are more important things to me in life than using substances.',
  'In general I am happy with my life.',
  'I have enough energy to complete the tasks I set myself.',
  'I am proud of the community I live in and feel part of it.',
  'I get lots of support from friends.',
  'I regard my life as challenging and fulfilling without the need for using drugs or alcohol.',
  'My living space has helped to drive my recovery journey.',
  'I take full responsibility for my actions.',
  'I am happy dealing with a range of professional people.',
  'I am making good progress on my recovery journey.',
]

const itemIds = statements.map((_, index) => `barc-${index + 1}`)
const labels = ['Strongly disagree', 'Disagree', 'Somewhat disagree', 'Somewhat agree', 'Agree', 'Strongly agree']
const text = (en: string, es: string): Text => ({ en, es })

/** BARC-10, verbatim and in English only: see docs/decisions/0010-instruments-and-their-languages.md. */
export const barc10: Instrument = {
  id: 'barc-10',
  version: 1,
  title: {
    en: 'Recovery strengths, ten questions (BARC-10)',
    es: 'Fortalezas de la recuperación, diez preguntas (BARC-10)',
  },
  audience: 'participant',
  licence: {
    status: 'SHIP-COND',
    holder: 'Vilsaint and colleagues, 2017',
    text: 'Verbatim, cite Vilsaint 2017, no edits. One public statement says freely available, permission not required; another says CC BY-NC-ND. The stricter one is followed until an owner answers.',
    commercialUse: 'unclear',
    modification: 'not_allowed',
    source: 'PhenX Toolkit protocol 590502; hiboop.com assessment library',
  },
  reference,
  recallDays: 0,
  wording: {
    en: { offered: true, status: 'original', note: text('Published wording.', 'Texto publicado, en inglés.') },
    es: {
      offered: false,
      reason: text(
        'BARC-10 is not offered in Spanish: its terms do not allow edits, a translation is one, and we know of no validated Spanish version. A program with a translation it may use can load it.',
        'El BARC-10 no se ofrece en español: sus condiciones no permiten cambios, una traducción es un cambio, y no conocemos una versión validada. Un programa que tenga permiso para usar una traducción puede cargarla.',
      ),
    },
  },
  instruction: { en: 'How much do you agree with each statement right now?' },
  items: statements.map((statement, index) => ({
    id: itemIds[index]!,
    text: { en: statement },
    options: 'agreement',
    loinc: null,
  })),
  options: {
    agreement: labels.map((label, index) => ({ value: index + 1, label: { en: label }, loinc: null })),
  },
  scoring: {
    total: {
      id: 'total',
      title: text('Recovery capital', 'Capital de recuperación'),
      items: itemIds,
      min: 10,
      max: 60,
      reversed: [],
      // One dimension and one published cut-off: no domains and no other bands, because none were validated.
      bands: [
        { min: 10, max: 46, label: text('Below 47', 'Menos de 47'), source: reference },
        { min: 47, max: 60, label: text('47 or more', '47 o más'), source: reference },
      ],
      loinc: null,
    },
    subscales: [],
  },
  missingRule: everyItemNeeded,
  loinc: { panel: null, note: 'No LOINC code exists for BARC-10; a local code is used.' },
}

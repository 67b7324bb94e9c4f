import { everyItemNeeded, type Instrument, type Text } from '../definition.ts'

const severitySource =
  'Kroenke, Spitzer, Williams, Löwe. An ultra-brief screening scale for anxiety and depression: the PHQ-4. Psychosomatics 2009;50:613–621'

const label = (en: string, es: string): Text => ({ en, es })

/**
 * PHQ-4. English items as published. The Spanish words follow those in circulation on Spanish PHQ-9 and GAD-7 sheets, but
 * were not compared letter by letter with the owners' sheet: they are marked `working`, and say so wherever they are shown.
 */
export const phq4: Instrument = {
  id: 'phq-4',
  version: 1,
  title: { en: 'Mood and worry, four questions (PHQ-4)', es: 'Ánimo y preocupación, cuatro preguntas (PHQ-4)' },
  audience: 'participant',
  licence: {
    status: 'SHIP',
    holder: 'Pfizer Inc. (developed by Spitzer, Williams, Kroenke and colleagues)',
    text: 'No permission is required to reproduce, translate, display or distribute.',
    commercialUse: 'allowed',
    modification: 'allowed',
    source: 'phqscreeners.com, quoted in the documentation of CamCOPS (docs/source/tasks/phq9.rst)',
  },
  reference: severitySource,
  recallDays: 14,
  wording: {
    en: { offered: true, status: 'original', note: label('Published wording.', 'Texto publicado, en inglés.') },
    es: {
      offered: true,
      status: 'working',
      note: label(
        'Spanish wording of this project, close to the Spanish PHQ-9 and GAD-7 sheets. Not validated; compare it with the owners’ sheet before using scores in research.',
        'Texto en español de este proyecto, cercano a las hojas del PHQ-9 y del GAD-7. No está validado. Antes de usar los puntajes en una investigación, hay que compararlo con la hoja de sus autores.',
      ),
    },
  },
  instruction: label(
    'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
    'Durante las últimas 2 semanas, ¿con qué frecuencia le han molestado los siguientes problemas?',
  ),
  items: [
    {
      id: 'nervous',
      text: label(
        'Feeling nervous, anxious, or on edge',
        'Se ha sentido nervioso(a), ansioso(a) o con los nervios de punta',
      ),
      options: 'frequency',
      loinc: '69725-0',
    },
    {
      id: 'worry',
      text: label(
        'Not being able to stop or control worrying',
        'No ha podido dejar de preocuparse o controlar la preocupación',
      ),
      options: 'frequency',
      loinc: '68509-9',
    },
    {
      id: 'interest',
      text: label('Little interest or pleasure in doing things', 'Poco interés o placer en hacer las cosas'),
      options: 'frequency',
      loinc: '44250-9',
    },
    {
      id: 'down',
      text: label('Feeling down, depressed, or hopeless', 'Se ha sentido decaído(a), deprimido(a) o sin esperanzas'),
      options: 'frequency',
      loinc: '44255-8',
    },
  ],
  options: {
    frequency: [
      { value: 0, label: label('Not at all', 'Para nada'), loinc: 'LA6568-5' },
      { value: 1, label: label('Several days', 'Varios días'), loinc: 'LA6569-3' },
      { value: 2, label: label('More than half the days', 'Más de la mitad de los días'), loinc: 'LA6570-1' },
      { value: 3, label: label('Nearly every day', 'Casi todos los días'), loinc: 'LA6571-9' },
    ],
  },
  scoring: {
    total: {
      id: 'total',
      title: label('Distress', 'Malestar'),
      items: ['nervous', 'worry', 'interest', 'down'],
      min: 0,
      max: 12,
      reversed: [],
      bands: [
        { min: 0, max: 2, label: label('Normal', 'Normal'), source: severitySource },
        { min: 3, max: 5, label: label('Mild', 'Leve'), source: severitySource },
        { min: 6, max: 8, label: label('Moderate', 'Moderado'), source: severitySource },
        { min: 9, max: 12, label: label('Severe', 'Grave'), source: severitySource },
      ],
      loinc: '70272-0',
    },
    subscales: [
      {
        id: 'anxiety',
        title: label('Worry (GAD-2)', 'Preocupación (GAD-2)'),
        items: ['nervous', 'worry'],
        min: 0,
        max: 6,
        reversed: [],
        bands: [
          { min: 0, max: 2, label: label('Below 3', 'Menos de 3'), source: severitySource },
          {
            min: 3,
            max: 6,
            label: label('3 or more: talk about it', '3 o más: conviene hablarlo'),
            source: severitySource,
          },
        ],
        // No total code for the GAD-2 could be confirmed; 70273-8 belongs to the PHQ-15.
        loinc: null,
      },
      {
        id: 'depression',
        title: label('Mood (PHQ-2)', 'Ánimo (PHQ-2)'),
        items: ['interest', 'down'],
        min: 0,
        max: 6,
        reversed: [],
        bands: [
          { min: 0, max: 2, label: label('Below 3', 'Menos de 3'), source: severitySource },
          {
            min: 3,
            max: 6,
            label: label('3 or more: talk about it', '3 o más: conviene hablarlo'),
            source: severitySource,
          },
        ],
        loinc: '55758-7',
      },
    ],
  },
  missingRule: everyItemNeeded,
  loinc: { panel: '69724-3', note: 'No LOINC total for the GAD-2 part; a local code is used.' },
}

import type { LicenceStatus } from './definition.ts'

export interface LicenceVerdict {
  readonly id: string
  readonly name: string
  readonly status: LicenceStatus
  readonly why: string
  readonly source: string
}

/**
 * Verdicts on instruments that programs ask for and whose questions are not in this repository. A program that holds its
 * own licence may load its own copy; we ship no item text of any of them.
 */
export const licenceVerdicts: readonly LicenceVerdict[] = [
  {
    id: 'tlfb',
    name: 'Timeline Followback',
    status: 'NO',
    why: 'Form and name are licensed; agencies and funded studies must pay. Our use calendar is our own design.',
    source: 'nova.edu/gsc/forms/timeline-followback-forms.html',
  },
  {
    id: 'dtcq-8',
    name: 'DTCQ-8',
    status: 'NO',
    why: 'A product of CAMH, by permission.',
    source: 'not read; general knowledge',
  },
  {
    id: 'bscq',
    name: 'BSCQ',
    status: 'NO',
    why: 'No licence statement was found; the same owners license the Timeline Followback.',
    source: 'none found',
  },
  {
    id: 'wai-sr',
    name: 'WAI-SR',
    status: 'NO',
    why: 'Copyright of the Society for Psychotherapy Research; permission is needed.',
    source: 'legalclarity.org',
  },
  {
    id: 'srs-ors',
    name: 'SRS and ORS',
    status: 'NO',
    why: 'Agencies need a paid licence; electronic versions may not be copied.',
    source: 'paperzz.com/doc/7179229',
  },
  {
    id: 'sure',
    name: 'SURE',
    status: 'NO',
    why: 'Copyright of King’s College London; no open licence was found.',
    source: 'maudsleybrc.nihr.ac.uk',
  },
  {
    id: 'whoqol-bref',
    name: 'WHOQOL-BREF',
    status: 'NO',
    why: 'Permission is needed.',
    source: 'not read; general knowledge',
  },
  { id: 'eq-5d', name: 'EQ-5D', status: 'NO', why: 'A licence is needed.', source: 'not read; general knowledge' },
  {
    id: 'dast-10',
    name: 'DAST-10',
    status: 'NO',
    why: 'Free for non-commercial use only, which a licence that allows sale cannot promise.',
    source: 'camcops.readthedocs.io/en/latest/tasks/dast.html',
  },
]

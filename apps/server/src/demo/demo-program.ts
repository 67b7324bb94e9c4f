import type { OrganizationSettings } from '@cairn/contract/organizations.ts'
import type { HelpNumber } from '@cairn/contract/safety.ts'
import type { z } from 'zod'

export const DEMO_NAME = 'Riverbend Recovery Community'

/** The password of every demo account that has an e-mail. It opens invented people only. */
export const DEMO_PASSWORD = 'walk-with-me-2026'

/** The address of one demo role, for docs and journeys. */
export const demoEmail = (role: string): string => `${role}@riverbend.example`

/** What setup would have asked this invented program. The telephone numbers are of the range kept for stories. */
export const DEMO_SETTINGS: Omit<z.input<typeof OrganizationSettings>, 'notice'> & { notice: object } = {
  staffedHours: [1, 2, 3, 4, 5]
    .map((weekday) => ({ weekday, from: '09:00', until: '18:00' }))
    .concat({ weekday: 6, from: '09:00', until: '13:00' }),
  onCallPhone: '555-0142',
  helpLines: [
    { id: 'riverbend', name: 'Riverbend on call', phone: '555-0142', hours: 'Every evening until 10' },
    { id: 'warm-line', name: 'Peer warm line', phone: '555-0119', hours: 'Day and night' },
  ],
  fundingSources: ['state_opioid_response', 'block_grant', 'settlement_fund', 'none'],
  mentorPreset: 'volunteers',
  notice: {
    contactName: 'Ruth Amado',
    contactPhone: '555-0100',
    contactEmail: 'privacy@riverbend.example',
    contactAddress: '12 Mill Street, Riverbend',
    stateRules: 'State law protects these records in the same way.',
    effectiveOn: '2025-01-01',
  },
  alwaysTellSupervisor: false,
}

export const DEMO_HELP_NUMBERS: z.input<typeof HelpNumber>[] = [
  { id: 'riverbend-on-call', label: 'Riverbend on call', kind: 'call', number: '5550142', note: 'Evenings until 10' },
]

/** Where the two groups meet, by the simulation's key. */
export const GROUP_PLACES: Record<string, string> = {
  'group-01': 'Riverbend Library, room 2',
  'group-02': 'Mill Street Community House',
}

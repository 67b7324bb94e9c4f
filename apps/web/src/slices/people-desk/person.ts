import type { PersonPage } from '@cairn/contract/people.ts'
import type { z } from 'zod'

/** One person, as the desk's screens hand her on. */
export type Person = z.output<typeof PersonPage>

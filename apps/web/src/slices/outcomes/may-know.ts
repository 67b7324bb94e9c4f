import type { MayKnowChoices } from '@cairn/contract/outcomes.ts'
import type { z } from 'zod'

type Value = z.output<typeof MayKnowChoices>['choices'][number]

/** The equal choices of 'Who may know?', in their order, each with its words: without a mentor, no mentor is named. */
export function mayKnowChoices(
  mayKnow: z.output<typeof MayKnowChoices>,
  words: (key: string, mentor: string) => string,
): { value: Value; label: string }[] {
  const mentor = mayKnow.mentor?.name
  return mayKnow.choices
    .filter((value) => value !== 'mentor' || mentor !== undefined)
    .map((value) => ({
      value,
      label:
        value === 'mentor_and_safety_lead' && mentor === undefined
          ? words('my-days:mayKnow.safety_lead_alone', '')
          : words(`my-days:mayKnow.${value}`, mentor ?? ''),
    }))
}

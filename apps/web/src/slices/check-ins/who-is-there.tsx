import type { WhoIsThere } from '@cairn/contract/check-ins.ts'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { dayWords, whenWords } from '../../ui/dates.ts'

/** Who is there for a call, said before anything rings: mentor or cover, the team, on call. */
export function WhoIsThereNow({ who, hours }: { who: z.output<typeof WhoIsThere>; hours?: string | null | undefined }) {
  const { t, i18n } = useTranslation('my-check')
  const language = i18n.language
  const lines: string[] = []
  if (who.mentor && who.mentorAwayUntil) {
    lines.push(t('there.away', { name: who.mentor.name, until: dayWords(who.mentorAwayUntil, language) }))
    if (who.cover) lines.push(t('there.cover', { name: who.cover.name }))
  } else if (who.mentor)
    lines.push(
      hours ? t('there.hours', { name: who.mentor.name, hours }) : t('there.mentor', { name: who.mentor.name }),
    )
  if (who.staffed) lines.push(t('there.staffed'))
  else if (who.staffedAgainAt)
    lines.push(t('there.staffAgain', { when: whenWords(who.staffedAgainAt, language, Date.now()) }))
  lines.push(
    who.onCall
      ? t('there.onCall', { name: who.onCall.name, until: whenWords(who.onCall.until, language, Date.now()) })
      : t('there.nobodyOnCall'),
  )
  return (
    <Text role="status" size="sm">
      {lines.join(' ')}
    </Text>
  )
}

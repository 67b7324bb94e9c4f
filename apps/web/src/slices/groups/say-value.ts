import { listTeam } from '@cairn/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { listWords, weekdayWords } from '../../ui/dates.ts'
import { type GroupField, type GroupForm, type GroupLine, sayClock } from './group-form.ts'

export const useTeam = () => useQuery({ queryKey: ['team'], queryFn: () => call(listTeam), staleTime: 60_000 })

/** One value of a group in words: what somebody else made of it. */
export function useSayValue(): (field: GroupField, form: GroupForm) => string {
  const { t } = useTranslation('desk-groups')
  const team = useTeam().data?.items ?? []
  const language = currentLanguage()
  return (field, form) => {
    const value = form[field]
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (value === '') return t('none')
    if (field === 'languages')
      return listWords(
        form.languages.map((one) => t(`words:languages.${one}`)),
        language,
      )
    if (field === 'firstDay' || field === 'untilDay') return weekdayWords(String(value), language)
    if (field === 'time') return sayClock(form.time, language)
    if (field === 'everyWeeks') return t('form.everyWeeks', { count: form.everyWeeks })
    if (field === 'way') return t(`words:ways.${form.way}`)
    if (field === 'facilitatorId' || field === 'coFacilitatorId')
      return team.find(({ id }) => id === value)?.name ?? t('form.nobody')
    return String(value)
  }
}

/** '12 places · open to newcomers'. */
export function useSayPlaces(): (group: Pick<GroupLine, 'capacity' | 'isOpen'>) => string {
  const { t } = useTranslation('desk-groups')
  return ({ capacity, isOpen }) =>
    [capacity ? t('upTo', { count: capacity }) : t('anyNumber'), t(isOpen ? 'open' : 'closed')].join(' · ')
}

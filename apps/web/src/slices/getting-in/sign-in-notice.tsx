import { endOtherSessions } from '@cairn/contract/identity.ts'
import { type CodeSignIn, listCodeSignIns } from '@cairn/contract/sign-in-codes.ts'
import { Button, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { readNote, rememberNote } from '../../session/remember.ts'
import { Card } from '../../ui/card.tsx'
import { whenWords } from '../../ui/dates.ts'
import { Fault } from '../../ui/states.tsx'
import { unseenSignIn } from './sign-ins.ts'

const NOTE = 'code-sign-in'

export const useSignIns = () =>
  useQuery({ queryKey: ['code-sign-ins'], queryFn: () => call(listCodeSignIns), staleTime: 5 * 60_000, retry: false })

export function useSignInWords(): (one: CodeSignIn) => string {
  const { t, i18n } = useTranslation('getting-in')
  return ({ at, by }) => {
    const when = whenWords(at, i18n.language, Date.now())
    const words = t(by ? 'notice.by' : 'notice.bySomebody', { when, who: by ?? '' })
    return words.charAt(0).toUpperCase() + words.slice(1)
  }
}

/** Signs out everywhere but here. */
export function EndOthers() {
  const { t } = useTranslation('getting-in')
  const ending = useMutation({ mutationFn: () => call(endOtherSessions) })
  if (ending.isSuccess) return <Text role="status">{t('endedOthers')}</Text>
  return (
    <>
      <Button variant="light" loading={ending.isPending} onClick={() => ending.mutate()}>
        {t('endOthers')}
      </Button>
      {ending.isError && <Fault error={ending.error} />}
    </>
  )
}

/** Said once on this phone: somebody signed in as me with a code, and who made it. */
export function SignInNotice() {
  const { t } = useTranslation('getting-in')
  const signIns = useSignIns()
  const say = useSignInWords()
  const [seen, setSeen] = useState(() => readNote<string>(NOTE))
  const fresh = unseenSignIn(signIns.data?.items ?? [], seen, Date.now())
  if (!fresh) return null
  return (
    <Card tone="amber" labelledBy="signed-in">
      <Text fw={600} id="signed-in">
        {t('notice.title')}
      </Text>
      <Text>{say(fresh)}</Text>
      <Text>{t('notice.notYou', { organization: signIns.data?.organizationName ?? '' })}</Text>
      <Button
        variant="default"
        onClick={() => {
          rememberNote(NOTE, fresh.at)
          setSeen(fresh.at)
        }}
      >
        {t('notice.me')}
      </Button>
      <EndOthers />
    </Card>
  )
}

import type { Language } from '@cairn/program/people/vocabulary.ts'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { currentLanguage, wordsIn } from '../../i18n.ts'
import { GoButton } from '../../ui/go.tsx'
import { PageSkeleton } from '../../ui/states.tsx'
import './handed-over.css'

/**
 * One page that belongs to her, on her mentor's phone: handed over first, in her language, and gone when the phone comes
 * back. On a call it is read aloud instead.
 */
export function HandedOver({
  personId,
  name,
  language,
  onCall = false,
  children,
}: {
  personId: string
  name: string
  language: Language
  onCall?: boolean
  children: (done: () => void) => ReactNode
}) {
  const { t } = useTranslation('mentor-today')
  const [stage, setStage] = useState<'hand' | 'hers' | 'back'>('hand')
  // While she holds the phone, its tabs do not lead her to other people's names.
  const isAway = !onCall && stage !== 'hand'
  useEffect(() => {
    document.documentElement.toggleAttribute('data-handed', isAway)
    return () => document.documentElement.removeAttribute('data-handed')
  }, [isAway])
  const go = (next: typeof stage) => {
    setStage(next)
    window.scrollTo(0, 0)
  }
  const how = onCall ? 'aloud' : 'hand'
  const back = (
    <GoButton to={`/mentor/people/${personId}`} variant={stage === 'back' ? 'filled' : 'subtle'}>
      {t('backTo', { name })}
    </GoButton>
  )
  if (stage === 'hand')
    return (
      <Stack gap="md">
        <Title order={1}>{t(`${how}.title`, { name })}</Title>
        <Text>{t(`${how}.text`, { name })}</Text>
        <Button onClick={() => go('hers')}>{t(`${how}.go`, { name })}</Button>
        {back}
      </Stack>
    )
  if (stage === 'back')
    return (
      <Stack gap="md">
        {/* On a call the mentor holds the phone: the words are for the mentor. */}
        {onCall ? <Thanks onCall /> : <InLanguage language={language} page={<Thanks />} />}
        {back}
      </Stack>
    )
  return <InLanguage language={language} page={children(() => go('back'))} />
}

function Thanks({ onCall = false }: { onCall?: boolean }) {
  const { t } = useTranslation(onCall ? 'mentor-today' : 'my-days')
  return (
    <>
      <Title order={1}>{t(onCall ? 'aloud.done' : 'handed.thanks')}</Title>
      <Text role="status">{t(onCall ? 'aloud.thank' : 'handed.back')}</Text>
    </>
  )
}

/** In her language, whatever the phone speaks; without a network, and if its words are not here, in the phone's. */
function InLanguage({ language, page }: { language: Language; page: ReactNode }) {
  const words = useQuery({
    queryKey: ['words', language],
    queryFn: () => wordsIn(language),
    enabled: language !== currentLanguage(),
    networkMode: 'always',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (words.isLoading) return <PageSkeleton />
  if (!words.data) return page
  return (
    <I18nextProvider i18n={words.data}>
      <div lang={language}>{page}</div>
    </I18nextProvider>
  )
}

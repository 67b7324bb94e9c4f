import type { Talk } from '@cairn/contract/talks.ts'
import { Button, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneToday } from '../../offline/phone-time.ts'
import { send } from '../../offline/send.ts'
import { useKept } from '../../offline/use-kept.ts'
import { readNote, rememberNote } from '../../session/remember.ts'
import { Card } from '../../ui/card.tsx'
import { OneOf } from '../../ui/choices.tsx'
import { nearDay } from '../../ui/dates.ts'
import { Face } from '../../ui/faces.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { TALKS } from './readings.ts'

const FACES = ['good', 'okay', 'not_good'] as const
const PICTURE = { good: 5, okay: 3, not_good: 1 } as const

/** Talks that wait for her word: 'Tuesday, 40 minutes. Right?' and three faces. */
export function TalkCards() {
  const { data } = useKept(TALKS.name, TALKS.read)
  const [done, setDone] = useState(() => readNote<string[]>('talksAnswered') ?? [])
  const open = (data?.items ?? []).filter((talk) => !done.includes(talk.id)).slice(0, 2)
  return (
    <>
      {open.map((talk) => (
        <TalkCard
          key={talk.id}
          talk={talk}
          onDone={() => {
            // Without a network the server still lists it: this phone remembers that it was answered.
            const next = [...done, talk.id].slice(-50)
            rememberNote('talksAnswered', next)
            setDone(next)
          }}
        />
      ))}
    </>
  )
}

function TalkCard({ talk, onDone }: { talk: Talk; onDone: () => void }) {
  const { t, i18n } = useTranslation('my-today')
  const [right, setRight] = useState<boolean | undefined>()
  const [face, setFace] = useState<(typeof FACES)[number] | null>(null)
  const [words, setWords] = useState('')
  const when = nearDay(talk.day, phoneToday(), i18n.language)
  const title = `talk-${talk.id}`
  async function save() {
    await send({
      id: talk.id,
      kind: 'talkCard',
      method: 'PUT',
      path: `/talks/${talk.id}/confirmation`,
      body: { right: right ?? true, face, words: right === false && words.trim() ? words.trim() : null },
    })
    onDone()
  }
  return (
    <Card labelledBy={title}>
      <Title order={2} id={title}>
        {t(talk.minutes ? 'talk.title' : 'talk.short', { when, minutes: talk.minutes ?? '', mentor: talk.mentor.name })}
      </Title>
      {talk.line && (
        <Text c="dimmed">
          {t('talk.wrote', { mentor: talk.mentor.name })} {talk.line}
        </Text>
      )}
      {right === undefined ? (
        <SimpleGrid cols={2} spacing="xs">
          <Button px="xs" onClick={() => setRight(true)}>
            {t('talk.right')}
          </Button>
          <Button px="xs" variant="default" onClick={() => setRight(false)}>
            {t('talk.notRight')}
          </Button>
        </SimpleGrid>
      ) : (
        <Stack gap="sm">
          {!right && (
            <TextInput
              label={t('talk.different')}
              maxLength={200}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          )}
          <Text fw={600} id={`${title}-how`}>
            {t('talk.how')}
          </Text>
          <OneOf
            labelledBy={`${title}-how`}
            layout="row"
            choices={FACES.map((value) => ({
              value,
              label: t(`talk.faces.${value}`),
              picture: <Face step={PICTURE[value]} />,
            }))}
            value={face}
            onChange={setFace}
          />
          <WhoSees action="talk.read" mentorName={talk.mentor.name} />
          <Button onClick={() => void save()}>{t('shell:save')}</Button>
        </Stack>
      )}
    </Card>
  )
}

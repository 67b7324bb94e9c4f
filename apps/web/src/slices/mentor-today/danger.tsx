import { raiseSafety, SAFETY_KINDS } from '@cairn/contract/safety.ts'
import { Button, List, Stack, Text, Textarea, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { call } from '../../session/call.ts'
import { Pick } from '../../ui/choices.tsx'
import { momentWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { GoButton } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import styles from '../mentoring/mentoring.module.css'
import { Readers } from '../mentoring/readers.tsx'

/** Somebody whom I support is in danger: three steps, and whoever is on call is told. */
export function Danger({ personId, name }: { personId: string; name: string }) {
  const { t } = useTranslation('mentor-today')
  const [id] = useState(newId)
  const [kind, setKind] = useState<(typeof SAFETY_KINDS)[number] | null>(null)
  const [note, setNote] = useState('')
  const raising = useMutation({
    mutationFn: () =>
      call(raiseSafety, {
        params: { id: personId },
        body: { id, kind: kind!, at: new Date().toISOString(), note: note.trim() || null },
      }),
  })
  return (
    <Stack gap="lg">
      <Title order={1}>{t('danger.title', { name })}</Title>
      <List type="ordered" spacing="xs">
        <List.Item>{t('danger.one')}</List.Item>
        <List.Item>{t('danger.two')}</List.Item>
        <List.Item>{t('danger.three')}</List.Item>
      </List>
      <Button component="a" href="tel:911" color="coral" fullWidth>
        {t('danger.emergency')}
      </Button>
      <GoButton to="/help" variant="light" color="coral" fullWidth>
        {t('shell:help')}
      </GoButton>
      {raising.data ? (
        <Text className={styles['notice']} role="status">
          {raising.data.onCall
            ? t('danger.told', {
                name: raising.data.onCall.name,
                until: momentWords(raising.data.onCall.until, Date.now(), currentLanguage(), zoneHere()),
              })
            : t('danger.toldNobody')}
        </Text>
      ) : (
        <>
          <Pick
            label={t('danger.what')}
            value={kind}
            options={SAFETY_KINDS.map((value) => ({ value, label: t(`words:safety.${value}`) }))}
            onPick={setKind}
          />
          <div>
            <Textarea
              label={t('danger.note')}
              description={t('words:optional')}
              autosize
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Readers action="safety.read" name={name} />
          </div>
          {raising.isError && <Fault error={raising.error}>{<Text>{t('danger.call')}</Text>}</Fault>}
          <Button disabled={kind === null} loading={raising.isPending} onClick={() => raising.mutate()}>
            {t('danger.tell')}
          </Button>
        </>
      )}
      <GoButton to={`/mentor/people/${personId}`} variant="subtle">
        {t('backTo', { name })}
      </GoButton>
    </Stack>
  )
}

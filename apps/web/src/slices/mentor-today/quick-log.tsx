import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { momentWords } from '../../ui/dates.ts'
import { zoneHere } from '../../ui/days.ts'
import { Go } from '../../ui/go.tsx'
import { useSend } from '../mentoring/send.ts'
import { changeableUntil, quickTalk } from '../mentoring/talk-form.ts'

/** 'We talked · 15 min · phone': one tap, changeable for a day, with or without a network. */
export function QuickLog({ personId }: { personId: string }) {
  const { t } = useTranslation('mentor-today')
  const send = useSend()
  const [saved, setSaved] = useState<{ id: string; until: string }>()
  const zone = zoneHere()
  async function log() {
    const [id, now] = [newId(), Date.now()]
    await send({ id, kind: 'talk', path: `/people/${personId}/talks`, body: quickTalk({ id, now, zone }) })
    setSaved({ id, until: momentWords(changeableUntil(now), now, currentLanguage(), zone) })
  }
  if (saved)
    return (
      <Text role="status">
        {t('quickSaved', { time: saved.until })} <Go to={`/mentor/talk/${saved.id}`}>{t('quickChange')}</Go>
      </Text>
    )
  return (
    <Button variant="default" px="xs" size="md" mih={48} onClick={() => void log()}>
      {t('quick')}
    </Button>
  )
}

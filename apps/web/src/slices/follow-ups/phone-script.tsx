import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { useSession } from '../../session/session.ts'
import { Prose } from '../../ui/prose.tsx'
import { readable } from './script-text.ts'

const SCRIPTS = {
  en: () => import('../../../../../content/en/staff/phone-script-ask.md?raw'),
  es: () => import('../../../../../content/es/staff/phone-script-ask.md?raw'),
}

/** What to say on the phone, from before the call to what is recorded; opened when it is needed. */
export function PhoneScript() {
  const { t } = useTranslation('desk-follow-ups')
  const [open, setOpen] = useState(false)
  const language = currentLanguage()
  const organization = useSession().data?.organizationName ?? ''
  const script = useQuery({
    queryKey: ['script', language],
    queryFn: async () => (await SCRIPTS[language]()).default,
    enabled: open,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <details style={{ marginTop: 16 }} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary style={{ cursor: 'pointer', fontWeight: 600 }}>{t('script')}</summary>
      {script.data && <Prose top={3} text={readable(script.data, { organization, mentor: t('answer.theMentor') })} />}
    </details>
  )
}

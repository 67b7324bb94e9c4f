import type { Role } from '@cairn/program/access/roles.ts'
import { NativeSelect, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currentLanguage, speak } from '../i18n.ts'
import { HOME } from '../routes.ts'
import type { Language } from '../session/language.ts'
import { moveTo, useSession } from '../session/session.ts'
import { useGo } from './go.tsx'

/** English or Spanish, each named in itself. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('shell')
  return (
    <SegmentedControl
      aria-label={t('language')}
      size="md"
      value={i18n.language === 'es' ? 'es' : 'en'}
      onChange={(value) => void speak(value as Language)}
      data={[
        { value: 'en', label: 'English' },
        { value: 'es', label: 'Español' },
      ]}
    />
  )
}

/** A quiet one for the corner of a page: names the other language, in that language. */
export function OtherLanguage({ className }: { className?: string }) {
  useTranslation('shell')
  const other: Language = currentLanguage() === 'en' ? 'es' : 'en'
  return (
    <button type="button" lang={other} className={className} onClick={() => void speak(other)}>
      {other === 'es' ? 'Español' : 'English'}
    </button>
  )
}

export function ThemeSwitch() {
  const { t } = useTranslation('shell')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      aria-label={t('theme.label')}
      size="md"
      value={colorScheme}
      onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
      data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
    />
  )
}

/** Moves between the roles that one person holds, and between programs. One role in one program: not there. */
export function PlaceSwitch({ size }: { size?: string }) {
  const { t } = useTranslation('shell')
  const { data } = useSession()
  const go = useGo()
  if (!data) return null
  const choices = data.me.places.flatMap((place) =>
    place.roles.map((role) => ({
      value: `${place.organizationId} ${role}`,
      label: data.me.places.length > 1 ? `${t(`roles.${role}`)}, ${place.organizationName}` : t(`roles.${role}`),
    })),
  )
  if (choices.length < 2) return null
  return (
    <NativeSelect
      label={t('roleSwitch')}
      {...(size && { size })}
      value={`${data.place.organizationId} ${data.place.role}`}
      data={choices}
      onChange={(event) => {
        const [organizationId = '', role = ''] = event.currentTarget.value.split(' ')
        void moveTo({ organizationId, role: role as Role }).then(() => go(HOME[role as Role], { replace: true }))
      }}
    />
  )
}

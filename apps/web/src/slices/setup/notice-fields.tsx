import { Text, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import desk from '../people-desk/desk.module.css'
import { isNoticeFilled, type NoticeField, type SetupForm } from './setup-form.ts'

/** What the patient notice must say before anybody can sign it. */
export function NoticeFields({
  notice,
  onChange,
}: {
  notice: SetupForm['notice']
  onChange: (notice: SetupForm['notice']) => void
}) {
  const { t } = useTranslation('setup')
  const field = (name: NoticeField, maxLength: number) => ({
    label: t(`notice.${name}`),
    maxLength,
    value: notice[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...notice, [name]: event.currentTarget.value }),
  })
  return (
    <>
      <Text c="dimmed" size="sm">
        {t('notice.hint')}
      </Text>
      {!isNoticeFilled(notice) && <p className={desk['bad']}>{t('notice.missing')}</p>}
      <TextInput {...field('contactName', 120)} />
      <TextInput {...field('contactPhone', 60)} type="tel" />
      <TextInput {...field('contactEmail', 120)} type="email" />
      <TextInput {...field('contactAddress', 200)} />
      <Textarea {...field('stateRules', 4000)} description={t('notice.stateRulesHint')} autosize minRows={3} />
      <TextInput {...field('effectiveOn', 10)} type="date" />
    </>
  )
}

import { Group, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Pick } from '../../ui/choices.tsx'
import type { DoneForm } from './done.ts'

/** Together, by phone, or from a paper: then its day, its form and who witnessed it. */
export function DoneFields({
  form,
  onChange,
  modes = ['together', 'phone', 'paper'],
  latest,
  fixedForm = false,
}: {
  form: DoneForm
  onChange: (next: DoneForm) => void
  modes?: readonly DoneForm['mode'][]
  /** No paper is dated later. */
  latest?: string
  /** The form's version is known and stands on the page already: it is not asked. */
  fixedForm?: boolean
}) {
  const { t } = useTranslation('desk-people')
  return (
    <Stack gap="xs" data-dense>
      <Pick
        label={t('doneFields.how')}
        value={form.mode}
        options={modes.map((value) => ({ value, label: t(`words:mode.${value}`) }))}
        onPick={(mode) => onChange({ ...form, mode })}
      />
      {form.mode === 'paper' && (
        <Group gap="sm" align="flex-start">
          <TextInput
            type="date"
            required
            label={t('doneFields.on')}
            {...(latest && { max: latest })}
            value={form.on}
            error={latest !== undefined && form.on > latest && t('doneFields.later')}
            onChange={(event) => onChange({ ...form, on: event.currentTarget.value })}
          />
          {!fixedForm && (
            <TextInput
              required
              label={t('doneFields.form')}
              maxLength={40}
              value={form.formVersion}
              onChange={(event) => onChange({ ...form, formVersion: event.currentTarget.value })}
            />
          )}
          <TextInput
            required
            label={t('doneFields.witness')}
            maxLength={80}
            value={form.witness}
            onChange={(event) => onChange({ ...form, witness: event.currentTarget.value })}
          />
        </Group>
      )}
    </Stack>
  )
}

import { REACH } from '@cairn/program/people/vocabulary.ts'
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Pick } from '../../ui/choices.tsx'
import { type ContactForm, missingContact } from './contact-form.ts'

/** How to reach somebody, may we leave a message, and at most two ways to find her with the exact words to say. */
export function ContactFields({
  form,
  tried,
  onChange,
}: {
  form: ContactForm
  tried: boolean
  onChange: (next: ContactForm) => void
}) {
  const { t } = useTranslation('desk-people')
  const missing = tried ? missingContact(form) : null
  const patch = (change: Partial<ContactForm>) => onChange({ ...form, ...change })
  return (
    <Stack gap="sm" data-dense>
      <Pick
        label={t('contact.reach')}
        value={form.reach}
        options={REACH.map((value) => ({ value, label: t(`words:reach.${value}`) }))}
        onPick={(reach) => patch({ reach })}
      />
      <Group gap="sm" align="flex-start" grow>
        <TextInput
          label={t('contact.phone')}
          type="tel"
          maxLength={40}
          value={form.phone}
          error={missing === 'phone' ? t('contact.needed') : undefined}
          onChange={(event) => patch({ phone: event.currentTarget.value })}
        />
        <TextInput
          label={t('contact.email')}
          type="email"
          maxLength={120}
          value={form.email}
          error={missing === 'email' ? t('contact.needed') : undefined}
          onChange={(event) => patch({ email: event.currentTarget.value })}
        />
      </Group>
      <Checkbox
        label={t('contact.leaveMessage')}
        checked={form.leaveMessage}
        onChange={(event) => patch({ leaveMessage: event.currentTarget.checked })}
      />
      <TextInput
        label={t('contact.note')}
        description={t('contact.noteHint')}
        maxLength={200}
        value={form.note}
        onChange={(event) => patch({ note: event.currentTarget.value })}
      />
      {form.findMe.map((one, at) => {
        const change = (next: Partial<typeof one>) =>
          patch({ findMe: form.findMe.map((other, index) => (index === at ? { ...other, ...next } : other)) })
        return (
          <Group key={at} gap="sm" align="flex-end" grow>
            <TextInput
              label={t('contact.who')}
              maxLength={80}
              value={one.who}
              onChange={(event) => change({ who: event.currentTarget.value })}
            />
            <TextInput
              label={t('contact.where')}
              maxLength={80}
              value={one.reach}
              onChange={(event) => change({ reach: event.currentTarget.value })}
            />
            <TextInput
              label={t('contact.weMaySay')}
              maxLength={200}
              value={one.weMaySay}
              onChange={(event) => change({ weMaySay: event.currentTarget.value })}
            />
          </Group>
        )
      })}
      {form.findMe.length < 2 ? (
        <Button
          variant="subtle"
          w="fit-content"
          onClick={() => patch({ findMe: [...form.findMe, { who: '', reach: '', weMaySay: '' }] })}
        >
          {t('contact.addFindMe')}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {t('contact.two')}
        </Text>
      )}
    </Stack>
  )
}

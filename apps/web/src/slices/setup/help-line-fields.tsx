import { Button, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './setup.module.css'
import type { SetupForm } from './setup-form.ts'

/** The program's own help lines; 911 and 988 are built in. */
export function HelpLineFields({
  lines,
  wrong,
  onChange,
}: {
  lines: SetupForm['helpLines']
  wrong: readonly string[]
  onChange: (lines: SetupForm['helpLines']) => void
}) {
  const { t } = useTranslation('setup')
  return (
    <>
      <Text c="dimmed" size="sm">
        {t('lines.hint')}
      </Text>
      {lines.map((line, at) => {
        const change = (next: Partial<typeof line>) =>
          onChange(lines.map((other, index) => (index === at ? { ...other, ...next } : other)))
        return (
          <div key={line.id} className={styles['line']}>
            <TextInput
              label={t('lines.name')}
              maxLength={80}
              value={line.name}
              error={wrong.includes(line.id) ? t('lines.half') : undefined}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <TextInput
              label={t('lines.phone')}
              maxLength={40}
              type="tel"
              value={line.phone}
              onChange={(event) => change({ phone: event.currentTarget.value })}
            />
            <Button variant="subtle" color="slate" onClick={() => onChange(lines.filter((_, index) => index !== at))}>
              {t('lines.remove')}
            </Button>
          </div>
        )
      })}
      <Button
        variant="light"
        w="fit-content"
        disabled={lines.length >= 20}
        onClick={() => onChange([...lines, { id: `line-${crypto.randomUUID().slice(0, 8)}`, name: '', phone: '' }])}
      >
        {t('lines.add')}
      </Button>
    </>
  )
}

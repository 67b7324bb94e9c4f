import { Button, PinInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canLock, setLock } from '../session/lock.ts'

/** Four digits, twice: a lock that nobody can open by a slip of the thumb while setting it. */
export function LockSetter({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('shell')
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [wrong, setWrong] = useState(false)
  const again = first.length === 4
  if (!canLock()) return <Text>{t('lock.notHere')}</Text>
  return (
    <Stack gap="sm" align="flex-start">
      <Text role="status">{t(wrong ? 'lock.differ' : again ? 'lock.again' : 'lock.choose')}</Text>
      <PinInput
        key={again ? 'second' : 'first'}
        length={4}
        type="number"
        mask
        autoFocus={again}
        value={again ? second : first}
        onChange={(value) => {
          setWrong(false)
          if (again) setSecond(value)
          else setFirst(value)
        }}
        onComplete={(value) => {
          if (!again) return
          if (value !== first) {
            setWrong(true)
            setFirst('')
            setSecond('')
          } else void setLock(value).then(onDone)
        }}
        getInputProps={(index) => ({ 'aria-label': t('lock.digit', { number: index + 1 }) })}
      />
      {again && (
        <Button
          variant="subtle"
          onClick={() => {
            setFirst('')
            setSecond('')
          }}
        >
          {t('lock.startOver')}
        </Button>
      )}
    </Stack>
  )
}

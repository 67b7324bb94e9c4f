import { makeSignInCode } from '@cairn/contract/sign-in-codes.ts'
import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../i18n.ts'
import { call } from '../../session/call.ts'
import { useSession } from '../../session/session.ts'
import { momentWords } from '../../ui/dates.ts'
import { Fault } from '../../ui/states.tsx'
import styles from './desk.module.css'

/** A slip to print or read out: a code that signs in once, within two hours. No name stands on it. */
export function SignInSlip({ personId }: { personId: string }) {
  const { t } = useTranslation('desk-people')
  const zone = useSession().data?.timeZone ?? 'UTC'
  const making = useMutation({ mutationFn: () => call(makeSignInCode, { params: { id: personId } }) })
  if (making.data)
    return (
      <div className={styles['slip']}>
        <Text>{t('slip.how', { address: `${window.location.origin}/sign-in` })}</Text>
        <output className={styles['code']}>{making.data.code}</output>
        <Text size="sm">
          {t('slip.until', { time: momentWords(making.data.expiresAt, Date.now(), currentLanguage(), zone) })}
        </Text>
        <Group gap="xs" mt="sm" className="no-print">
          <Button variant="light" onClick={() => window.print()}>
            {t('slip.print')}
          </Button>
        </Group>
      </div>
    )
  return (
    <div>
      <Button variant="light" loading={making.isPending} onClick={() => making.mutate()}>
        {t('slip.button')}
      </Button>
      {making.isError && <Fault error={making.error} />}
    </div>
  )
}

import { Button, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RouteEntry } from '../routes.ts'
import { moveTo, useSession } from '../session/session.ts'
import { GoButton } from './go.tsx'

/**
 * The page belongs to another role. If the person holds it, one tap moves there; else the way home. The page is then read anew
 * as a whole: its address stays, and nothing else would tell the frame that the role is another now.
 */
export function OtherRole({ entry, home }: { entry: RouteEntry; home: string }) {
  const { t } = useTranslation('shell')
  const { data } = useSession()
  const role = data?.roles.find((held) => entry.roles.includes(held))
  return (
    <Stack gap="md" p="lg" maw={560} mx="auto" align="flex-start">
      <Title order={1}>{t('otherRole.title')}</Title>
      <Text>{t('otherRole.text')}</Text>
      {role && data && (
        <Button
          onClick={() =>
            void moveTo({ organizationId: data.place.organizationId, role }).then(() => window.location.reload())
          }
        >
          {t('otherRole.switch', { role: t(`roles.${role}`) })}
        </Button>
      )}
      <GoButton to={home} variant={role ? 'subtle' : 'filled'}>
        {t('missing.home')}
      </GoButton>
    </Stack>
  )
}

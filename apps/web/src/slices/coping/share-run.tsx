import { shareRun } from '@cairn/contract/coping.ts'
import type { MyToday } from '@cairn/contract/today.ts'
import { Button, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { openStore, type WaveUse } from '../../offline/database.ts'
import { keptName } from '../../offline/kept.ts'
import { phoneTime } from '../../offline/phone-time.ts'
import { call } from '../../session/call.ts'
import { readPlace } from '../../session/remember.ts'
import { Fault } from '../../ui/states.tsx'

type ExerciseId = 'ride-the-wave' | 'slow-breath' | 'hold-on-to-the-room'

/** Off by default and one at a time: this run, to her mentor, because she taps it. */
export function ShareRun({ run }: { run: WaveUse }) {
  const { t } = useTranslation('my-wave')
  const place = readPlace()
  const { data: mentor } = useQuery({
    queryKey: ['kept-mentor'],
    enabled: place?.role === 'participant',
    queryFn: async () => {
      const kept = await (await openStore()).get('kept', keptName('my-today', place!))
      return (kept?.value as MyToday | undefined)?.mentor ?? null
    },
  })
  const share = useMutation({
    mutationFn: () =>
      call(shareRun, {
        body: { id: run.id, ...phoneTime(), exercise: run.tool as ExerciseId, before: run.before, after: run.after },
      }),
  })
  if (!mentor || run.tool === '') return null
  if (share.isSuccess) return <Text role="status">{t('shared', { name: share.data.sharedWith })}</Text>
  return (
    <>
      {share.isError && <Fault error={share.error} />}
      <Button variant="default" loading={share.isPending} onClick={() => share.mutate()}>
        {t('share', { name: mentor.name })}
      </Button>
    </>
  )
}

import { draftTalk, type TalkDraft } from '@cairn/contract/talks.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { call } from '../../session/call.ts'
import { instantOf, zoneHere } from '../../ui/days.ts'
import type { TalkForm } from './talk-form.ts'

type Overlap = z.output<typeof TalkDraft>['overlaps'][number]

/** Other entries of the same hours; asked again when start or length change. Without a network nothing is said. */
export function useOverlaps(
  personId: string,
  form: TalkForm | undefined,
  atFirst: readonly Overlap[] | undefined,
): readonly Overlap[] {
  const startedAt = form?.day && form.clock ? instantOf(form.day, form.clock, zoneHere()) : undefined
  const minutes = form?.minutes ?? 0
  const [asked, setAsked] = useState({ startedAt, minutes })
  useEffect(() => {
    const waiting = setTimeout(() => setAsked({ startedAt, minutes }), 600)
    return () => clearTimeout(waiting)
  }, [startedAt, minutes])
  const { data } = useQuery({
    queryKey: ['mentor', 'overlaps', personId, asked.startedAt, asked.minutes],
    queryFn: () => call(draftTalk, { params: { id: personId }, query: asked }),
    enabled: asked.startedAt !== undefined && asked.minutes > 0 && form?.outcome === 'happened',
    retry: false,
  })
  return data?.overlaps ?? atFirst ?? []
}

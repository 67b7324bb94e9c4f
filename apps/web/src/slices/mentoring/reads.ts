import type { CallError } from '@cairn/contract/call.ts'
import { listMyPeople } from '@cairn/contract/mentoring.ts'
import { getMyMentorPage } from '@cairn/contract/mentors.ts'
import { getPerson } from '@cairn/contract/people.ts'
import { draftTalk, getTalk, listTalks } from '@cairn/contract/talks.ts'
import { getMentorToday } from '@cairn/contract/today.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readOrKept } from '../../offline/kept.ts'
import { onArrival } from '../../offline/outbox.ts'
import { call } from '../../session/call.ts'
import { usePlace } from '../../session/session.ts'

/** Reads that a mentor's phone keeps, under the place in which it acts; ids only in the names. */
export function useKept<T>(name: string, read: () => Promise<T>, { enabled = true } = {}) {
  const { organizationId, personId } = usePlace()
  return useQuery<T, CallError>({
    queryKey: ['mentor', name],
    queryFn: () => readOrKept(`${organizationId}/${personId}/${name}`, read),
    enabled,
  })
}

export const useMentorToday = () => useKept('mentor-today', () => call(getMentorToday))
export const useMyPeople = () => useKept('mentor-people', () => call(listMyPeople))
export const useMyMentorPage = () => useKept('mentor-me', () => call(getMyMentorPage))
export const usePerson = (id: string, enabled = true) =>
  useKept(`person/${id}`, () => call(getPerson, { params: { id } }), { enabled: enabled && id !== '' })
export const useTalks = (id: string) =>
  useKept(`talks/${id}`, () => call(listTalks, { params: { id }, query: { limit: 5 } }))
export const useTalk = (id: string, enabled: boolean) =>
  useKept(`talk/${id}`, () => call(getTalk, { params: { id } }), { enabled })
export const useTalkDraft = (id: string) =>
  useKept(`talk-draft/${id}`, () => call(draftTalk, { params: { id }, query: {} }), { enabled: id !== '' })

/** What was sent from the outbox changes lists: they are read again when it has arrived. */
export function useFreshAfterSending(): void {
  const queries = useQueryClient()
  useEffect(() => onArrival(() => void queries.invalidateQueries({ queryKey: ['mentor'] })), [queries])
}

import { waitsFor } from '@cairn/program/matching/answer.ts'
import { type MatchWaitingFacts, matchWaiting } from '@cairn/program/signals/match-waiting.ts'
import type { Signal } from '../attention/index.ts'
import { listOpenProposals, waitingSince } from './queries.ts'

export const matchWaitingSignal: Signal<MatchWaitingFacts> = {
  name: 'match_waiting',
  async load(ctx, subjectIds) {
    const found = new Map<string, MatchWaitingFacts>()
    for (const row of await listOpenProposals(ctx, subjectIds)) {
      const waiting = waitsFor(row)
      if (!waiting) continue
      const proposals = found.get(row.participantId)?.proposals ?? []
      found.set(row.participantId, {
        proposals: [
          ...proposals,
          { matchId: row.id, mentorId: row.mentorId, waitsFor: waiting, since: waitingSince(row) },
        ],
      })
    }
    return found
  },
  rule: matchWaiting,
}

import type { MayKnowChoices } from '@cairn/contract/outcomes.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { getPolicy } from '../organizations/index.ts'
import { findMentorOf } from '../people/index.ts'
import type { MayKnow } from './tables.ts'

/** 'Who may know?' as it is asked now. A policy that always tells a supervisor takes the third choice away, and is said before. */
export async function listMayKnow(ctx: Context, participantId: string): Promise<z.infer<typeof MayKnowChoices>> {
  const mentor = await findMentorOf(ctx, participantId)
  const { alwaysTellSupervisor } = await getPolicy(ctx)
  const choices: MayKnow[] = [
    ...(mentor ? (['mentor'] as const) : []),
    'mentor_and_safety_lead',
    ...(alwaysTellSupervisor ? [] : (['nobody'] as const)),
  ]
  return { choices, mentor, alwaysTellSupervisor }
}

/** Whom a choice tells: the mentor she has when she chooses, never the one who comes after. */
export async function tellBy(ctx: Context, participantId: string, mayKnow: MayKnow | null, policyTells: boolean) {
  const named = mayKnow === 'mentor' || mayKnow === 'mentor_and_safety_lead'
  return {
    toldMentorId: named ? ((await findMentorOf(ctx, participantId))?.id ?? null) : null,
    toldSafetyLead: mayKnow === 'mentor_and_safety_lead' || policyTells,
  }
}

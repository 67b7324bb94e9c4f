import { z } from 'zod'
import { PhoneTime } from './outcomes.ts'
import { route } from './route.ts'
import { ById, Day, Id } from './values.ts'

export const EXERCISES = ['ride-the-wave', 'slow-breath', 'hold-on-to-the-room'] as const

/** A run of Ride it out stays on her phone. Only what she chooses to send arrives here. */
const run = {
  exercise: z.enum(EXERCISES),
  before: z.number().int().min(0).max(10),
  after: z.number().int().min(0).max(10).nullable(),
}

export const shareRun = route({
  method: 'POST',
  url: '/my/coping-runs',
  access: 'wave.write',
  problems: ['id_taken', 'future_day', 'not_possible_now'],
  body: z.strictObject({ id: Id, ...PhoneTime, ...run }),
  replies: { 201: z.object({ id: Id, sharedWith: z.string() }) },
  summary: 'Show my mentor one run: off by default, one at a time, refused without a mentor.',
})

export const listSharedRuns = route({
  method: 'GET',
  url: '/people/:id/coping-runs',
  access: 'talk.read',
  params: ById,
  replies: { 200: z.object({ items: z.array(z.object({ id: Id, day: Day, ...run })) }) },
  summary: 'The runs that she chose to show me. Only the mentor to whom they were shown sees any.',
})

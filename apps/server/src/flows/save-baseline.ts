import { saveBaseline } from '@cairn/contract/baseline.ts'
import { newId } from '../platform/ids.ts'
import { dayNumber } from '../platform/phone-time.ts'
import { bodyIndexOf } from '../platform/same-id.ts'
import type { App, Slice } from '../platform/slice.ts'
import { getBaseline, saveBaseline as saveCard } from '../slices/intake/index.ts'
import { addUseAnswer, fillDays } from '../slices/outcomes/index.ts'
import { authorize, getParticipant, requireMode } from '../slices/people/index.ts'

/** A card tells of days without use since the last one; further back than this nobody is asked to be sure of each day. */
const SURE_OF = { days: 180 }

/** The baseline card, and the days that it tells about: nothing is asked twice. */
function routes(app: App): void {
  app.route({
    ...saveBaseline,
    handler: async (request) => {
      const { id } = request.params
      const { done } = request.body
      await authorize(request, { action: 'baseline.write', act: 'write', subjectId: id })
      requireMode(request, id, done)
      const { lastUseOn, answeredOn } = await saveCard(request, id, request.body)
      if (lastUseOn !== null) {
        const { timeZone } = await getParticipant(request, id)
        const answer = {
          id: newId(request.now),
          participantId: id,
          answer: 'days' as const,
          source: done.mode === 'self' ? ('self' as const) : ('mentor_together' as const),
          askId: null,
          recordedAt: request.now.toString(),
          zone: timeZone,
          day: answeredOn.toString(),
          clock: 'fine' as const,
          entry: done,
          bodyIndex: bodyIndexOf(request, request.body),
        }
        const since = Math.max(dayNumber(lastUseOn) + 1, dayNumber(answeredOn.subtract(SURE_OF).toString()))
        await addUseAnswer(request, answer)
        await fillDays(request, answer, {
          about: [
            { from: dayNumber(lastUseOn), to: dayNumber(lastUseOn) },
            ...(since <= dayNumber(answeredOn.toString())
              ? [{ from: since, to: dayNumber(answeredOn.toString()) }]
              : []),
          ],
          used: [{ day: lastUseOn, substances: [], heavy: null }],
          otherDaysWithoutUse: true,
        })
      }
      return getBaseline(request, id)
    },
  })
}

export const saveBaselineFlow: Slice = { name: 'save-baseline', routes }

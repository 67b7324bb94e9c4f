import { signAgreement as signRoute } from '@cairn/contract/agreements.ts'
import type { App, Slice } from '../platform/slice.ts'
import {
  agreementSubject,
  findSignedAgreement,
  getAgreement,
  getAgreementRow,
  signAgreement,
} from '../slices/agreements/index.ts'
import { attentionDue } from '../slices/attention/index.ts'
import { activateRelationship } from '../slices/mentoring/index.ts'
import { authorize } from '../slices/people/index.ts'

/** Signing; when both have signed how they work together, the relationship is active from that day. */
function routes(app: App): void {
  app.route({
    ...signRoute,
    handler: async (request, reply) => {
      const { id } = request.params
      const row = await getAgreementRow(request, id)
      const { document, participantId, mentorId } = row
      await authorize(request, {
        action: 'agreement.sign',
        act: 'write',
        subjectId: agreementSubject(row),
        recordIds: [id, request.body.id],
      })
      const { isComplete, signedNow } = await signAgreement(request, id, request.body)
      if (isComplete && signedNow && document === 'boundary-agreement' && participantId && mentorId) {
        const signed = await findSignedAgreement(request, document, participantId, mentorId)
        if (signed) await activateRelationship(request, { id, participantId, mentorId }, signed.signedOn)
        await attentionDue(request, [participantId])
      }
      return reply.code(201).send(await getAgreement(request, id))
    },
  })
}

export const signAgreementFlow: Slice = { name: 'sign-agreement', routes }

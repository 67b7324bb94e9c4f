import { phoneTime } from '../../offline/phone-time.ts'
import { useSend } from '../mentoring/send.ts'
import type { Report } from '../outcomes/parts.ts'
import { UseParts, type UseQuestions } from '../outcomes/use-parts.tsx'

/** The page after a 'yes' that was entered together: hers to fill in. `id` is the report that the answer began. */
export function UseTogether({
  personId,
  id,
  questions,
  onDone,
}: {
  personId: string
  id: string
  questions: UseQuestions
  onDone: () => void
}) {
  const send = useSend()
  const save = (part: Report) =>
    void send({
      id,
      // On this phone it is 'an entry' and nothing more while it waits for a network.
      kind: 'other',
      method: 'PUT',
      path: `/people/${personId}/use-reports/${id}`,
      body: { ...phoneTime(), ...part },
    })
  return <UseParts id={id} questions={questions} save={save} onDone={onDone} />
}

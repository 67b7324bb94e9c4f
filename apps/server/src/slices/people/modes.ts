import type { Mode } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { ProblemError } from '../../platform/problem.ts'

/** 'Self' is only what she did herself: whoever writes down for another says together, by phone or on paper. */
export function requireMode({ actor }: Pick<Context, 'actor'>, subjectId: string, { mode }: { mode: Mode }): void {
  if ((mode === 'self') !== (actor.personId === subjectId) && (mode === 'self' || mode === 'paper'))
    throw new ProblemError('invalid_input', {
      fields: {
        'done.mode': mode === 'self' ? 'is self only when she does it herself' : 'is paper when staff enters it',
      },
    })
}

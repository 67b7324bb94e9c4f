import type { MyToday } from '@cairn/contract/today.ts'

export interface DueTarget {
  to: string
  /** For the words, where they count something. */
  count?: number
  values: Record<string, string>
}

/** Where the one due thing is done, and what its words need. */
export function dueTarget(due: NonNullable<MyToday['due']>): DueTarget {
  switch (due.kind) {
    case 'answer_match':
      return { to: '/my/people', values: { mentor: due.mentor } }
    case 'sign_agreement':
      return { to: '/my/people', values: { with: due.with } }
    case 'questions':
      return { to: '/my/check/days', count: due.unknownDays, values: {} }
    case 'assessment':
      return { to: `/my/questions/${due.instrumentId}`, count: due.items, values: { title: due.title } }
    case 'baseline':
      return { to: '/my/card', values: {} }
    case 'check_in':
      return { to: '/my/check', values: {} }
  }
}

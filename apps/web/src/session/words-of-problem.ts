import { CallError } from '@cairn/contract/call.ts'
import { PROBLEMS, type ProblemCode } from '@cairn/contract/problems.ts'

/** A failure in one plain sentence of the reader's language. Status 0 is a missing network. */
export function sentenceOf(error: unknown, language: 'en' | 'es'): string {
  if (!(error instanceof CallError)) return PROBLEMS.unexpected[language]
  if (error.status === 0)
    return language === 'es'
      ? 'No hay conexión ahora. Inténtalo cuando vuelva.'
      : 'There is no network right now. Try again when it is back.'
  const known = PROBLEMS[error.problem.code as ProblemCode]
  return known?.[language] ?? error.problem.title
}

import { PROBLEMS, type Problem, type ProblemCode } from '@cairn/contract/problems.ts'

/** A refusal. Thrown by commands and queries; the platform turns it into a problem document. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly fields: Record<string, string> | undefined
  readonly detail: string | undefined
  constructor(code: ProblemCode, more: { fields?: Record<string, string>; detail?: string; cause?: unknown } = {}) {
    super(code, { cause: more.cause })
    this.name = 'ProblemError'
    this.code = code
    this.fields = more.fields
    this.detail = more.detail
  }
}

export type Language = 'en' | 'es'

export function problemDocument(
  code: ProblemCode,
  language: Language,
  more: { fields?: Record<string, string> | undefined; detail?: string | undefined; requestId?: string } = {},
): Problem {
  return {
    type: `https://cairn.invalid/problems/${code}`,
    title: PROBLEMS[code][language],
    status: PROBLEMS[code].status,
    code,
    ...(more.detail && { detail: more.detail }),
    ...(more.fields && { fields: more.fields }),
    ...(more.requestId && { requestId: more.requestId }),
  }
}

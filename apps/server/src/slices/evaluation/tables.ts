import type { Computation } from '@cairn/contract/study.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    computations: {
      organizationId: string
      id: string
      stage: Computation['stage']
      share: number
      startedAt: InstantColumn
      finishedAt: InstantOrNull
      faults: JsonColumn<string[]>
      report: JsonColumn<Report | null> | null
      releaseOf: DayOrNull
      notedAt: InstantOrNull
    }
  }
}

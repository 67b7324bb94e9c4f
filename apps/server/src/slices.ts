import { beginSetupFlow } from './flows/begin-setup.ts'
import type { Slice } from './platform/slice.ts'
import { assessments } from './slices/assessments/index.ts'
import { attention } from './slices/attention/index.ts'
import { checkIns } from './slices/check-ins/index.ts'
import { coping } from './slices/coping/index.ts'
import { notifications } from './slices/notifications/index.ts'
import { outcomes } from './slices/outcomes/index.ts'
import { safety } from './slices/safety/index.ts'

/** The server's table of contents: every slice, lowest layer first (ARCHITECTURE.md, Layers), then the flows. */
// biome-ignore lint/suspicious/noExplicitAny: each signal has facts of its own
export const SLICES: readonly Slice<any>[] = [
  assessments,
  attention,
  notifications,
  outcomes,
  checkIns,
  coping,
  safety,
  beginSetupFlow,
]

import { acceptMatchFlow } from './flows/accept-match.ts'
import { actOnAttentionFlow } from './flows/act-on-attention.ts'
import { beginSetupFlow } from './flows/begin-setup.ts'
import { coverFlow } from './flows/cover.ts'
import { endMatchFlow } from './flows/end-match.ts'
import { enrollFlow } from './flows/enroll.ts'
import { saveBaselineFlow } from './flows/save-baseline.ts'
import { signAgreementFlow } from './flows/sign-agreement.ts'
import type { Slice } from './platform/slice.ts'
import { agreements } from './slices/agreements/index.ts'
import { assessments } from './slices/assessments/index.ts'
import { attention } from './slices/attention/index.ts'
import { board } from './slices/board/index.ts'
import { calendar } from './slices/calendar/index.ts'
import { checkIns } from './slices/check-ins/index.ts'
import { coping } from './slices/coping/index.ts'
import { evaluation } from './slices/evaluation/index.ts'
import { intake } from './slices/intake/index.ts'
import { matching } from './slices/matching/index.ts'
import { mentoring } from './slices/mentoring/index.ts'
import { mentors } from './slices/mentors/index.ts'
import { notifications } from './slices/notifications/index.ts'
import { organizations } from './slices/organizations/index.ts'
import { outcomes } from './slices/outcomes/index.ts'
import { people } from './slices/people/index.ts'
import { readiness } from './slices/readiness/index.ts'
import { safety } from './slices/safety/index.ts'
import { today } from './slices/today/index.ts'
import { whoSees } from './slices/who-sees/index.ts'

/** The server's table of contents: every slice, lowest layer first (ARCHITECTURE.md, Layers), then the flows. */
// biome-ignore lint/suspicious/noExplicitAny: each signal has facts of its own
export const SLICES: readonly Slice<any>[] = [
  organizations,
  people,
  agreements,
  calendar,
  assessments,
  attention,
  notifications,
  readiness,
  mentors,
  intake,
  outcomes,
  checkIns,
  coping,
  safety,
  matching,
  mentoring,
  today,
  board,
  whoSees,
  evaluation,
  beginSetupFlow,
  enrollFlow,
  saveBaselineFlow,
  acceptMatchFlow,
  endMatchFlow,
  signAgreementFlow,
  coverFlow,
  actOnAttentionFlow,
]

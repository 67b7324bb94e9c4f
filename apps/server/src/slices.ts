import { beginSetupFlow } from './flows/begin-setup.ts'
import type { Slice } from './platform/slice.ts'

/** The server's table of contents: every slice, lowest layer first (ARCHITECTURE.md, Layers), then the flows. */
// biome-ignore lint/suspicious/noExplicitAny: each signal has facts of its own
export const SLICES: readonly Slice<any>[] = [beginSetupFlow]

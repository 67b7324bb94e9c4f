import type { Done } from '@cairn/contract/values.ts'
import type { z } from 'zod'

/** How an act was done with staff: together, by phone, or from a paper with its day, form and witness. */
export interface DoneForm {
  mode: 'together' | 'phone' | 'paper'
  on: string
  formVersion: string
  witness: string
}

export const beginDone = (today: string): DoneForm => ({ mode: 'together', on: today, formVersion: '', witness: '' })

/** A paper says its day, the form's version and who witnessed; the other ways say nothing more. */
export const isDone = (form: DoneForm): boolean =>
  form.mode !== 'paper' || (form.on !== '' && form.formVersion.trim() !== '' && form.witness.trim() !== '')

export const doneOf = (form: DoneForm): z.input<typeof Done> =>
  form.mode === 'paper'
    ? { mode: 'paper', on: form.on, formVersion: form.formVersion.trim(), witness: form.witness.trim() }
    : { mode: form.mode }

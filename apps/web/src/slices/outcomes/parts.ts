/** The page after 'yes': parts that are each saved when they are left. Pure. */

export interface Report {
  mayKnow?: 'mentor' | 'mentor_and_safety_lead' | 'nobody'
  days?: readonly string[]
  otherDaysWithoutUse?: boolean
  substances?: readonly string[]
  course?: 'once' | 'still_going' | 'not_sure' | null
}

export type PartName = 'mayKnow' | 'days' | 'substances' | 'course'

/** Which fields of the report belong to which part of the page. */
const FIELDS: Record<PartName, readonly (keyof Report)[]> = {
  mayKnow: ['mayKnow'],
  days: ['days', 'otherDaysWithoutUse'],
  substances: ['substances'],
  course: ['course'],
}

export interface Parts {
  report: Report
  /** The part in which something was touched and not yet saved. */
  open: PartName | undefined
}

export interface Step {
  parts: Parts
  /** What to save now; undefined: nothing was left. */
  save: Report | undefined
}

const of = (report: Report, part: PartName): Report =>
  Object.fromEntries(FIELDS[part].filter((field) => report[field] !== undefined).map((field) => [field, report[field]]))

/** Something was changed in a part. Touching another part leaves the one before, and saves it. */
export function change(parts: Parts, part: PartName, values: Report): Step {
  const save = parts.open !== undefined && parts.open !== part ? of(parts.report, parts.open) : undefined
  return { parts: { report: { ...parts.report, ...values }, open: part }, save }
}

/** The page is left, or the phone goes dark: what is open is saved. */
export function leave(parts: Parts): Step {
  return {
    parts: { ...parts, open: undefined },
    save: parts.open === undefined ? undefined : of(parts.report, parts.open),
  }
}

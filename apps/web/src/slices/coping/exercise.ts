/** An exercise of content/, and where a person is in it. Pure: the screen brings the seconds. */

export interface Step {
  text: string
  seconds: number | null
  kind: string
}

export interface Exercise {
  id: string
  title: string
  oneLine: string
  minutes: number
  safety: readonly string[]
  steps: readonly Step[]
  closing: string
}

export interface Playing {
  step: number
  /** Seconds spent in this step. */
  spent: number
  paused: boolean
}

export const START: Playing = { step: 0, spent: 0, paused: false }

/** After the last step. */
export const isOver = (exercise: Exercise, playing: Playing): boolean => playing.step >= exercise.steps.length

/** Time passes: a timed step goes on by itself, a step without a time waits for a tap. */
export function pass(exercise: Exercise, playing: Playing, seconds: number): Playing {
  const step = exercise.steps[playing.step]
  if (playing.paused || !step || step.seconds === null) return playing
  const spent = playing.spent + seconds
  return spent < step.seconds ? { ...playing, spent } : { ...playing, step: playing.step + 1, spent: 0 }
}

export const goOn = (playing: Playing): Playing => ({ ...playing, step: playing.step + 1, spent: 0, paused: false })
export const goBack = (playing: Playing): Playing => ({ ...playing, step: Math.max(0, playing.step - 1), spent: 0 })
export const pauseOrPlay = (playing: Playing): Playing => ({ ...playing, paused: !playing.paused })

/** How much of the whole lies behind, 0 to 1: by steps, so that waiting for a tap does not look like standing still. */
export const progress = (exercise: Exercise, playing: Playing): number =>
  Math.min(1, playing.step / exercise.steps.length)

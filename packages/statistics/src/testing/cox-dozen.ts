import type { CoxInput } from '../survival/cox.ts'

/** Twelve people with ties, two strata, late entry, weights and an offset, about whom R was asked. */
export const coxDozen = {
  start: [0, 0, 1, 0, 2, 0, 0, 3, 0, 0, 1, 0],
  time: [3, 5, 4, 6, 7, 2, 8, 9, 4, 6, 5, 10],
  event: [1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1],
  x: [1, 0, 2, 1, 0, 2, 0, 1, 1, 3, 0, 0],
  y: [3.0, 4.1, 3.5, 5.2, 2.8, 6.0, 4.7, 3.3, 3.6, 3.8, 4.4, 5.0],
  strata: [1, 1, 1, 1, 2, 2, 2, 2, 1, 2, 1, 2],
  weights: [1, 2, 0.5, 1, 1, 1.5, 1, 1, 2, 1, 1, 1],
  offset: [0.1, -0.2, 0, 0.3, 0, 0.2, -0.1, 0, 0.1, 0, 0.2, 0],
}

// R: coxph(Surv(time, event) ~ x + y)
export const plainDozen: CoxInput = {
  time: coxDozen.time,
  event: coxDozen.event,
  x: [coxDozen.x, coxDozen.y],
  names: ['x', 'y'],
}

// R: coxph(Surv(start, time, event) ~ x + y + strata(s), weights = w)
export const stratifiedDozen: CoxInput = {
  ...plainDozen,
  start: coxDozen.start,
  strata: coxDozen.strata,
  weights: coxDozen.weights,
}

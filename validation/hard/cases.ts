import type { Job } from '../survival-jobs.ts'
import type { HardCase } from './hard-case.ts'

const never = Number.POSITIVE_INFINITY
const bothTies = (data: string, formula: string): Job[] =>
  (['efron', 'breslow'] as const).map((ties) => ({ kind: 'cox', data, formula, ties }))

const zeroTime =
  'pharmacoSmoking has people who smoke on the day they quit (ttr = 0): they are at risk at 0, and curves begin below 1.'
const noEvents = 'A group in which nobody has the event has a flat curve, expects events, and separates a Cox model.'
const oneEntry =
  'Late entry leaves one person at risk; the event takes the curve to 0 for ever, and no standard error is left.'
const near =
  '0.1 + 0.2 is not 0.3: without aeqSurv’s rule the two fall into different risk sets, and chains of them too.'

/** Every data set that ever broke a fit of ours, and those that every survival program should meet first. */
export const hardCases: readonly HardCase[] = [
  ...bothTies('zero-time', 'Surv(time, event) ~ x').map((ask) => ({ name: 'ttr = 0, Cox', history: zeroTime, ask })),
  {
    name: 'ttr = 0, curves',
    history: zeroTime,
    ask: { kind: 'km', data: 'zero-time', formula: 'Surv(time, event) ~ group', tau: 8 },
  },
  {
    name: 'ttr = 0, test',
    history: zeroTime,
    ask: { kind: 'test', data: 'zero-time', formula: 'Surv(time, event) ~ group', rho: 0 },
  },
  {
    name: 'ttr = 0, causes',
    history: zeroTime,
    ask: { kind: 'cuminc', data: 'zero-time', time: 'time', status: 'cause', group: 'group' },
  },
  {
    name: 'a group without events, curves',
    history: noEvents,
    ask: { kind: 'km', data: 'group-without-events', formula: 'Surv(time, event) ~ group', tau: 6 },
  },
  {
    name: 'a group without events, test',
    history: noEvents,
    ask: { kind: 'test', data: 'group-without-events', formula: 'Surv(time, event) ~ group', rho: 0 },
  },
  {
    name: 'a group without events, Cox',
    history: noEvents,
    ask: {
      kind: 'refused',
      command: 'cox',
      data: 'group-without-events',
      formula: 'Surv(time, event) ~ group',
      code: 'separation',
    },
  },
  {
    name: 'a covariate constant within strata',
    history:
      'Its information is rounding alone (1e-17): it once came out as a coefficient of −4e15 instead of a refusal.',
    ask: {
      kind: 'refused',
      command: 'cox',
      data: 'constant-within-strata',
      formula: 'Surv(time, event) ~ y + x + strata(site)',
      code: 'aliased_covariate',
    },
  },
  ...bothTies('constant-within-strata', 'Surv(time, event) ~ y + strata(site)').map((ask) => ({
    name: 'beside a covariate constant within strata',
    history: 'The same rows without it are an ordinary model.',
    ask,
  })),
  {
    name: 'aliased within strata up to rounding',
    history:
      'c is 0.1 a + 0.2 b + 0.3 site: within a site it is determined, but only to the last bits, and Cholesky found a pivot of 1e-16.',
    ask: {
      kind: 'refused',
      command: 'cox',
      data: 'aliased-by-rounding',
      formula: 'Surv(time, event) ~ a + b + c + strata(site)',
      code: 'aliased_covariate',
    },
  },
  {
    name: 'separation',
    history:
      'All with x have the event before anybody without: the likelihood rises for ever. Said, not returned as exp(21).',
    ask: { kind: 'refused', command: 'cox', data: 'separation', formula: 'Surv(time, event) ~ x', code: 'separation' },
  },
  {
    name: 'separation beside another covariate',
    history: 'The column at fault must be named even when another one runs along.',
    ask: {
      kind: 'refused',
      command: 'cox',
      data: 'separation',
      formula: 'Surv(time, event) ~ y + x',
      code: 'separation',
    },
  },
  ...(['efron', 'breslow'] as const).map(
    (ties): HardCase => ({
      name: `separation, with Firth’s penalty (${ties})`,
      history:
        'Steps by the plain information went to and fro around the maximum for ever; the slope of the modified score is needed.',
      ask: { kind: 'firth', data: 'separation', time: 'time', event: 'event', x: ['x'], ties },
    }),
  ),
  {
    name: 'one person with the event',
    history: 'A curve of one step, without a standard error at 0.',
    ask: { kind: 'km', data: 'one-person-event', formula: 'Surv(time, event) ~ 1', tau: 5 },
  },
  {
    name: 'one person without the event',
    history: 'A curve that stays at 1.',
    ask: { kind: 'km', data: 'one-person-censored', formula: 'Surv(time, event) ~ 1', tau: 5 },
  },
  {
    name: 'one person, Cox',
    history: 'One value has no spread; dividing by it gave NaN.',
    ask: {
      kind: 'refused',
      command: 'cox',
      data: 'one-person-event',
      formula: 'Surv(time, event) ~ x',
      code: 'constant_covariate',
    },
  },
  {
    name: 'all censored, curves',
    history: 'No step goes down; the median does not exist.',
    ask: { kind: 'km', data: 'all-censored', formula: 'Surv(time, event) ~ group', tau: 4 },
  },
  {
    name: 'all censored, Cox',
    history: 'Nothing to model: R stops here too.',
    ask: { kind: 'refused', command: 'cox', data: 'all-censored', formula: 'Surv(time, event) ~ x', code: 'no_events' },
  },
  {
    name: 'all censored, test',
    history: 'No group expects an event, so no degrees of freedom are left.',
    ask: {
      kind: 'refused',
      command: 'test',
      data: 'all-censored',
      formula: 'Surv(time, event) ~ group',
      code: 'no test',
    },
  },
  {
    name: 'all censored, causes',
    history: 'There is no cause to make a curve of.',
    ask: {
      kind: 'refused',
      command: 'cuminc',
      data: 'all-censored',
      formula: 'Surv(time, cause) ~ group',
      code: 'no_events',
    },
  },
  {
    name: 'a risk set of one, curves',
    history: oneEntry,
    ask: { kind: 'km', data: 'risk-set-of-one', formula: 'Surv(start, time, event) ~ 1', tau: 11 },
  },
  {
    name: 'a risk set of one, test',
    history: oneEntry,
    ask: { kind: 'test', data: 'risk-set-of-one', formula: 'Surv(start, time, event) ~ group', rho: 0, entry: true },
  },
  ...bothTies('risk-set-of-one', 'Surv(start, time, event) ~ x').map((ask) => ({
    name: 'a risk set of one, Cox',
    history: oneEntry,
    ask,
  })),
  {
    name: 'near ties, curves',
    history: near,
    ask: { kind: 'km', data: 'near-ties', formula: 'Surv(time, event) ~ x', tau: 3 },
  },
  {
    name: 'near ties, test',
    history: near,
    ask: { kind: 'test', data: 'near-ties', formula: 'Surv(time, event) ~ x', rho: 1 },
  },
  ...bothTies('near-ties', 'Surv(time, event) ~ x').map((ask) => ({ name: 'near ties, Cox', history: near, ask })),
  ...bothTies('large-numbers', 'Surv(time, event) ~ year').map((ask) => ({
    name: 'years as they are',
    history: 'exp(2001 b) overflows unless columns are centred.',
    ask,
  })),
  ...bothTies('large-numbers', 'Surv(time, event) ~ money').map((ask) => ({
    name: 'a hundred million with cents',
    history: 'Eight digits are the same in every row; sums of squares lose the rest unless columns are standardized.',
    ask,
  })),
  {
    name: 'fractional weights to the last person',
    history: '0.1 + 0.2 + 0.3 drifts, so that at the end 1e-17 people were at risk of an event weighing 0.6.',
    ask: { kind: 'km', data: 'fractional-weights', formula: 'Surv(time, event) ~ group', tau: 4, weights: 'w' },
  },
  ...bothTies('one-event-time', 'Surv(time, event) ~ x + y').map((ask) => ({
    name: 'all events at one time',
    history: 'One risk set with four tied events: Efron and Breslow differ most here.',
    ask,
  })),
  {
    name: 'one event in all',
    history: 'One event, one degree of freedom: tests exist, their variance barely.',
    ask: { kind: 'test', data: 'interval-of-one-event', formula: 'Surv(time, event) ~ group', rho: 0 },
  },
  ...[
    { effect: [0.07, 0.07, -1.41, 0.76, 0.33], variance: [0.012, 0.6, 0.39, 0.28, 0.12] },
    { effect: [1.76, 0.14, -0.16, -0.63], variance: [0.77, 0.79, 0.011, 0.22] },
  ].map(
    (studies, k): HardCase => ({
      name: `REML that scoring cannot find, ${k + 1}`,
      history:
        'Fisher scoring goes round in circles from Hedges’s estimate; the zeros of the score are searched instead.',
      ask: { kind: 'meta', fit: { ...studies, method: 'DL', test: 'adhoc', influence: false } },
    }),
  ),
  {
    name: 'studies that agree too well',
    history: 'τ² is 0 and the Q-profile is empty: R prints 0 to 0, we say that it is empty.',
    ask: {
      kind: 'meta',
      fit: {
        effect: [0.2, 0.21, 0.19, 0.2],
        variance: [0.1, 0.2, 0.15, 0.3],
        method: 'REML',
        test: 'knha',
        influence: true,
      },
    },
  },
  {
    name: 'variances that differ a million times',
    history: 'τ² of 1e-7 vanished beside a threshold that was meant for effects of about 1.',
    ask: {
      kind: 'meta',
      fit: {
        effect: [0.001, 0.002, 0.5, 0.0015, 0.4],
        variance: [1e-7, 2e-7, 0.09, 1.5e-7, 0.05],
        method: 'PM',
        test: 'z',
        influence: false,
      },
    },
  },
  {
    name: 'Turnbull with a mass that is hardly 0',
    history:
      'Self-consistency alone did not settle in 200,000 rounds (found by a law of the tests); Newton’s step on the free masses does it in ten.',
    ask: { kind: 'turnbull', low: [6, 3, 5, 4, 0], high: [11, 5, 7, 6, 1] },
  },
  {
    name: 'Turnbull, one event and then nobody',
    history: 'Mass beyond the last look has no right end.',
    ask: { kind: 'turnbull', low: [2, 5, 9], high: [4, never, never] },
  },
  {
    name: 'Ghosh and Lin, four people',
    history:
      'The standard error was .2112 where the derivative by people’s weights is .2165: deaths had 1/n in place of Greenwood’s 1/(n − d).',
    ask: { kind: 'recurrent', data: 'ghosh-lin-four', start: 'start', stop: 'stop', status: 'status', id: 'id' },
  },
  {
    name: 'ranges that let a hazard vanish',
    history:
      'The second window can hold events, but the ranges that reach it fit better elsewhere: its log hazard ran to −∞ (found with the breast cosmesis data).',
    ask: {
      kind: 'ranges',
      intervals: 4,
      interval: [0, 0, 0, 0, 1, 2, 2, 2, 3, 3, 3, 3, 0, 2, 1, 3],
      until: [0, 0, 0, 1, 2, 2, 2, 3, 3, 3, 3, 3, 2, 2, 1, 3],
      event: [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0],
      x: [[1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0]],
    },
  },
  {
    name: 'the time itself as a covariate',
    history:
      'Risks of exp(±390): their products left the range of numbers, the information came out 9 orders too large, and a coefficient of −20 (se .28) was returned.',
    ask: {
      kind: 'refused',
      command: 'cox',
      data: 'time-itself',
      formula: 'Surv(time, event) ~ time',
      code: 'separation',
    },
  },
]

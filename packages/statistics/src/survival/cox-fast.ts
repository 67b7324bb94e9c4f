import type { CoxData } from './cox-data.ts'
import { sweepState } from './cox-kernel-sweep.ts'
import { type CoxLikelihood, coxLikelihood } from './cox-likelihood.ts'
import { countEventTimes, packRows } from './cox-pack-rows.ts'
import { closePacked, GRAM_ROWS, openPacked, type PackedCox, type RowsToPack } from './cox-packed.ts'

/** Rows or event times a kernel is given at once: while they are being compiled for good, only a call can change to the better code. */
const ROWS_A_CALL = 16384
const EVENTS_A_CALL = 256

/** The log partial likelihood of one Cox model, in memory of its own until it is closed. */
export interface FastCox {
  readonly evaluate: (beta: Float64Array) => CoxLikelihood
  readonly close: () => void
}

/**
 * The same log partial likelihood and derivatives as coxLikelihood, for many rows; null where there is no WebAssembly.
 *
 * The second moments of all risk sets are one Gram matrix: row i enters with weight risk × (hazard cumulated while i is at risk), so a
 * risk set costs p work rather than p². Efron's ties need sums over k/d of scalars only. Agrees with coxLikelihood to 1e-10 (cox-fast.test.ts).
 */
export function openFastCox(data: CoxData): FastCox | null {
  const rows = rowsOf(data)
  const packed = openPacked(rows, countEventTimes(rows))
  if (!packed) return null
  packRows(packed, rows)
  return {
    evaluate: (beta) => {
      computeRisks(packed, beta)
      const at = evaluateAtRisks(packed, beta)
      return hasLostDigits(packed, at) ? coxLikelihood(data, beta) : at
    },
    close: () => closePacked(packed),
  }
}

/** True when moments that cancel leave little but rounding of the information, or products of risks leave the range of numbers. */
function hasLostDigits({ gram, n, p, pitch, risk }: PackedCox, { information }: CoxLikelihood): boolean {
  for (let a = 0; a < p; a++) if (!(information[a * p + a]! >= 1e-8 * gram[(a * pitch) / 8 + a]!)) return true
  for (let k = 0; k < n; k++) if (risk[k]! > 1e150 || (risk[k]! < 1e-150 && risk[k]! > 0)) return true
  return false
}

/** What is packed of a model's rows: all of them, by time. */
export function rowsOf(data: CoxData): RowsToPack {
  const { n, byStop, time, strata, offset, offsetMean } = data
  const sorted = new Float64Array(n)
  for (let k = 0; k < n; k++) sorted[k] = time[byStop[k]!]!
  const moment = new Int32Array(n)
  for (let k = 1; k < n; k++) moment[k] = moment[k - 1]! + (sorted[k] === sorted[k - 1] ? 0 : 1)
  if (data.strataCount > 1)
    for (let k = 1, more = 0; k < n; k++) {
      if (strata[byStop[k]!] !== strata[byStop[k - 1]!] && sorted[k] === sorted[k - 1]) more++
      moment[k]! += more
    }
  return {
    n,
    p: data.p,
    efron: data.efron,
    columns: data.x,
    centre: data.centre,
    scale: data.scale,
    order: byStop,
    moment,
    strata,
    event: data.event,
    weights: data.weights,
    offset: offset && ((row) => offset[row]! - offsetMean),
    time,
    byStart: data.byStart,
    start: data.start,
  }
}

/** weight × exp(linear predictor) of each row, in `risk`. */
export function computeRisks(packed: PackedCox, beta: Float64Array): void {
  const { at, n, instance } = packed
  packed.beta.set(beta)
  for (let from = 0; from < n; from += ROWS_A_CALL)
    instance.run['risks']!(
      at.z,
      packed.stride,
      packed.p,
      at.beta,
      at.offset,
      at.weights,
      at.risk,
      from,
      Math.min(n, from + ROWS_A_CALL),
    )
}

/** The likelihood at beta once `risk` holds the risks there. */
export function evaluateAtRisks(packed: PackedCox, beta: Float64Array): CoxLikelihood {
  const { at, n, p, pitch, stride, instance, deathSum, means } = packed
  packed.means.fill(0)
  packed.products.fill(0)
  sweep(packed, p)
  spread(packed)
  packed.gram.fill(0)
  for (let from = 0; from < n; from += GRAM_ROWS)
    instance.run['gram']!(
      at.z,
      stride,
      p,
      at.exposure,
      at.scratch,
      at.gram,
      pitch,
      from,
      Math.min(from + GRAM_ROWS, 4 * Math.ceil(n / 4)),
    )
  const information = new Float64Array(p * p)
  const score = new Float64Array(p)
  let logLik = packed.deathOffset - packed.state[sweepState.logSum / 8]!
  for (let a = 0; a < p; a++) {
    logLik += beta[a]! * deathSum[a]!
    score[a] = deathSum[a]! - means[a]!
    for (let b = 0, line = (a * pitch) / 8; b <= a; b++) {
      const value = packed.gram[line + b]! - packed.products[line + b]!
      information[a * p + b] = value
      information[b * p + a] = value
    }
  }
  return { logLik, score, information }
}

/** The score alone, at the risks in `risk`: Σ over events of z − Σ over rows of risk × cumulated hazard × z. */
export function scoreAtRisks(packed: PackedCox): Float64Array {
  const { at, n, p, instance, sums } = packed
  sweep(packed, 0)
  spread(packed)
  sums.fill(0)
  for (let from = 0; from < n; from += GRAM_ROWS)
    instance.run['weightedSums']!(at.z, packed.stride, p, at.exposure, at.sums, from, Math.min(from + GRAM_ROWS, n))
  return packed.deathSum.map((v, a) => v - sums[a]!)
}

function sweep(packed: PackedCox, columns: number): void {
  const { at, events, efron, instance, state } = packed
  state.fill(0)
  for (let from = 0; from < events; from += EVENTS_A_CALL)
    instance.run['sweep']!(
      at.z,
      packed.stride,
      columns,
      at.risk,
      at.first,
      at.last,
      at.count,
      at.fresh,
      at.deathWeight,
      at.hazard,
      at.escaped,
      at.byStart,
      at.left,
      efron ? 1 : 0,
      at.state,
      at.s1,
      at.d1,
      at.means,
      at.products,
      packed.pitch,
      from,
      Math.min(events, from + EVENTS_A_CALL),
    )
}

/** Turns hazards into hazards cumulated within their stratum (event times fall with e), and those into what each row is exposed to. */
function spread(packed: PackedCox): void {
  const { at, events, hazard, fresh, instance } = packed
  for (let e = events - 2; e >= 0; e--) if (!fresh[e + 1]) hazard[e]! += hazard[e + 1]!
  for (let from = 0; from < events; from += EVENTS_A_CALL)
    instance.run['exposures']!(
      at.risk,
      at.first,
      at.last,
      at.count,
      at.hazard,
      at.escaped,
      at.startEvent,
      at.exposure,
      from,
      Math.min(events, from + EVENTS_A_CALL),
    )
}

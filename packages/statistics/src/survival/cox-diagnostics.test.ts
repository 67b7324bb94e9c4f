import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coxDozen, plainDozen, stratifiedDozen } from '../testing/cox-dozen.ts'
import { type CoxInput, cox } from './cox.ts'
import { coxResiduals } from './cox-diagnostics.ts'

const nearly = (ours: Float64Array | undefined, theirs: readonly number[], digits = 9) => {
  expect(ours).toHaveLength(theirs.length)
  for (const [k, v] of theirs.entries()) expect(ours![k]).toBeCloseTo(v, digits)
}
const residualsOf = (input: CoxInput) => coxResiduals(input, cox(input))

// Four people, three events; with r the hazard ratio the risk sets weigh 3 + r, 2 + r and 2.
const four: CoxInput = { time: [1, 2, 3, 4], event: [1, 1, 1, 0], x: [[0, 1, 0, 0]], names: ['x'], ties: 'breslow' }

test('residuals by hand: events less events expected, and how far a covariate lies from those at risk', () => {
  const r = cox(four).terms[0]!.hr
  const [a, b, c] = [1 / (3 + r), 1 / (2 + r), 1 / 2]
  const { martingale, deviance, score, dfbeta } = residualsOf(four)
  const m = [1 - a, 1 - r * (a + b), 1 - (a + b + c), -(a + b + c)]
  nearly(martingale, m, 12)
  nearly(
    deviance,
    m.map((v, i) => Math.sign(v) * Math.sqrt(-2 * (v + (i < 3 ? Math.log(1 - v) : 0)))),
    12,
  )
  // Mean covariate of the risk sets: r / (3 + r), r / (2 + r), 0.
  const [p, q] = [r * a, r * b]
  nearly(score[0], [-p + p * a, 1 - q - r * ((1 - p) * a + (1 - q) * b), p * a + q * b, p * a + q * b], 12)
  const information = p * (1 - p) + q * (1 - q)
  nearly(
    dfbeta[0],
    Array.from(score[0]!, (v) => v / information),
    12,
  )
})

test('with Efron’s ties all four are those of residuals.coxph', () => {
  // R: m <- coxph(Surv(time, event) ~ x + y, d); residuals(m, "martingale"), "deviance", "score", "dfbeta"
  const { martingale, deviance, score, dfbeta } = residualsOf(plainDozen)
  nearly(
    martingale,
    [
      0.902293610175, -0.34474508837, 0.64779908164, -0.112360817908, -0.24032856394, 0.742728416806, 0.0552071892896,
      -0.702098523124, 0.746505913834, -1.20513172662, 0.601698259532, -1.091567751312,
    ],
  )
  nearly(
    deviance,
    [
      1.687302408812, -0.830355452044, 0.889667796188, -0.108408469916, -0.693294402026, 1.10895860274, 0.0562571624353,
      -1.184988205109, 1.118846612474, -1.55250231988, 0.798557649179, -0.841015869398,
    ],
  )
  nearly(
    score[0],
    [
      -0.0721089427246, 0.3750458408812, 0.624937220833, -0.076298670746, 0.2679564297372, 0.5016038024315,
      0.5008047086931, -0.1394127845619, -0.0362713638256, -2.2717230439629, -0.5493528781931, 0.8748196814382,
    ],
  )
  nearly(
    dfbeta[1],
    [
      -0.2658154880909, 0.04027755817, -0.0822752999723, -0.0456873640918, 0.1111498726181, 0.299058947094,
      0.0107289713703, 0.1875609553553, -0.1225121137827, 0.0263210050506, -0.031221882978, -0.1275851607427,
    ],
  )
})

test('with Breslow’s ties too', () => {
  // R: m <- coxph(Surv(time, event) ~ x + y, d, ties = "breslow")
  const { martingale, score } = residualsOf({ ...plainDozen, ties: 'breslow' })
  nearly(
    martingale,
    [
      0.90417589022, -0.337728793855, 0.604143886112, -0.109499857395, -0.23200801674, 0.737937919031, 0.0578142716364,
      -0.683497406608, 0.713750578777, -1.16969760509, 0.608052524682, -1.093443390767,
    ],
  )
  nearly(
    score[1],
    [
      -1.01217537104516, 0.06551132502651, -0.40268874042403, -0.16569274765224, 0.35155691926195, 1.01212493019252,
      -0.07803464451749, 0.73251207739016, -0.41584063640734, 0.60272083239363, -0.00299611080088, -0.68699783341762,
    ],
  )
})

test('strata, late entry and weights count; dfbeta holds the weight, the others do not', () => {
  // R: m <- coxph(Surv(start, time, event) ~ x + y + strata(s), d, weights = w); residuals(m, "dfbeta", weighted = TRUE)
  const { martingale, deviance, score, dfbeta } = residualsOf(stratifiedDozen)
  nearly(
    martingale,
    [
      0.8453381246084, -0.579816429824, 0.0167134969835, -1.0485814890589, 0, 0.6251182023447, 0.6286562393898,
      -0.4846646683319, 0.4658807686392, -0.7119738695046, 0.4227579383281, -0.3696950050703,
    ],
  )
  nearly(
    deviance,
    [
      1.4291087218034, -1.076862507309, 0.0168075291438, -0.8141669263457, 0, 0.8438321001331, 0.8508476097745,
      -0.984545243584, 0.5679003726079, -1.1932928136083, 0.5034593220707, -0.331984680523,
    ],
  )
  nearly(
    score[0],
    [
      0.0903300608459, 0.378178688463, 0.0587299473456, -0.364656108747, 0, -0.108590117037, -0.113651554438,
      -0.249764827603, 0.116892248699, -0.588295938632, 0.0000508700776, 0.369365826416,
    ],
  )
  nearly(
    dfbeta[0],
    [
      -0.05202028142404, 0.26470895295484, 0.00450434569559, -0.22529276594709, 0, 0.07178818586252, 0.01291689104496,
      -0.03853216032825, 0.0123453930983, -0.11387159403449, -0.02799826545495, 0.09145129853262,
    ],
  )
})

test('with an offset events are expected accordingly', () => {
  // R: residuals(coxph(Surv(time, event) ~ x + offset(o), d))
  const { martingale } = residualsOf({ ...plainDozen, x: [coxDozen.x], names: ['x'], offset: coxDozen.offset })
  nearly(
    martingale,
    [
      0.817560314981, -0.311584136185, 0.581970020492, 0.109597696995, -0.501460593901, 0.876143428858, 0.265275866622,
      -1.068107274342, 0.648782815045, -1.141353483793, 0.535171090246, -0.811995745017,
    ],
  )
})

const people = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    event: fc.constantFrom(0, 1, 1),
    x: fc.integer({ min: -4, max: 4 }),
    y: fc.integer({ min: 0, max: 9 }),
    w: fc.integer({ min: 1, max: 3 }),
    s: fc.constantFrom(1, 2),
  }),
  { minLength: 14, maxLength: 40 },
)

test('within each stratum events are as many as expected; score and dfbeta add up to nothing; the sandwich is dfbeta squared', () => {
  fc.assert(
    fc.property(people, fc.constantFrom('efron', 'breslow'), (rows, ties) => {
      const input: CoxInput = {
        time: rows.map((d) => d.time),
        event: rows.map((d) => d.event),
        x: [rows.map((d) => d.x), rows.map((d) => d.y)],
        names: ['x', 'y'],
        weights: rows.map((d) => d.w),
        strata: rows.map((d) => d.s),
        robust: true,
        ties: ties as 'efron' | 'breslow',
      }
      const fit = fitOrNothing(input)
      fc.pre(fit !== undefined)
      const { martingale, score, dfbeta } = coxResiduals(input, fit!)
      const sum = (of: (i: number) => number) => rows.reduce((total, _, i) => total + of(i), 0)
      for (const s of [1, 2]) expect(sum((i) => (rows[i]!.s === s ? rows[i]!.w * martingale[i]! : 0))).toBeCloseTo(0, 8)
      for (const a of [0, 1]) {
        expect(sum((i) => rows[i]!.w * score[a]![i]!)).toBeCloseTo(0, 5)
        expect(sum((i) => dfbeta[a]![i]!)).toBeCloseTo(0, 6)
        expect(Math.sqrt(sum((i) => dfbeta[a]![i]! ** 2))).toBeCloseTo(fit!.terms[a]!.robustSe!, 8)
      }
    }),
  )
})

function fitOrNothing(input: CoxInput) {
  try {
    return cox(input)
  } catch {
    return undefined
  }
}

import { expect, test } from 'vitest'
import { kernelsOf } from '../wasm/instance.ts'
import { coxKernels } from './cox-kernels.ts'

test('the exponential of the kernels is that of Math.exp to two units in the last place, and overflows as it does', () => {
  const values = [0, 1, -1, 0.3465, -0.3466, 1e-300, 30.5, -30.5, 700, -700, 709.7, 710, 1e9, Number.NaN, -745, 0.1]
  const [z, beta, out] = [64, 64 + 8 * values.length, 1024]
  const { memory, run } = kernelsOf(coxKernels).open(2048)!
  new Float64Array(memory.buffer, z, values.length).set(values)
  new Float64Array(memory.buffer, beta, 1)[0] = 1
  run['risks']!(z, 0, 1, beta, 0, 0, out, 0, values.length)
  for (const [k, value] of new Float64Array(memory.buffer, out, values.length).entries()) {
    const exact = Math.exp(values[k]!)
    if (Number.isFinite(exact)) expect(Math.abs(value - exact)).toBeLessThanOrEqual(4.5e-16 * exact + 5e-324)
    else expect(value).toBe(exact)
  }
})

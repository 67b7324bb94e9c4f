/** Sum of many terms with Neumaier's compensation, so that the order of rows does not show in the last digits. */
export function sum(values: ArrayLike<number>): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!
    const next = total + v
    lost += Math.abs(total) >= Math.abs(v) ? total - next + v : v - next + total
    total = next
  }
  return total + lost
}

/** Of any number of values, where `Math` takes no more than there is room for on the stack. */

/** −∞ without any; NaN with one. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = -Infinity
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!)
  return largest
}

/** ∞ without any; NaN with one. */
export function smallestOf(values: ArrayLike<number>): number {
  let smallest = Infinity
  for (let i = 0; i < values.length; i++) smallest = Math.min(smallest, values[i]!)
  return smallest
}

/** √Σx², scaled so that no square overflows or vanishes. */
export function euclideanNorm(values: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  if (largest === 0 || !Number.isFinite(largest)) return largest
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i]! / largest) ** 2
  return largest * Math.sqrt(sum)
}

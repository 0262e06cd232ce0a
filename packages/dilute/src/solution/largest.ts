import { largestOf } from '../numerics/index.js'
import type { Measured } from '../thermodynamics/index.js'

/** The largest of some numbers, with its own error, or that of one that may be larger. */
export function largest(numbers: readonly Measured[]): Measured {
  const value = largestOf(numbers.map((each) => each.value))
  const error = largestOf(numbers.map((each) => each.value + each.error - value))
  return { value, error }
}

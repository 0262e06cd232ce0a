import { ExtendedArray, minus, zero } from './extended.js'
import type { Censoring } from './gth.js'

/**
 * The heights h with Σ_k a_kl (h_k − h_l) = source_l for every state l that was taken out, those of the kept states
 * being given (zero unless they are); n² operations. With one kept state the source must average to zero in the
 * stationary state. Without a source: expectations of what is reached first.
 */
export function heights(process: Censoring, source: ExtendedArray | null, ofKept?: ExtendedArray): ExtendedArray {
  const { size, kept, shares } = process
  const h = new ExtendedArray(size)
  for (let k = 0; k < kept; k++) if (ofKept !== undefined) h.addEntry(k, ofKept, k)
  const rise = source && rises(process, source)
  for (let k = kept; k < size; k++) {
    for (let j = 0; j < k; j++) h.addProduct(k, shares, j * size + k, h, j)
    if (rise !== null) h.addEntry(k, rise, k)
  }
  return h
}

/**
 * Differences h_k − h_l of the heights, size × size: n³/2 operations, and none of them subtracts two heights. States
 * that are linked strongly, far away from the rest, have nearly equal heights whose difference is accurate all the
 * same.
 */
export function heightDifferences(
  process: Censoring,
  source: ExtendedArray | null,
  ofKept?: ExtendedArray,
): ExtendedArray {
  const { size, kept } = process
  const differences = new ExtendedArray(size * size)
  const rise = source && rises(process, source)
  for (let k = 1; k < size; k++) {
    if (k < kept)
      for (let l = 0; l < k; l++)
        differences.set(k * size + l, ofKept === undefined ? zero : minus(ofKept.at(k), ofKept.at(l)))
    else raise(differences, process, k, rise)
    for (let l = 0; l < k; l++) differences.setNegative(l * size + k, differences, k * size + l)
  }
  return differences
}

/** Row k from those before it: h_k − h_l = rise + Σ_j (share of j in what leaves k)(h_j − h_l). */
function raise(differences: ExtendedArray, { size, shares }: Censoring, k: number, rise: ExtendedArray | null): void {
  if (rise !== null) differences.fill(k * size, k, rise, k)
  for (let j = 0; j < k; j++) differences.addMultiple(k * size, k, shares, j * size + k, differences, j * size)
}

/**
 * −(source of k, with what the states after it hand down)/(rate out of k): by how much k lies above the mean of those
 * before it.
 */
function rises({ size, kept, rates, out }: Censoring, source: ExtendedArray): ExtendedArray {
  const b = source.copy()
  for (let k = size - 1; k >= kept; k--) {
    b.setQuotient(k, b, k, out, k)
    b.addMultiple(0, k, b, k, rates, k * size)
    b.setNegative(k, b, k)
  }
  return b
}

/** Where a process ends that is stopped in the kept states, and the time it spends in the others before. */
export interface Visits {
  /** One per kept state: what of `start` arrives there first, its own share included. */
  readonly arrivals: ExtendedArray
  /** Expected times, one per state; zero for the kept ones. */
  readonly times: ExtendedArray
}

/** Visits from a distribution `start` over the states; n² operations, no subtraction. */
export function visits({ size, kept, rates, out, shares }: Censoring, start: ExtendedArray): Visits {
  const [arrived, times] = [start.copy(), new ExtendedArray(size)]
  for (let k = size - 1; k >= kept; k--)
    for (let j = 0; j < k; j++) arrived.addProduct(j, shares, j * size + k, arrived, k)
  for (let k = kept; k < size; k++) {
    times.setEntry(k, arrived, k)
    for (let j = kept; j < k; j++) times.addProduct(k, rates, k * size + j, times, j)
    times.setQuotient(k, times, k, out, k)
  }
  return { arrivals: ExtendedArray.from(kept, (k) => arrived.at(k)), times }
}

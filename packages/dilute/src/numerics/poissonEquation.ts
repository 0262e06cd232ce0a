import { ExtendedArray, minus, negative, type Extended } from './extended.js'
import type { Censoring } from './gth.js'

/**
 * The heights h with Σ_k a_kl (h_k − h_l) = source_l for every state l that was taken out, those of the kept states being given (zero unless they are);
 * n² operations. With one kept state the source must average to zero in the stationary state. Without a source: expectations of what is reached first.
 */
export function heights(process: Censoring, source: ExtendedArray | null, ofKept?: ExtendedArray): ExtendedArray {
  const { size, kept, rates, out } = process
  const h = new ExtendedArray(size)
  for (let k = 0; k < kept; k++) if (ofKept !== undefined) h.addEntry(k, ofKept, k)
  const rise = rises(process, source)
  for (let k = kept; k < size; k++) {
    for (let j = 0; j < k; j++) h.addProduct(k, rates, j * size + k, h, j)
    h.setQuotient(k, h, k, out, k)
    h.addEntry(k, rise, k)
  }
  return h
}

/**
 * Differences h_k − h_l of the heights, size × size: n³/2 operations, and none of them subtracts two heights. States that are linked strongly, far away
 * from the rest, have nearly equal heights whose difference is accurate all the same.
 */
export function heightDifferences(process: Censoring, source: ExtendedArray | null, ofKept?: ExtendedArray): ExtendedArray {
  const { size, kept, rates, out } = process
  const differences = new ExtendedArray(size * size)
  const [rise, share] = [rises(process, source), new ExtendedArray(1)]
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < k; l++) if (k < kept) differences.set(k * size + l, ofKept === undefined ? zeroHeight : minus(ofKept.at(k), ofKept.at(l)))
    for (let l = 0; l < k; l++) if (k >= kept) differences.addEntry(k * size + l, rise, k)
    for (let j = 0; j < k; j++) {
      if (k < kept || rates.mantissas[j * size + k] === 0) continue
      share.setQuotient(0, rates, j * size + k, out, k)
      differences.addMultiple(k * size, k, share, 0, differences, j * size)
    }
    for (let l = 0; l < k; l++) differences.set(l * size + k, negative(differences.at(k * size + l)))
  }
  return differences
}

const zeroHeight: Extended = { mantissa: 0, exponent: 0 }

/** −(source of k, with what the states after it hand down)/(rate out of k): by how much k lies above the mean of those before it. */
function rises({ size, kept, rates, out }: Censoring, source: ExtendedArray | null): ExtendedArray {
  const rise = new ExtendedArray(size)
  if (source === null) return rise
  const b = source.copy()
  for (let k = size - 1; k >= kept; k--) {
    rise.setQuotient(k, b, k, out, k)
    b.addMultiple(0, k, rise, k, rates, k * size)
    rise.set(k, negative(rise.at(k)))
  }
  return rise
}

/** Where a process ends that is stopped in the kept states, and the time it spends in the others before. */
export interface Visits {
  /** One per kept state: what of `start` arrives there first, its own share included. */
  readonly arrivals: ExtendedArray
  /** Expected times, one per state; zero for the kept ones. */
  readonly times: ExtendedArray
}

/** Visits from a distribution `start` over the states; n² operations, no subtraction. */
export function visits({ size, kept, rates, out }: Censoring, start: ExtendedArray): Visits {
  const [arrived, times, share] = [start.copy(), new ExtendedArray(size), new ExtendedArray(1)]
  for (let k = size - 1; k >= kept; k--) {
    share.setQuotient(0, arrived, k, out, k)
    for (let j = 0; j < k; j++) arrived.addProduct(j, rates, j * size + k, share, 0)
  }
  for (let k = kept; k < size; k++) {
    times.addEntry(k, arrived, k)
    for (let j = kept; j < k; j++) times.addProduct(k, rates, k * size + j, times, j)
    times.setQuotient(k, times, k, out, k)
  }
  return { arrivals: ExtendedArray.from(kept, (k) => arrived.at(k)), times }
}

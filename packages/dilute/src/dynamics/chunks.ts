import { OutOfDomain } from '../numerics/index.js'

const smallest = 32
const most = 256

/** Trajectories `first` … `end` − 1 of an ensemble, summed together. */
export interface Chunk {
  readonly first: number
  readonly end: number
}

/**
 * How trajectories 0 … count − 1 are divided for summing: by the count alone, so that sums merged in the order of the
 * chunks have the same last bits however many workers share the work.
 * @throws RangeError for a count that is no positive integer.
 */
export function chunksOf(count: number): Chunk[] {
  if (!(Number.isSafeInteger(count) && count > 0))
    throw new OutOfDomain('count', `a count must be a positive integer, but is ${count}`, count)
  const size = Math.max(smallest, Math.ceil(count / most))
  return Array.from({ length: Math.ceil(count / size) }, (_, c) => ({
    first: c * size,
    end: Math.min(count, (c + 1) * size),
  }))
}

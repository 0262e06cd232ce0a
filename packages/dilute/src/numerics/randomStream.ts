import { OutOfDomain } from './failures.js'

/** Random numbers of one stream, in order. */
export interface RandomStream {
  /** Uniform on [0, 1), a multiple of 2⁻⁵³. */
  readonly uniform: () => number
  /** Exponential with mean 1. */
  readonly exponential: () => number
}

const words = 2 ** 32

/**
 * Stream number `stream` of a seed: Philox 4×32-10 (Salmon et al., Proc. SC'11) with the seed as key and (block,
 * stream) as counter, so that each stream is the same whoever draws it, in whatever order, and no two overlap.
 * @throws RangeError for a seed that is no integer from 0 to 2³² − 1, or a stream that is no integer from 0 to 2⁵³ − 1.
 */
export function randomStream(seed: number, stream = 0): RandomStream {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < words))
    throw new OutOfDomain('seed', `a seed must be an integer from 0 to 4294967295, but is ${seed}`, seed)
  if (!(Number.isSafeInteger(stream) && stream >= 0))
    throw new OutOfDomain('stream', `a stream must be an integer from 0 to 2^53 - 1, but is ${stream}`, stream)
  const counter = Uint32Array.of(0, 0, stream % words, Math.floor(stream / words))
  const key = Uint32Array.of(seed, 0)
  const block = new Uint32Array(4)
  let drawn = 4
  const uniform = (): number => {
    if (drawn === 4) {
      philox4x32(counter, key, block)
      if (++counter[0]! === words) counter[1]!++
      drawn = 0
    }
    drawn += 2
    return ((block[drawn - 2]! >>> 5) * 2 ** 26 + (block[drawn - 1]! >>> 6)) / 2 ** 53
  }
  return { uniform, exponential: () => -Math.log1p(-uniform()) }
}

/** An index with probability proportional to its weight, never one without; `total` is the sum of the weights. */
export function weightedChoice(weights: Float64Array, total: number, stream: RandomStream): number {
  let left = stream.uniform() * total
  let last = 0
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] === 0) continue
    last = k
    left -= weights[k]!
    if (left < 0) return k
  }
  return last
}

/** One block of Philox 4×32-10: ten rounds on the counter (4 words) with the key (2 words) into `out` (4 words). */
export function philox4x32(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  let c0 = counter[0]!
  let c1 = counter[1]!
  let c2 = counter[2]!
  let c3 = counter[3]!
  let k0 = key[0]!
  let k1 = key[1]!
  for (let round = 0; round < 10; round++) {
    const high0 = highWord(0xd251, 0x1f53, c0)
    const high1 = highWord(0xcd9e, 0x8d57, c2)
    const low0 = Math.imul(0xd2511f53, c0)
    const low1 = Math.imul(0xcd9e8d57, c2)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + 0x9e3779b9) | 0
    k1 = (k1 + 0xbb67ae85) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/** The upper 32 bits of (2¹⁶high + low)·b, all of it in 32-bit arithmetic. */
function highWord(high: number, low: number, b: number): number {
  const b1 = b >>> 16
  const b0 = b & 0xffff
  const middle = (Math.imul(high, b0) >>> 0) + (Math.imul(low, b0) >>> 16)
  const other = (Math.imul(low, b1) >>> 0) + (middle & 0xffff)
  return (Math.imul(high, b1) + ((middle / 65536) | 0) + ((other / 65536) | 0)) | 0
}

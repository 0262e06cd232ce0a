import { functionalCount } from './chebyshevRules.js'
import { panelsWasm } from './panelsWasm.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/panels.ts exports; arguments are addresses in bytes and sizes. */
interface SiteKernel {
  readonly memory: KernelMemory
  siteProbabilities(
    n: number,
    open: number,
    modes: number,
    count: number,
    blocks: number,
    states: number,
    strengths: number,
    unit: number,
    scratch: number,
    probabilities: number,
    floors: number,
    dr: number,
    di: number,
  ): void
  threeSiteProbabilities(
    open: number,
    count: number,
    blocks: number,
    states: number,
    strengths: number,
    unit: number,
    scratch: number,
    probabilities: number,
    floors: number,
    dr: number,
    di: number,
  ): void
  weightedSums(pairs: number, count: number, probabilities: number, table: number, sums: number): void
}

/** Scatterers apart from each other on the nodes of one panel. */
export interface SitePanel {
  readonly sites: number
  /** Levels that take part in the sums, the lowest ones. */
  readonly open: number
  /** Per level. */
  readonly modes: number
  readonly count: number
  /**
   * For two nodes after one another, each number of the one beside that of the other: A (sites × sites), X, both as
   * pairs re, im; w; w′, the rule's weight included; 2πn(p) of every open level; R of every open level (modes × sites),
   * in which mode μ has no part in sites before μ, and the first mode of the first site is 1. An odd number of nodes is
   * filled up with the last one without weight.
   */
  readonly blocks: Float64Array
  /** U of every open level, by places, as pairs re, im; real at the first place. */
  readonly states: Float64Array
}

/** How many numbers of `blocks` belong to one node. */
export const blockSize = ({ sites: n, open, modes }: Pick<SitePanel, 'sites' | 'open' | 'modes'>): number =>
  2 * n * n + 4 + open + open * modes * n

/** At the nodes of one panel for strengths V. */
export interface SiteProbabilities {
  /**
   * w·2πn(p_k)·2πn(p_l) Σ|L_kτL_l†|², τ = (1 − VA)⁻¹V, L = R diag(U*), for two nodes after one another pair by pair,
   * each number beside that of the other node: pairs [to][from] of different open levels.
   */
  readonly probabilities: Float64Array
  /** Σw′δ², δ by how much rounding may have moved an amplitude, sites × sites. */
  readonly floor: Float64Array
  /** X det(1 − VA). */
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Compiled at the first use; null where WebAssembly with SIMD is missing or forbidden. */
let compiled: SiteKernel | null | undefined

/** Bytes: what a call needs lies before what stays until its part of the memory is full. */
const [workStart, stayStart, stayEnd] = [1024, 1 << 20, 1 << 28]
let places = new WeakMap<Float64Array, number>()
let end = stayStart

/**
 * In WebAssembly, two nodes at a time, without pivots, three sites with two modes by minors: what that may cost is part
 * of `floor`. `unit` is how much rounding moves τ relative to its Frobenius norm where pivots do not vanish. False where
 * WebAssembly is not to be had.
 */
export function siteProbabilities(
  panel: SitePanel,
  strengths: Float64Array,
  unit: number,
  out: SiteProbabilities,
): boolean {
  compiled = compiled === undefined ? instantiate<SiteKernel>(panelsWasm) : compiled
  const { sites: n, open, modes, count, states } = panel
  const room = rooms(workStart)
  const [v, u, probabilities, floor, re, im, scratch] = [
    n,
    states.length,
    out.probabilities.length,
    n * n,
    even(count),
    even(count),
    4 * (3 * n * n + n * modes * (1 + open) + n),
  ].map(room.take) as [number, number, number, number, number, number, number]
  const place = room.end() <= stayStart && compiled ? placed(compiled.memory, panel.blocks) : null
  if (!compiled || place === null) return false
  new Float64Array(compiled.memory.buffer, v, n).set(strengths)
  new Float64Array(compiled.memory.buffer, u, states.length).set(states)
  const rest = [even(count), place, u, v, unit, scratch, probabilities, floor, re, im] as const
  if (n === 3 && modes === 2) compiled.threeSiteProbabilities(open, ...rest)
  else compiled.siteProbabilities(n, open, modes, ...rest)
  const { buffer } = compiled.memory
  const unload = (from: number, to: Float64Array): void => {
    to.set(new Float64Array(buffer, from, to.length))
  }
  unload(probabilities, out.probabilities)
  unload(floor, out.floor)
  unload(re, out.re)
  unload(im, out.im)
  return true
}

/**
 * Adds to `out`, pair by pair, the sums of a panel's probabilities with all functionals of a rule, of which `table` is
 * the panel's part.
 */
export function weightedSums(probabilities: Float64Array, pairs: number, table: Float64Array, out: Float64Array): void {
  const room = rooms(workStart)
  const [from, sums] = [room.take(probabilities.length), room.take(out.length)]
  const place = room.end() <= stayStart && compiled ? placed(compiled.memory, table) : null
  if (!compiled || place === null) {
    plainSums(probabilities, pairs, table, out)
    return
  }
  new Float64Array(compiled.memory.buffer, from, probabilities.length).set(probabilities)
  compiled.weightedSums(pairs, probabilities.length / pairs, from, place, sums)
  const found = new Float64Array(compiled.memory.buffer, sums, out.length)
  for (let i = 0; i < out.length; i++) out[i]! += found[i]!
}

/** `weightedSums` in JavaScript. */
export function plainSums(probabilities: Float64Array, pairs: number, table: Float64Array, out: Float64Array): void {
  for (let block = 0; block < probabilities.length / (2 * pairs); block++) {
    for (let e = 0; e < 2 * pairs; e++) {
      const p = probabilities[2 * pairs * block + e]!
      for (let f = 0; f < functionalCount; f++) {
        out[(e >> 1) * functionalCount + f]! += p * table[2 * (block * functionalCount + f) + (e & 1)]!
      }
    }
  }
}

const even = (count: number): number => count + (count % 2)

/** Places for so many numbers each, one after another. */
function rooms(start: number): { take: (numbers: number) => number; end: () => number } {
  let next = start
  return {
    take(numbers) {
      const at = next
      next += 16 * Math.ceil(numbers / 2)
      return at
    },
    end: () => next,
  }
}

/** Copies numbers that stay as they are into the memory unless they are there; null where there is no room. */
function placed(memory: KernelMemory, numbers: Float64Array): number | null {
  const known = places.get(numbers)
  if (known !== undefined) return known
  const bytes = 16 * Math.ceil(numbers.length / 2)
  if (end + bytes > stayEnd) {
    places = new WeakMap()
    end = stayStart
  }
  if (!reserve(memory, end + bytes)) return null
  const place = end
  new Float64Array(memory.buffer, place, numbers.length).set(numbers)
  places.set(numbers, place)
  end += bytes
  return place
}

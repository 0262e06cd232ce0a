import { functionalCount } from './chebyshevRules.js'
import { sitesWasm } from './sitesWasm.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** Addresses of what there is at the nodes, and how many those are. */
type AtNodes = [
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
]

/** What kernels/sites.ts exports; arguments are addresses in bytes and sizes. */
interface SiteKernel {
  readonly memory: KernelMemory
  siteProbabilities(n: number, open: number, modes: number, ...at: AtNodes): void
  threeSiteProbabilities(open: number, ...at: AtNodes): void
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
/** All of its memory, until that grows. */
let memory = new Float64Array(0)

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
  compiled = compiled === undefined ? instantiate<SiteKernel>(sitesWasm) : compiled
  const { sites: n, open, modes, count, states } = panel
  const nodes = even(count)
  const v = workStart
  const u = after(v, n)
  const probabilities = after(u, states.length)
  const floor = after(probabilities, out.probabilities.length)
  const re = after(floor, n * n)
  const im = after(re, nodes)
  const scratch = after(im, nodes)
  const last = after(scratch, 4 * (3 * n * n + n * modes * (1 + open) + n))
  const place = last <= stayStart && compiled ? placed(compiled.memory, panel.blocks) : null
  if (!compiled || place === null) return false
  load(strengths, v)
  load(states, u)
  if (n === 3 && modes === 2)
    compiled.threeSiteProbabilities(open, nodes, place, u, v, unit, scratch, probabilities, floor, re, im)
  else compiled.siteProbabilities(n, open, modes, nodes, place, u, v, unit, scratch, probabilities, floor, re, im)
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
  const sums = after(workStart, probabilities.length)
  const place = after(sums, out.length) <= stayStart && compiled ? placed(compiled.memory, table) : null
  if (!compiled || place === null) {
    plainSums(probabilities, pairs, table, out)
    return
  }
  load(probabilities, workStart)
  compiled.weightedSums(pairs, probabilities.length / pairs, workStart, place, sums)
  for (let i = 0; i < out.length; i++) out[i]! += memory[sums / 8 + i]!
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

/** The next place after so many numbers from one on. */
const after = (place: number, numbers: number): number => place + 16 * Math.ceil(numbers / 2)

/** More numbers than this are copied faster through a view, which is made for that. */
const few = 100

function load(from: Float64Array, place: number): void {
  if (from.length > few) memory.set(from, place / 8)
  else for (let i = 0; i < from.length; i++) memory[place / 8 + i] = from[i]!
}

function unload(place: number, to: Float64Array): void {
  if (to.length > few) to.set(memory.subarray(place / 8, place / 8 + to.length))
  else for (let i = 0; i < to.length; i++) to[i] = memory[place / 8 + i]!
}

/** Copies numbers that stay as they are into the memory unless they are there; null where there is no room. */
function placed(kernel: KernelMemory, numbers: Float64Array): number | null {
  const known = places.get(numbers)
  if (known !== undefined) return known
  if (after(end, numbers.length) > stayEnd) {
    places = new WeakMap()
    end = stayStart
  }
  const place = end
  if (!reserve(kernel, after(place, numbers.length))) return null
  if (memory.buffer !== kernel.buffer) memory = new Float64Array(kernel.buffer)
  end = after(place, numbers.length)
  memory.set(numbers, place / 8)
  places.set(numbers, place)
  return place
}

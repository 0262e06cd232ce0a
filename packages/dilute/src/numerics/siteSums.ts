import { panelsWasm } from './panelsWasm.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/panels.ts exports; arguments are addresses in bytes and sizes. */
interface SiteKernel {
  readonly memory: KernelMemory
  siteSums(
    n: number,
    open: number,
    modes: number,
    count: number,
    coarse: number,
    blocks: number,
    strengths: number,
    unit: number,
    scratch: number,
    sums: number,
    dr: number,
    di: number,
  ): void
}

/** Scatterers apart from each other on the nodes of one panel. Nodes of the coarse rule come first. */
export interface SitePanel {
  readonly sites: number
  /** Levels that take part in the sums, the lowest ones. */
  readonly open: number
  /** Per level. */
  readonly modes: number
  readonly count: number
  readonly coarse: number
  /**
   * For two nodes after one another, each number of the one beside that of the other: A (sites × sites), X, both as
   * pairs re, im; the weight by the fine rule; the coarse rule's over that, zero where it has no node; √(2πn(p)) of
   * every open level; L of every open level (modes × sites pairs re, im), in which mode μ has no part in sites before
   * μ. An odd number of nodes is filled up with the last one without weight.
   */
  readonly blocks: Float64Array
}

/** How many numbers of `blocks` belong to one node. */
export const blockSize = ({ sites: n, open, modes }: Pick<SitePanel, 'sites' | 'open' | 'modes'>): number =>
  2 * n * n + 4 + open + 2 * open * modes * n

/** Sums of one panel for strengths V, sites × sites [to][from], diagonal zero. */
export interface SiteSums {
  /** Σ w Σ|LτL†|², τ = (1 − VA)⁻¹V, by the fine and by the coarse rule. */
  readonly fine: Float64Array
  readonly coarse: Float64Array
  /** What rounding may have done to the fine rule's. */
  readonly rounding: Float64Array
  /** X det(1 − VA) at the nodes. */
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Compiled at the first use; null where WebAssembly with SIMD is missing or forbidden. */
let compiled: SiteKernel | null | undefined

/** Bytes: what a call needs lies before the panels, which stay until their part of the memory is full. */
const [workStart, panelStart, panelEnd] = [1024, 1 << 19, 1 << 28]
let places = new WeakMap<SitePanel, number>()
let end = panelStart

/**
 * The sums of a panel in WebAssembly, two nodes at a time, without pivots: what that may cost is part of `rounding`.
 * `unit` is how much rounding moves τ relative to its Frobenius norm where pivots do not vanish. False where
 * WebAssembly is not to be had.
 */
export function addSites(panel: SitePanel, strengths: Float64Array, unit: number, out: SiteSums): boolean {
  compiled = compiled === undefined ? instantiate<SiteKernel>(panelsWasm) : compiled
  const work = layOut(panel)
  if (!compiled || work.end > panelStart || !place(compiled.memory, panel)) return false
  const { sites: n, open, modes, coarse } = panel
  new Float64Array(compiled.memory.buffer, work.strengths, n).set(strengths)
  compiled.siteSums(
    n,
    open,
    modes,
    work.nodes,
    coarse,
    places.get(panel)!,
    work.strengths,
    unit,
    work.scratch,
    work.sums,
    work.re,
    work.im,
  )
  const { buffer } = compiled.memory
  const unload = (from: number, to: Float64Array): void => {
    to.set(new Float64Array(buffer, from, to.length))
  }
  unload(work.sums, out.fine)
  unload(work.sums + 8 * n * n, out.coarse)
  unload(work.sums + 16 * n * n, out.rounding)
  unload(work.re, out.re)
  unload(work.im, out.im)
  return true
}

/** Addresses in bytes. */
function layOut({ sites: n, modes, count }: SitePanel) {
  const nodes = 2 * Math.ceil(count / 2)
  const strengths = workStart
  const sums = strengths + 16 * Math.ceil(n / 2)
  const re = sums + 16 * Math.ceil((3 * n * n) / 2)
  const im = re + 8 * nodes
  const scratch = im + 8 * nodes
  return { nodes, strengths, sums, re, im, scratch, end: scratch + 32 * (3 * n * n + n * modes + n) }
}

/** Copies a panel into the memory unless it is there; false where there is no room. */
function place(memory: KernelMemory, panel: SitePanel): boolean {
  if (places.has(panel)) return true
  const bytes = 8 * panel.blocks.length
  if (end + bytes > panelEnd) {
    places = new WeakMap()
    end = panelStart
  }
  if (!reserve(memory, end + bytes)) return false
  new Float64Array(memory.buffer, end, panel.blocks.length).set(panel.blocks)
  places.set(panel, end)
  end += bytes
  return true
}

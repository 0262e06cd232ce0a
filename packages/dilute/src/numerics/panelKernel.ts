import { fourWasm } from './fourWasm.js'
import { panelsWasm } from './panelsWasm.js'
import { threeWasm } from './threeWasm.js'
import { once } from './once.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/panels.ts, three.ts and four.ts export; arguments are addresses in bytes and sizes. */
interface PanelKernel {
  readonly memory: KernelMemory
  panelSums(
    n: number,
    inner: number,
    open: number,
    count: number,
    coarse: number,
    xr: number,
    xi: number,
    shell: number,
    weights: number,
    ratios: number,
    coupling: number,
    scratch: number,
    fine: number,
    rough: number,
    dr: number,
    di: number,
  ): number
}

/** One panel: X diagonal at every node, level by level, and the weights. Nodes of the coarse rule come first. */
export interface DiagonalPanel {
  readonly count: number
  readonly coarse: number
  /** How many of the lowest levels take part in the sums; X is real in the others. */
  readonly open: number
  readonly re: Float64Array
  readonly im: Float64Array
  /** s_k of the open levels. */
  readonly shell: Float64Array
  readonly weights: Float64Array
  /** The coarse rule's weights over the fine rule's; zero where it has none. */
  readonly ratios: Float64Array
}

/** Sums of one panel for one W. */
export interface PanelOutput {
  /** Σ w s_ks_l |(X − W)⁻¹_kl|², n × n, by the fine and the coarse rule. */
  readonly fine: Float64Array
  readonly coarse: Float64Array
  /** det(X − W) at the nodes. */
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Where the first array starts, in bytes. */
const start = 1024

/** A module, compiled at the first use, and whose panels lie in its memory. */
interface Module {
  readonly kernel: () => PanelKernel | null
  resident: object | undefined
}

const moduleOf = (base64: string): Module => ({
  kernel: once(() => instantiate<PanelKernel>(base64)),
  resident: undefined,
})
const general = moduleOf(panelsWasm)
const threeLevels = moduleOf(threeWasm)
const fourLevels = moduleOf(fourWasm)

/** Addresses of one panel in bytes. */
interface Places {
  readonly re: number
  readonly im: number
  readonly shell: number
  readonly weights: number
  readonly ratios: number
}

/**
 * The sums of one panel for W, n × n complex numbers as pairs; returns the smallest |pivot|² of the elimination, which
 * does not pivot, over |X_k|² + |W_kk|². It is fastest when levels that are not open are eliminated first; where one of
 * these is nearly bound, `openFirst` keeps more digits.
 */
export type SumPanel = (panel: number, coupling: Float64Array, out: PanelOutput, openFirst?: boolean) => number

/** Panels of n levels in WebAssembly, two nodes at a time; null where it is not to be had. */
export const panelSums = (n: number, panels: readonly DiagonalPanel[]): SumPanel | null =>
  sumsIn(general, n, 2 * n * n, panels)

/**
 * The same of four levels by minors, X being imaginary where it is not real; instead of W itself it takes what
 * kernels/four.ts wants to know of it, and what it returns is |det|² over the square of a bound on its terms.
 */
export const fourLevelSums = (minors: number, panels: readonly DiagonalPanel[]): SumPanel | null =>
  sumsIn(fourLevels, 4, minors, panels)

/** Seven sums by either rule, of which those above the highest of three levels are made: see kernels/three.ts. */
export const topSums = (panel: DiagonalPanel): SumPanel | null => sumsIn(threeLevels, 3, 7, [panel])

function sumsIn(module: Module, n: number, numbers: number, panels: readonly DiagonalPanel[]): SumPanel | null {
  const kernel = module.kernel()
  const layout = layOut(n, numbers, panels)
  if (!kernel || !reserve(kernel.memory, layout.end)) return null
  const own = {}
  let memory = new Float64Array(kernel.memory.buffer)
  return (panel, coupling, out, openFirst = false) => {
    // growing for other panels has taken it away
    if (memory.length === 0) memory = new Float64Array(kernel.memory.buffer)
    if (module.resident !== own) {
      panels.forEach((each, p) => {
        load(each, layout.panels[p]!, memory)
      })
      module.resident = own
    }
    for (let i = 0; i < numbers; i++) memory[layout.coupling / 8 + i] = coupling[i]!
    const { count, coarse, open } = panels[panel]!
    const { re, im, shell, weights, ratios } = layout.panels[panel]!
    const smallest = kernel.panelSums(
      n,
      openFirst ? n : open,
      open,
      even(count),
      coarse,
      re,
      im,
      shell,
      weights,
      ratios,
      layout.coupling,
      layout.scratch,
      layout.fine,
      layout.rough,
      layout.dr,
      layout.di,
    )
    unload(memory, layout.fine, out.fine)
    unload(memory, layout.rough, out.coarse)
    unload(memory, layout.dr, out.re)
    unload(memory, layout.di, out.im)
    return smallest
  }
}

const even = (count: number): number => count + (count % 2)

function layOut(n: number, numbers: number, panels: readonly DiagonalPanel[]) {
  let end = start
  const room = (numbers: number): number => {
    const at = end
    end += 16 * Math.ceil(numbers / 2)
    return at
  }
  const most = Math.max(...panels.map(({ count }) => even(count)))
  const [coupling, scratch, fine, rough, dr, di] = [
    numbers,
    Math.max(8 * n * n + 2 * n, most),
    n * n,
    n * n,
    most,
    most,
  ].map(room) as [number, number, number, number, number, number]
  const places = panels.map(({ count, open }): Places => {
    const nodes = even(count)
    return {
      re: room(n * nodes),
      im: room(n * nodes),
      shell: room(open * nodes),
      weights: room(nodes),
      ratios: room(nodes),
    }
  })
  return { coupling, scratch, fine, rough, dr, di, panels: places, end }
}

/** Where the number of nodes is odd the last one is doubled, without weight. */
function load(
  { count, open, re, im, shell, weights, ratios }: DiagonalPanel,
  places: Places,
  memory: Float64Array,
): void {
  const nodes = even(count)
  const rows = (from: Float64Array, number: number, place: number, pad: boolean): void => {
    for (let k = 0; k < number; k++) {
      memory.set(from.subarray(k * count, (k + 1) * count), place / 8 + k * nodes)
      if (nodes > count) memory[place / 8 + k * nodes + count] = pad ? from[(k + 1) * count - 1]! : 0
    }
  }
  rows(re, re.length / count, places.re, true)
  rows(im, im.length / count, places.im, true)
  rows(shell, open, places.shell, true)
  rows(weights, 1, places.weights, false)
  rows(ratios, 1, places.ratios, false)
}

function unload(memory: Float64Array, place: number, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = memory[place / 8 + i]!
}

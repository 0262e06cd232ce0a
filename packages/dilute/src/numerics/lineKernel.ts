import { linesWasm } from './linesWasm.js'
import { once } from './once.js'
import type { DiagonalPanel } from './panelKernel.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/lines.ts exports; arguments are addresses in bytes and sizes. */
interface LineKernel {
  readonly memory: KernelMemory
  readonly lineTable: (n: number, open: number, count: number, ...addresses: number[]) => number
  readonly lineSums: (n: number, open: number, nodes: number, ...addressesAndSizes: number[]) => void
}

/** X diagonal at an odd number of nodes, which ascend; every second one is the coarse rule's. */
export interface LinePanel extends Omit<DiagonalPanel, 'coarse'> {
  /** What the sums of pairs are multiplied with, n × n. */
  readonly scales: Float64Array
}

/** How many strengths are summed at once. */
export const lineRoom = 64

/** For one strength after another, `lineRoom` numbers each. */
export interface LineOutput {
  /** Σ w s_ks_l |(X − W)⁻¹_kl|² of all panels, n × n, by the fine and the coarse rule. */
  readonly fine: Float64Array
  readonly coarse: Float64Array
  /** The square of how much larger terms of a determinant are than itself. */
  readonly growths: Float64Array
  /** Not zero where a determinant with closed levels vanishes near the nodes. */
  readonly near: Float64Array
}

/** W = W₀ + v c c† for many v. */
export interface LineSums {
  /** Prepares W₀, n × n complex numbers as pairs, and c; returns the smallest |pivot|² over |X_k|² + |W_kk|². */
  readonly begin: (coupling: Float64Array, column: Float64Array) => number
  /** Of `lineRoom` strengths; zeros within `width` distances of the nodes from the real axis are near. */
  readonly sum: (strengths: Float64Array, width: number, out: LineOutput) => void
}

const kernel = once(() => instantiate<LineKernel>(linesWasm))
/** Whose tables lie in the memory. */
let resident: object | undefined

/** In WebAssembly, two strengths at a time; null where it is not to be had. */
export function lineSums(n: number, panels: readonly LinePanel[]): LineSums | null {
  const found = kernel()
  const layout = layOut(n, panels)
  if (!found || !reserve(found.memory, layout.end)) return null
  const own = { coupling: new Float64Array(2 * n * n), column: new Float64Array(2 * n) }
  const begin = (): number => {
    const memory = new Float64Array(found.memory.buffer)
    memory.set(own.coupling, layout.coupling / 8)
    memory.set(own.column, layout.column / 8)
    resident = own
    return Math.min(...panels.map((panel, p) => fillTable(found, memory, n, panel, layout, layout.panels[p]!)))
  }
  return {
    begin(coupling, column) {
      own.coupling.set(coupling)
      own.column.set(column)
      return begin()
    },
    sum(strengths, width, out) {
      if (resident !== own) begin()
      const memory = new Float64Array(found.memory.buffer)
      const { fine, coarse, growths, near } = layout
      memory.fill(0, fine / 8, layout.sumsEnd / 8)
      memory.set(strengths, layout.strengths / 8)
      panels.forEach(({ count, open }, p) => {
        const { table, ratios } = layout.panels[p]!
        // prettier-ignore
        found.lineSums(
          n, open, count, table, ratios, lineRoom, lineRoom, layout.strengths, open < n ? width : 0, layout.scratch,
          fine, coarse, growths, near,
        )
      })
      for (const each of ['fine', 'coarse', 'growths', 'near'] as const)
        out[each].set(memory.subarray(layout[each] / 8, layout[each] / 8 + out[each].length))
    },
  }
}

type Layout = ReturnType<typeof layOut>

function layOut(n: number, panels: readonly LinePanel[]) {
  let end = 1024
  const room = (numbers: number): number => {
    const at = end
    end += 16 * Math.ceil(numbers / 2)
    return at
  }
  const most = Math.max(...panels.map(({ count }) => count + 1))
  const [coupling, column, strengths] = [room(2 * n * n), room(2 * n), room(lineRoom)]
  const scratch = room(Math.max(4 * (n * n + 3 * n), 4 * most))
  const [fine, coarse, growths, near] = [room(n * n * lineRoom), room(n * n * lineRoom), room(lineRoom), room(lineRoom)]
  const sumsEnd = end
  // what a table is made from, of one panel after another
  const source = { re: room(n * most), im: room(n * most), shell: room(n * most), weights: room(most) }
  const scales = room(n * n)
  const places = panels.map(({ count, open }) => ({
    table: room((count + 1) * (6 + 4 * open * (open - 1))),
    ratios: room(count),
  }))
  return {
    coupling,
    column,
    strengths,
    scratch,
    fine,
    coarse,
    growths,
    near,
    sumsEnd,
    source,
    scales,
    panels: places,
    end,
  }
}

function fillTable(
  { lineTable }: LineKernel,
  memory: Float64Array,
  n: number,
  { count, open, re, im, shell, weights, ratios, scales }: LinePanel,
  { source, coupling, column, scratch, scales: scalesAt }: Layout,
  places: Layout['panels'][number],
): number {
  for (let k = 0; k < n; k++) {
    spread(re, k, count, source.re, memory)
    spread(im, k, count, source.im, memory)
    if (k < open) spread(shell, k, count, source.shell, memory)
  }
  spread(weights, 0, count, source.weights, memory)
  memory.set(scales, scalesAt / 8)
  memory.set(ratios, places.ratios / 8)
  // prettier-ignore
  return lineTable(
    n, open, count + 1, source.re, source.im, source.shell, source.weights, scalesAt, coupling, column, scratch,
    places.table,
  )
}

/** One plane to its place, the last number twice. */
function spread(from: Float64Array, plane: number, count: number, to: number, memory: Float64Array): void {
  const at = to / 8 + plane * (count + 1)
  memory.set(from.subarray(plane * count, (plane + 1) * count), at)
  memory[at + count] = from[(plane + 1) * count - 1]!
}

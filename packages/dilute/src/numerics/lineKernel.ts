import { linesWasm } from './linesWasm.js'
import { once } from './once.js'
import type { DiagonalPanel } from './panelKernel.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** What kernels/lines.ts exports; arguments are addresses in bytes and sizes. */
interface LineKernel {
  readonly memory: KernelMemory
  readonly lineTable: (n: number, open: number, count: number, ...addresses: number[]) => number
  readonly lineSums: (n: number, open: number, nodes: number, ...addressesAndSizes: number[]) => void
  readonly settleSums: (n: number, points: number, room: number, ...addressesAndBounds: number[]) => void
}

/** X diagonal at an odd number of nodes, which ascend; every second one is the coarse rule's. */
export interface LinePanel extends Omit<DiagonalPanel, 'coarse'> {
  /** What the sums of pairs are multiplied with, n × n. */
  readonly scales: Float64Array
  /** Of three levels that are all open, where X is imaginary: as kernels/lines.ts says, seven numbers a node. */
  readonly bases?: Float64Array
}

/** How many strengths are summed at once. */
export const lineRoom = 128

/** What is prepared for all strengths v, W = W₀ + v c c†. */
export interface LineCoupling {
  /** W₀, n × n complex numbers as pairs. */
  readonly matrix: Float64Array
  /** c. */
  readonly column: Float64Array
  /** Where a panel has bases: of W and C, as kernels/lines.ts says. */
  readonly amplitudes: Float64Array
}

/** What errors depend on besides the sums. */
export interface LineBounds {
  /** Of all sums, and what of them lies where there are no nodes, n × n. */
  readonly most: Float64Array
  readonly missing: Float64Array
  readonly relativeError: number
  /** Whether the difference of both rules is no more than the error. */
  readonly isRaw: boolean
}

/** For one strength after another, `lineRoom` numbers each. */
export interface LineOutput {
  /** Σ w s_ks_l |(X − W)⁻¹_kl|² of all panels, n × n, and how far they may be off. */
  readonly values: Float64Array
  readonly errors: Float64Array
  /** Not zero where an error is too large, or a determinant with closed levels vanishes near the nodes. */
  readonly lost: Float64Array
}

/** Sums for many v. */
export interface LineSums {
  /** Returns the smallest |pivot|² over |X_k|² + |W_kk|². */
  readonly begin: (coupling: LineCoupling) => number
  /**
   * Of the first strengths of a line, `lineRoom` at most; zeros within `width` distances of the nodes from the real axis are near. Rounding is
   * `roundings` where no terms of a determinant cancel, relative to amplitudes as large as `shares`.
   */
  readonly sum: (line: LineOfStrengths, count: number, width: number, out: LineOutput) => void
}

/** `lineRoom` numbers each. */
export interface LineOfStrengths {
  readonly strengths: Float64Array
  readonly roundings: Float64Array
  readonly shares: Float64Array
}

const kernel = once(() => instantiate<LineKernel>(linesWasm))
/** Whose tables lie in the memory. */
let resident: object | undefined

/** In WebAssembly, two strengths at a time; null where it is not to be had. */
export function lineSums(n: number, panels: readonly LinePanel[], bounds: LineBounds): LineSums | null {
  const found = kernel()
  const layout = layOut(n, panels)
  if (!found || !reserve(found.memory, layout.end)) return null
  let own: LineCoupling | undefined
  const begin = (coupling: LineCoupling): number => {
    const memory = new Float64Array(found.memory.buffer)
    own = resident = coupling
    for (const each of ['matrix', 'column', 'amplitudes'] as const) memory.set(coupling[each], layout[each] / 8)
    for (const each of ['most', 'missing'] as const) memory.set(bounds[each], layout[each] / 8)
    return Math.min(...panels.map((panel, p) => fillTable(found, memory, n, panel, layout, layout.panels[p]!)))
  }
  return {
    begin,
    sum(line, count, width, out) {
      if (own && resident !== own) begin(own)
      const memory = new Float64Array(found.memory.buffer)
      const points = even(count)
      memory.fill(0, layout.strengths / 8, layout.sumsEnd / 8)
      for (const each of ['strengths', 'roundings', 'shares'] as const) memory.set(line[each], layout[each] / 8)
      panels.forEach((panel, p) => {
        sumPanel(found, n, panel, points, panel.open < n ? width : 0, layout, layout.panels[p]!)
      })
      grow(memory, points, layout)
      const { values, errors, roundings, shares, most, missing, lost } = layout
      // prettier-ignore
      found.settleSums(
        n, points, lineRoom, values, errors, roundings, shares, most, missing, bounds.relativeError,
        bounds.isRaw ? 1 : 0, lost,
      )
      for (const each of ['values', 'errors', 'lost'] as const)
        out[each].set(memory.subarray(layout[each] / 8, layout[each] / 8 + out[each].length))
    },
  }
}

const even = (count: number): number => count + (count % 2)

function sumPanel(
  { lineSums: sum }: LineKernel,
  n: number,
  { count, open, bases }: LinePanel,
  points: number,
  width: number,
  { strengths, scratch, values, errors, growths, lost, amplitudes }: Layout,
  places: Layout['panels'][number],
): void {
  // prettier-ignore
  sum(
    n, open, count, places.table, places.ratios, points, lineRoom, strengths, width, scratch, values, errors, growths,
    lost, bases ? places.bases : 0, amplitudes,
  )
}

/** Roundings with what terms of determinants cancel to. */
function grow(memory: Float64Array, points: number, { roundings, growths }: Layout): void {
  for (let at = 0; at < points; at++) memory[roundings / 8 + at]! *= Math.sqrt(2 * memory[growths / 8 + at]!)
}

type Layout = ReturnType<typeof layOut>

function layOut(n: number, panels: readonly LinePanel[]) {
  let end = 1024
  const room = (numbers: number): number => {
    const at = end
    end += 16 * Math.ceil(numbers / 2)
    return at
  }
  const nodes = Math.max(...panels.map(({ count }) => count + 1))
  const coupling = { matrix: room(2 * n * n), column: room(2 * n), amplitudes: room(24) }
  const bounds = { most: room(n * n), missing: room(n * n) }
  const scratch = room(Math.max(4 * (n * n + 3 * n), 4 * nodes))
  const line = { strengths: room(lineRoom), roundings: room(lineRoom), shares: room(lineRoom) }
  const out = { values: room(n * n * lineRoom), errors: room(n * n * lineRoom), lost: room(lineRoom) }
  const growths = room(lineRoom)
  const sumsEnd = end
  // what a table is made from, of one panel after another
  const source = { re: room(n * nodes), im: room(n * nodes), shell: room(n * nodes), weights: room(nodes) }
  const scales = room(n * n)
  const places = panels.map(({ count, open, bases }) => ({
    table: room((count + 1) * (6 + 4 * open * (open - 1))),
    ratios: room(count),
    bases: room(bases?.length ?? 0),
  }))
  return { ...coupling, ...bounds, scratch, ...line, ...out, growths, sumsEnd, source, scales, panels: places, end }
}

function fillTable(
  { lineTable }: LineKernel,
  memory: Float64Array,
  n: number,
  { count, open, re, im, shell, weights, ratios, scales, bases }: LinePanel,
  { source, matrix, column, scratch, scales: scalesAt }: Layout,
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
  if (bases) memory.set(bases, places.bases / 8)
  // prettier-ignore
  return lineTable(
    n, open, count + 1, source.re, source.im, source.shell, source.weights, scalesAt, matrix, column, scratch,
    places.table,
  )
}

/** One plane to its place, the last number twice. */
function spread(from: Float64Array, plane: number, count: number, to: number, memory: Float64Array): void {
  const at = to / 8 + plane * (count + 1)
  memory.set(from.subarray(plane * count, (plane + 1) * count), at)
  memory[at + count] = from[(plane + 1) * count - 1]!
}

import { ArrayRoom, type ComplexMatrix } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { setCoupling } from '../scattering/index.js'
import type { PairSums, Determinants } from './pairSums.js'
import type { PanelNodes } from './panelNodes.js'

/**
 * W = U†VU, V the inverse of what docs/theory.md §5.2 calls B: strengths on a line, 2πa/m in space, −π/(m ln a) in the
 * plane. Other numbers are another object.
 */
export interface Coupling {
  readonly strengths: Float64Array
  readonly matrix: ComplexMatrix
}

/** W is formed when it is asked for; `room` holds it until the next one is. */
export class SystemCoupling implements Coupling {
  private isFormed = false

  constructor(
    private readonly system: System,
    readonly strengths: Float64Array,
    private readonly room: ComplexMatrix,
  ) {}

  get matrix(): ComplexMatrix {
    if (!this.isFormed) setCoupling(this.system, this.strengths, this.room)
    this.isFormed = true
    return this.room
  }
}

/** Scattering at one point on the nodes of one panel, for any coupling. Owns scratch memory. */
export interface PointPanel {
  readonly nodes: PanelNodes
  /** Of the last coupling. */
  readonly determinants: Determinants
  /** Whether any of them vanishes within `width` distances of the nodes from the real axis, where not all are open. */
  hasNearZero(width: number): boolean
  /** Adds to the sums; returns by how much rounding grows, at least 1. */
  add(coupling: Coupling, out: PairSums): number
}

/**
 * e^{−β(𝓔 − max(𝓔_k,𝓔_l))}, 𝓔 the highest open level, levels × levels; zero for pairs that are not open, and on the
 * diagonal.
 */
export function pairScales(
  { map: { open } }: Pick<PanelNodes, 'map'>,
  levels: Float64Array,
  beta: number,
  room: ArrayRoom = new ArrayRoom(),
): Float64Array {
  const n = levels.length
  const scales = room.zeros(n * n)
  for (let k = 1; k < open; k++) {
    const scale = Math.exp(-beta * (levels[open - 1]! - levels[k]!))
    for (let l = 0; l < k; l++) scales[k * n + l] = scales[l * n + k] = scale
  }
  return scales
}

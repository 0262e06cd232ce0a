import { threeLevelsWasm } from './threeLevelsWasm.js'
import { instantiate, type KernelMemory } from './webAssembly.js'

/** Of W: its diagonal, its principal minors W_jjW_kk − |W_jk|², and its determinant. */
export interface PrincipalMinors {
  readonly w00: number
  readonly w11: number
  readonly w22: number
  readonly m01: number
  readonly m02: number
  readonly m12: number
  readonly determinant: number
}

/** W_01 and C_01 = W_02W_21 − W_01W_22. */
export interface LowerPair {
  readonly re01: number
  readonly im01: number
  readonly cRe01: number
  readonly cIm01: number
}

/** What kernels/threeLevels.ts exports; arguments are addresses in bytes and sizes. */
interface Kernel {
  readonly memory: KernelMemory
  readonly topSums: (blocks: number, nodes: number, ...minorsAndSums: number[]) => void
  readonly gapSums: (blocks: number, nodes: number, ...couplingAndSums: number[]) => void
  readonly hasNearZero: (re: number, im: number, count: number, width: number) => number
}

/** Three numbers a node, its weight by the fine and by the coarse rule. Nodes ascend, every second one is coarse. */
export interface ThreeLevelPanel {
  readonly count: number
  readonly planes: readonly [Float64Array, Float64Array, Float64Array]
  readonly weights: Float64Array
  /** The coarse rule's weights over the fine rule's, zero where it has none. */
  readonly ratios: Float64Array
}

/** Sums of one panel, for one coupling after another. */
export interface TopKernel {
  /** Fills 14 sums, as kernels/threeLevels.ts says. */
  readonly sum: (minors: PrincipalMinors, out: Float64Array) => void
}

export interface GapKernel {
  /** Fills 2 sums, as kernels/threeLevels.ts says. */
  readonly sum: (coupling: PrincipalMinors & LowerPair, out: Float64Array) => void
  /** Whether D of the last coupling vanishes within `width` distances of the nodes from the line between them. */
  readonly hasNearZero: (width: number) => boolean
  /** D of the last coupling at the nodes. */
  readonly determinants: (re: Float64Array, im: Float64Array) => void
}

const mostNodes = 256
const blockBytes = 5 * 8 * mostNodes
/** Addresses of both panels' blocks, of D, and of the sums. */
const [topBlocks, gapBlocks, dRe, dIm, sums] = [
  1024,
  1024 + blockBytes,
  1024 + 2 * blockBytes,
  1024 + 2 * blockBytes + 8 * mostNodes,
  1024 + 2 * blockBytes + 16 * mostNodes,
] as const

/** A module and a view of its memory, which never grows. */
interface Compiled {
  readonly kernel: Kernel
  readonly memory: Float64Array
  /** Whose blocks lie at an address. */
  readonly resident: Map<number, ThreeLevelPanel>
}

/** Compiled at the first use; null where WebAssembly with SIMD is missing or forbidden. */
let compiled: Compiled | null | undefined

function theCompiled(): Compiled | null {
  if (compiled !== undefined) return compiled
  const kernel = instantiate<Kernel>(threeLevelsWasm)
  compiled = kernel && { kernel, memory: new Float64Array(kernel.memory.buffer), resident: new Map() }
  return compiled
}

/** The sums above all levels; null where WebAssembly is not to be had, or for too many nodes. */
export function topKernel(panel: ThreeLevelPanel): TopKernel | null {
  const found = panel.count <= mostNodes ? theCompiled() : null
  if (!found) return null
  const { kernel, memory } = found
  return {
    sum({ w00, w11, w22, m01, m02, m12, determinant }, out) {
      settle(found, topBlocks, panel)
      kernel.topSums(topBlocks, even(panel.count), w00, w11, w22, m01, m02, m12, determinant, sums)
      for (let i = 0; i < 14; i++) out[i] = memory[sums / 8 + i]!
    },
  }
}

/** The sums between the second and the third level; null as for `topKernel`. */
export function gapKernel(panel: ThreeLevelPanel): GapKernel | null {
  const found = panel.count <= mostNodes && panel.count > 2 ? theCompiled() : null
  if (!found) return null
  const { kernel, memory } = found
  const { count } = panel
  return {
    sum({ w00, w11, w22, m01, m02, m12, determinant, re01, im01, cRe01, cIm01 }, out) {
      settle(found, gapBlocks, panel)
      // prettier-ignore
      kernel.gapSums(
        gapBlocks, even(count), w00, w11, w22, m01, m02, m12, determinant, re01, im01, cRe01, cIm01, sums, dRe, dIm,
      )
      out[0] = memory[sums / 8]!
      out[1] = memory[sums / 8 + 1]!
    },
    hasNearZero: (width) => kernel.hasNearZero(dRe, dIm, count, width) !== 0,
    determinants(re, im) {
      re.set(memory.subarray(dRe / 8, dRe / 8 + count))
      im.set(memory.subarray(dIm / 8, dIm / 8 + count))
    },
  }
}

const even = (count: number): number => count + (count % 2)

/** Blocks of two nodes; where their number is odd the last one is doubled, without weight. */
function settle({ memory, resident }: Compiled, address: number, panel: ThreeLevelPanel): void {
  if (resident.get(address) === panel) return
  const { count, planes, weights, ratios } = panel
  for (let node = 0; node < even(count); node++) {
    const from = Math.min(node, count - 1)
    const at = address / 8 + 10 * (node >> 1) + (node & 1)
    planes.forEach((plane, k) => {
      memory[at + 2 * k] = plane[from]!
    })
    memory[at + 6] = node < count ? weights[from]! : 0
    memory[at + 8] = node < count ? ratios[from]! : 0
  }
  resident.set(address, panel)
}

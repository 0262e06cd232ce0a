import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import { groupsOfPairs, type ZeroFrequencyBlock } from '../../rates/index.js'

/** One element of an orthonormal basis of Hermitian matrices, as its entries at pairs. */
type Element = readonly { readonly pair: number; readonly re: number; readonly im: number }[]

/**
 * Block-diagonal Hermitian matrices as real vectors: ρ_kk, √2 Re ρ_kl and √2 Im ρ_kl, k < l in one group; orthonormal
 * under Tr XY, so that maps of Hermitian matrices are real matrices and adjoints are transposes.
 */
export class HermitianCoordinates {
  readonly size: number
  /** The group of each coordinate. */
  readonly groupOf: Int32Array
  /** Tr of each basis element. */
  readonly trace: Float64Array
  readonly groups: ZeroFrequencyBlock['groups']
  private readonly pairs: ZeroFrequencyBlock['pairs']
  private readonly elements: readonly Element[]
  /** The coordinates of each group. */
  private readonly members: readonly (readonly number[])[]

  constructor(block: ZeroFrequencyBlock) {
    const {
      pairs,
      levels: { length: levelCount },
    } = block
    const index = new Map(pairs.map(([k, l], i) => [k * levelCount + l, i]))
    this.pairs = pairs
    this.groups = block.groups
    this.size = pairs.length
    this.groupOf = groupsOfPairs(block)
    this.elements = pairs.map(([k, l], pair) => basisElement(k, l, pair, index.get(l * levelCount + k)!))
    this.trace = Float64Array.from(pairs, ([k, l]) => (k === l ? 1 : 0))
    this.members = block.groups.map((_, g) => [...this.groupOf.keys()].filter((a) => this.groupOf[a] === g))
  }

  /** The real matrix of a map given over pairs. */
  mapOf({ columns: n, re, im }: ComplexMatrix): Float64Array {
    return this.dressed((row, column, a, b) => {
      const [x, y] = [a.re * b.re + a.im * b.im, a.re * b.im - a.im * b.re]
      return x * re[row * n + column]! - y * im[row * n + column]!
    })
  }

  /** Bounds on the errors of `mapOf`. */
  errorsOf(radii: Float64Array): Float64Array {
    return this.dressed(
      (row, column, a, b) => Math.hypot(a.re, a.im) * Math.hypot(b.re, b.im) * radii[row * this.size + column]!,
    )
  }

  private dressed(part: (row: number, column: number, a: Element[number], b: Element[number]) => number): Float64Array {
    const n = this.size
    const out = new Float64Array(n * n)
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) {
        let sum = 0
        for (const left of this.elements[a]!)
          for (const right of this.elements[b]!) sum += part(left.pair, right.pair, left, right)
        out[a * n + b] = sum
      }
    }
    return out
  }

  /** The coordinates of the Hermitian part of an N × N matrix, inside the groups. */
  vectorOf({ columns: n, re, im }: ComplexMatrix): Float64Array {
    return Float64Array.from(this.elements, (element) =>
      element.reduce((sum, { pair, re: x, im: y }) => {
        const [k, l] = this.pairs[pair]!
        return sum + x * re[k * n + l]! + y * im[k * n + l]!
      }, 0),
    )
  }

  /** The N × N matrix of a vector. */
  matrixOf(vector: Float64Array, levelCount: number): ComplexMatrix {
    const out = complexZeros(levelCount, levelCount)
    this.elements.forEach((element, a) => {
      for (const { pair, re, im } of element) {
        const [k, l] = this.pairs[pair]!
        out.re[k * levelCount + l]! += vector[a]! * re
        out.im[k * levelCount + l]! += vector[a]! * im
      }
    })
    return out
  }

  /** Radii of the errors of `matrixOf`, N × N. */
  matrixErrors(errors: Float64Array, levelCount: number): Float64Array {
    const out = new Float64Array(levelCount * levelCount)
    this.elements.forEach((element, a) => {
      for (const { pair, re, im } of element)
        out[this.pairs[pair]![0] * levelCount + this.pairs[pair]![1]]! += errors[a]! * Math.hypot(re, im)
    })
    return out
  }

  /** ½(XY + YX), group by group; `only` names a group should the others not be wanted. */
  jordan(x: Float64Array, y: Float64Array, only?: number): Float64Array {
    const out = new Float64Array(this.size)
    this.groups.forEach((group, g) => {
      if (only === undefined || only === g) this.jordanInside(g, group, x, y, out)
    })
    return out
  }

  private jordanInside(g: number, group: readonly number[], x: Float64Array, y: Float64Array, out: Float64Array): void {
    const members = this.members[g]!
    if (group.length === 1) {
      out[members[0]!] = x[members[0]!]! * y[members[0]!]!
      return
    }
    const [a, b] = [this.inside(g, x), this.inside(g, y)]
    const d = group.length
    const product = complexZeros(d, d)
    for (let i = 0; i < d; i++)
      for (let k = 0; k < d; k++)
        for (let j = 0; j < d; j++) {
          const [p, q, r] = [i * d + j, j * d + k, i * d + k]
          product.re[r]! += a.re[p]! * b.re[q]! - a.im[p]! * b.im[q]!
          product.im[r]! += a.re[p]! * b.im[q]! + a.im[p]! * b.re[q]!
        }
    // the coordinates are those of the Hermitian part
    for (const c of members) {
      out[c] = this.elements[c]!.reduce((sum, { pair, re, im }) => {
        const entry = this.place(g, pair)
        return sum + re * product.re[entry]! + im * product.im[entry]!
      }, 0)
    }
  }

  private inside(g: number, vector: Float64Array): ComplexMatrix {
    const d = this.groups[g]!.length
    const out = complexZeros(d, d)
    for (const c of this.members[g]!) {
      for (const { pair, re, im } of this.elements[c]!) {
        out.re[this.place(g, pair)]! += vector[c]! * re
        out.im[this.place(g, pair)]! += vector[c]! * im
      }
    }
    return out
  }

  /** Where a pair stands among the entries of its group. */
  private place(g: number, pair: number): number {
    const group = this.groups[g]!
    const [k, l] = this.pairs[pair]!
    return group.indexOf(k) * group.length + group.indexOf(l)
  }

  /** The matrix of one group, d × d. */
  groupMatrix(g: number, vector: Float64Array): ComplexMatrix {
    return this.inside(g, vector)
  }

  /** The vector whose only group g is a d × d Hermitian matrix. */
  fromGroup(g: number, { re, im }: ComplexMatrix): Float64Array {
    const out = new Float64Array(this.size)
    for (const c of this.members[g]!) {
      out[c] = this.elements[c]!.reduce((sum, { pair, re: x, im: y }) => {
        const entry = this.place(g, pair)
        return sum + x * re[entry]! + y * im[entry]!
      }, 0)
    }
    return out
  }

  /** The unit matrix of one group, or of all. */
  identity(only?: number): Float64Array {
    return this.trace.map((t, a) => (only === undefined || this.groupOf[a] === only ? t : 0))
  }
}

/** In the place of (k, l): √2 Re for k < l, √2 Im for (l, k). */
function basisElement(k: number, l: number, pair: number, mirrored: number): Element {
  if (k === l) return [{ pair, re: 1, im: 0 }]
  const root = Math.SQRT1_2
  if (k < l)
    return [
      { pair, re: root, im: 0 },
      { pair: mirrored, re: root, im: 0 },
    ]
  return [
    { pair: mirrored, re: 0, im: root },
    { pair, re: 0, im: -root },
  ]
}

import {
  adjoint,
  columnsFrom,
  complexZeros,
  copyMatrix,
  hermitianEigensystem,
  multiply,
  type ComplexMatrix,
} from '../numerics/index.js'

/** How many mixtures of amplitudes stand for all of them: two that are generic have the symmetries of all. */
const mixtureCount = 4

/** A and B, N × N, with A W = W B where t(i←j) W = W t(j←i)ᵀ for all directions i, j. */
export interface LevelMixture {
  readonly a: ComplexMatrix
  readonly b: ComplexMatrix
}

export const emptyMixtures = (levelCount: number): LevelMixture[] =>
  Array.from({ length: mixtureCount }, () => ({
    a: complexZeros(levelCount, levelCount),
    b: complexZeros(levelCount, levelCount),
  }))

/** What is added to mixtures: t over (level, direction) at the energy of this number. */
export interface MixedAmplitudes {
  readonly size: number
  readonly directions: number
  readonly re: Float64Array
  readonly im: Float64Array
  readonly norm: number
}

/** Adds Σ_ij c_ij t(i←j) to A and Σ_ij c_ij t(j←i)ᵀ to B, with real c_ij that follow no pattern. */
export function addMixtures(
  { size, directions, re, im, norm }: MixedAmplitudes,
  energy: number,
  mixtures: readonly LevelMixture[],
): void {
  mixtures.forEach(({ a, b }, m) => {
    const factors = Float64Array.from({ length: directions ** 2 }, (_, pair) => coefficient(m, energy, pair) / norm)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const [x, y] = [re[i * size + j]!, im[i * size + j]!]
        const [k, l, to, from] = [
          Math.floor(i / directions),
          Math.floor(j / directions),
          i % directions,
          j % directions,
        ]
        addTo(a, k, l, x, y, factors[to * directions + from]!)
        addTo(b, l, k, x, y, factors[from * directions + to]!)
      }
    }
  })
}

const coefficient = (mixture: number, energy: number, pair: number): number =>
  Math.cos(1 + 2.3 * mixture + (energy + 1) ** 2 * (0.7 + mixture) + (pair + 1) ** 2 * 1.9)

function addTo({ columns, re, im }: ComplexMatrix, k: number, l: number, x: number, y: number, factor: number): void {
  re[k * columns + l]! += factor * x
  im[k * columns + l]! += factor * y
}

/**
 * The symmetric unitary W in each group of equal levels that brings Wt^T W† nearest to t: among equal levels the basis
 * is free, and in another one, V, W is VWVᵀ. The null vectors of A W − W B, or those of the smallest eigenvalues, one
 * after the other where levels are linked only among themselves, made unitary.
 */
export function groupTurns(mixtures: readonly LevelMixture[], groups: readonly (readonly number[])[]): ComplexMatrix[] {
  const basis = groups.flatMap((members, g) => members.flatMap((k, i) => members.slice(i).map((l) => ({ g, k, l }))))
  const { vectors } = hermitianEigensystem(normalMatrix(mixtures, basis))
  const made = groups.map(({ length }) => ({ turn: complexZeros(length, length), found: 0 }))
  for (let v = 0; v < basis.length && made.some(({ turn, found }) => found < turn.rows); v++) {
    groups.forEach((members, g) => {
      const part = complexZeros(members.length, members.length)
      basis.forEach((element, e) => {
        if (element.g === g) setSymmetric(part, members, element, vectors, e * basis.length + v)
      })
      made[g]!.found += addIsometry(made[g]!.turn, part)
    })
  }
  return made.map(({ turn }) => turn)
}

interface SymmetricElement {
  readonly g: number
  readonly k: number
  readonly l: number
}

/** Of the unit of its norm. */
const weightOf = ({ k, l }: SymmetricElement): number => (k === l ? 1 : Math.SQRT1_2)

function setSymmetric(
  part: ComplexMatrix,
  members: readonly number[],
  element: SymmetricElement,
  { re, im }: ComplexMatrix,
  entry: number,
): void {
  const [i, j, weight] = [members.indexOf(element.k), members.indexOf(element.l), weightOf(element)]
  for (const place of [i * part.columns + j, j * part.columns + i]) {
    part.re[place] = weight * re[entry]!
    part.im[place] = weight * im[entry]!
  }
}

/** Σ ⟨R_e, R_f⟩, R_e = A e − e B for every mixture and its adjoint. */
function normalMatrix(mixtures: readonly LevelMixture[], basis: readonly SymmetricElement[]): ComplexMatrix {
  const out = complexZeros(basis.length, basis.length)
  const both = mixtures.flatMap(({ a, b }) => [
    { a, b },
    { a: conjugate(b), b: conjugate(a) },
  ])
  for (const mixture of both) {
    const all = stacked(basis.map((element) => residual(mixture, element)))
    const { re, im } = multiply(all, adjoint(all))
    re.forEach((x, i) => {
      out.re[i]! += x
      // rows are R_e themselves: the product is the conjugate of what is wanted
      out.im[i]! -= im[i]!
    })
  }
  return out
}

/** A row of N² numbers each. */
function stacked(matrices: readonly ComplexMatrix[]): ComplexMatrix {
  const size = matrices[0]!.re.length
  const out = complexZeros(matrices.length, size)
  matrices.forEach(({ re, im }, row) => {
    out.re.set(re, row * size)
    out.im.set(im, row * size)
  })
  return out
}

function residual({ a, b }: LevelMixture, element: SymmetricElement): ComplexMatrix {
  const n = a.rows
  const out = complexZeros(n, n)
  const weight = weightOf(element)
  const ends =
    element.k === element.l
      ? [[element.k, element.l]]
      : [
          [element.k, element.l],
          [element.l, element.k],
        ]
  for (const [p, q] of ends as [number, number][]) {
    for (let i = 0; i < n; i++) {
      addTo(out, i, q, a.re[i * n + p]!, a.im[i * n + p]!, weight)
      addTo(out, p, i, b.re[q * n + i]!, b.im[q * n + i]!, -weight)
    }
  }
  return out
}

function conjugate(x: ComplexMatrix): ComplexMatrix {
  const out = copyMatrix(x)
  out.im.forEach((y, i) => {
    out.im[i] = -y
  })
  return out
}

/** Singular values below this, of a vector of norm 1, are those of directions that it says nothing about. */
const negligible = 1e-6

/** Adds the isometry UV† of M = U s V† where the turn leaves levels without one; how many directions it has. */
function addIsometry(turn: ComplexMatrix, m: ComplexMatrix): number {
  const left = multiply(withoutRange(turn), m)
  const rest = multiply(left, withoutRange(adjoint(turn)))
  const { values, vectors } = hermitianEigensystem(multiply(adjoint(rest), rest))
  let found = 0
  values.forEach((value, c) => {
    const s = Math.sqrt(Math.max(0, value))
    if (s <= negligible) return
    found++
    const v = columnsFrom(vectors, c, 1)
    const u = multiply(rest, v)
    const { re, im } = multiply(u, adjoint(v))
    re.forEach((x, i) => {
      turn.re[i]! += x / s
      turn.im[i]! += im[i]! / s
    })
  })
  return found
}

/** 1 − WW†. */
function withoutRange(w: ComplexMatrix): ComplexMatrix {
  const out = multiply(w, adjoint(w))
  out.re.forEach((x, i) => {
    out.re[i] = (i % (out.columns + 1) === 0 ? 1 : 0) - x
    out.im[i] = -out.im[i]!
  })
  return out
}

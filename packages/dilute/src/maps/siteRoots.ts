import {
  absolute,
  complex,
  complexZeros,
  cosine,
  difference,
  multiple,
  product,
  quotient,
  root,
  sine,
  sum,
  type ComplexMatrix,
  type ComplexNumber,
} from '../numerics/index.js'

/**
 * R(p) with RᵀR = C, modes × sites: what of mode μ there is at a site, zero at sites before μ; real where p is, and
 * continued from there.
 */
export type SiteRoot = (p: ComplexNumber) => ComplexMatrix

/** The same of real p, into an array. */
export type RealSiteRoot = (p: number, out: Float64Array) => void

export const realPartOf =
  (root: SiteRoot): RealSiteRoot =>
  (p, out) => {
    out.set(root(complex(p)).re)
  }

/** Even and odd functions about the first site: cos pq and sin pq. */
export function lineRoot(positions: readonly number[]): SiteRoot {
  const n = positions.length
  return (p) => {
    const out = complexZeros(2, n)
    positions.forEach((q, site) => {
      set(out, site, cosine(multiple(q, p)))
      set(out, n + site, sine(multiple(q, p)))
    })
    return out
  }
}

/**
 * C = sin x/x of x = pR, factored as Cholesky does, from 1 − C, which keeps its digits where points are close. The
 * first `modes` sites lie at points of their own.
 */
export function spaceRoot(distances: readonly (readonly number[])[], modes: number): SiteRoot {
  const n = distances.length
  return (p) => {
    const out = complexZeros(modes, n)
    const defect = distances.map((row) => row.map((r) => overlapDefect(multiple(r, p))))
    const first = defect[0]!
    // beside the first function C_ab − C_a0C_b0 = D_a0 + D_b0 − D_ab − D_a0D_b0, D = 1 − C
    const left = defect.map((row, a) =>
      row.map((d, b) => difference(sum(first[a]!, first[b]!), sum(d, product(first[a]!, first[b]!)))),
    )
    first.forEach((d, site) => {
      set(out, site, difference(complex(1), d))
    })
    for (let mode = 1; mode < modes; mode++) eliminate(left, mode, out)
    return out
  }
}

/** One step of Cholesky's: the function of site `mode` less its parts in the modes before it is the next mode. */
function eliminate(left: ComplexNumber[][], mode: number, out: ComplexMatrix): void {
  const n = out.columns
  const pivot = left[mode]![mode]!
  // below rounding nothing is left of it
  if (!(pivot.re > 0)) return
  const scale = root(pivot)
  const row = left[mode]!.map((each) => quotient(each, scale))
  for (let a = mode; a < n; a++) {
    set(out, mode * n + a, row[a]!)
    for (let b = mode + 1; b < n; b++) left[a]![b] = difference(left[a]![b]!, product(row[a]!, row[b]!))
  }
}

function set({ re, im }: ComplexMatrix, e: number, value: ComplexNumber): void {
  re[e] = value.re
  im[e] = value.im
}

/** 1 − sin x/x, by its series where x is small. */
function overlapDefect(x: ComplexNumber): ComplexNumber {
  if (absolute(x) >= 1) return difference(complex(1), quotient(sine(x), x))
  const square = product(x, x)
  let [term, total] = [complex(1), complex(0)]
  for (let j = 1; j <= 10; j++) {
    term = multiple(-1 / (2 * j * (2 * j + 1)), product(term, square))
    total = difference(total, term)
  }
  return total
}

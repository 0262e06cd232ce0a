import {
  adjoint,
  blockSize,
  complexZeros,
  invertPlain,
  multiply,
  product,
  type ComplexMatrix,
  type SitePanel,
  type SiteProbabilities,
} from '../numerics/index.js'

/** One node of a panel's blocks. */
interface SiteNode {
  readonly a: ComplexMatrix
  readonly regular: { readonly re: number; readonly im: number }
  readonly weight: number
  readonly share: number
  /** √(2πn(p)) of every open level. */
  readonly roots: readonly number[]
  /** L and L† of every open level. */
  readonly waves: readonly ComplexMatrix[]
  readonly adjoints: readonly ComplexMatrix[]
}

/** `siteProbabilities` in JavaScript, with pivots. */
export function plainSites(panel: SitePanel, strengths: Float64Array, unit: number, out: SiteProbabilities): void {
  out.rounding.fill(0)
  for (let at = 0; at < panel.count + (panel.count % 2); at++) {
    const node = nodeAt(panel, at)
    const { tau, growth, determinant } = transition(node, strengths)
    fillNode(panel, at, node, tau, unit * growth * norm(tau), out)
    if (at >= panel.count) continue
    const x = product(node.regular, determinant)
    out.re[at] = x.re
    out.im[at] = x.im
  }
}

function nodeAt(panel: SitePanel, at: number): SiteNode {
  const { sites: n, open, modes, blocks } = panel
  const size = blockSize(panel)
  const begin = (at >> 1) * size * 2 + (at & 1)
  const read = (e: number): number => blocks[begin + 2 * e]!
  const matrix = (from: number, rows: number): ComplexMatrix => {
    const out = complexZeros(rows, n)
    for (let e = 0; e < rows * n; e++) [out.re[e], out.im[e]] = [read(from + 2 * e), read(from + 2 * e + 1)]
    return out
  }
  const tail = 2 * n * n
  const roots = Array.from({ length: open }, (_, k) => read(tail + 4 + k))
  const waves = roots.map((_, k) => matrix(tail + 4 + open + 2 * k * modes * n, modes))
  return {
    a: matrix(0, n),
    regular: { re: read(tail), im: read(tail + 1) },
    weight: read(tail + 2),
    share: read(tail + 3),
    roots,
    waves,
    adjoints: waves.map(adjoint),
  }
}

/**
 * τ = (1 − VA)⁻¹V, det(1 − VA), and by how much rounding grows: the largest of a row's diagonal over its pivot, were it
 * the last to be eliminated.
 */
function transition({ a }: SiteNode, strengths: Float64Array) {
  const n = a.rows
  const tau = complexZeros(n, n)
  for (let e = 0; e < n * n; e++) {
    const v = strengths[Math.floor(e / n)]!
    tau.re[e] = (e % (n + 1) === 0 ? 1 : 0) - v * a.re[e]!
    tau.im[e] = -v * a.im[e]!
  }
  const references = Array.from(strengths, (_, i) => Math.hypot(1, tau.re[i * (n + 1)]! - 1, tau.im[i * (n + 1)]!))
  const determinant = { re: 0, im: 0 }
  if (!invertPlain(tau, new Int32Array(n), determinant)) return { tau, determinant, growth: Infinity }
  const growth = Math.max(
    ...references.map((reference, i) => reference * Math.hypot(tau.re[i * (n + 1)]!, tau.im[i * (n + 1)]!)),
  )
  for (let e = 0; e < n * n; e++) {
    tau.re[e]! *= strengths[e % n]!
    tau.im[e]! *= strengths[e % n]!
  }
  return { tau, determinant, growth }
}

function fillNode(
  { sites: n, open }: SitePanel,
  at: number,
  { weight, share, roots, waves, adjoints }: SiteNode,
  tau: ComplexMatrix,
  doubt: number,
  out: SiteProbabilities,
): void {
  let place = (at >> 1) * 2 * open * (open - 1) + (at & 1)
  for (let k = 0; k < open; k++) {
    const outgoing = multiply(waves[k]!, tau)
    for (let l = 0; l < open; l++) {
      if (k === l) continue
      const root = norm(multiply(outgoing, adjoints[l]!))
      const delta = doubt * roots[k]! * roots[l]!
      out.probabilities[place] = weight * root * root
      out.rounding[k * n + l]! += share * delta * (2 * root + delta)
      place += 2
    }
  }
}

/** Frobenius'. */
function norm({ re, im }: ComplexMatrix): number {
  let sum = 0
  for (let e = 0; e < re.length; e++) sum += re[e]! * re[e]! + im[e]! * im[e]!
  return Math.sqrt(sum)
}

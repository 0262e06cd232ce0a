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
  /** 2πn(p) of every open level. */
  readonly shells: readonly number[]
  /** L and L† of every open level. */
  readonly waves: readonly ComplexMatrix[]
  readonly adjoints: readonly ComplexMatrix[]
}

/** `siteProbabilities` in JavaScript, with pivots. */
export function plainSites(panel: SitePanel, strengths: Float64Array, unit: number, out: SiteProbabilities): void {
  out.floor.fill(0)
  const blocks = panel.blocks(0, panel.count)
  for (let at = 0; at < panel.count + (panel.count % 2); at++) {
    const node = nodeAt(panel, blocks, at)
    const { tau, growth, determinant } = transition(node, strengths)
    fillNode(panel, at, node, tau, unit * growth * norm(tau), out)
    if (at >= panel.count) continue
    const x = product(node.regular, determinant)
    out.re[at] = x.re
    out.im[at] = x.im
  }
}

function nodeAt(panel: SitePanel, blocks: Float64Array, at: number): SiteNode {
  const { sites: n, open, modes } = panel
  const size = blockSize(panel)
  const begin = (at >> 1) * size * 2 + (at & 1)
  const read = (e: number): number => blocks[begin + 2 * e]!
  const a = complexZeros(n, n)
  for (let e = 0; e < n * n; e++) [a.re[e], a.im[e]] = [read(2 * e), read(2 * e + 1)]
  const tail = 2 * n * n
  const shells = Array.from({ length: open }, (_, k) => read(tail + 4 + k))
  const waves = shells.map((_, k) => wavesOf(panel, k, (e) => read(tail + 4 + open + k * modes * n + e)))
  return {
    a,
    regular: { re: read(tail), im: read(tail + 1) },
    weight: read(tail + 2),
    share: read(tail + 3),
    shells,
    waves,
    adjoints: waves.map(adjoint),
  }
}

/** L = R diag(U*) of one level. */
function wavesOf({ sites: n, modes, states }: SitePanel, k: number, root: (e: number) => number): ComplexMatrix {
  const out = complexZeros(modes, n)
  for (let e = 0; e < modes * n; e++) {
    const state = 2 * (k * n + (e % n))
    out.re[e] = root(e) * states[state]!
    out.im[e] = -root(e) * states[state + 1]!
  }
  return out
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
  { weight, share, shells, waves, adjoints }: SiteNode,
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
      const shell = shells[k]! * shells[l]!
      out.probabilities[place] = weight * shell * root * root
      out.floor[k * n + l]! += share * shell * doubt * doubt
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

import { complexZeros, gaussLegendre, invertInPlace, type ComplexMatrix } from '../../src/numerics/index.js'
import type { Potential, System } from '../../src/model/index.js'
import type { C } from './batches.js'

const nodesPerPanel = 16

interface Grid {
  readonly q: number[]
  readonly w: number[]
  /** Panel of each node. */
  readonly panel: number[]
  /** ∫ from the left end of the panel to node i of the Lagrange polynomial of node j, for panels of length 2. */
  readonly left: number[][]
  readonly half: number
}

/**
 * S − 1 between (level, direction) channels from ψ = φ + GVψ at Gauss points (Nyström), G_k = −(im/k)e^{ik|q−q′|};
 * within a panel the kink of G is met by integrating up to each node and from it. No matching, no R matrix: shares
 * nothing with the solver it checks. Smooth potentials.
 */
export function lippmannSchwinger(
  system: System,
  mass: number,
  potentials: readonly Potential[],
  panels: number,
  level: number,
  offset: number,
): (row: number, column: number) => C {
  const n = system.sites
  const grid = panelGrid(potentials, panels)
  const kinetic = [...system.levels].map((e) => offset + (system.levels[level]! - e))
  const k = kinetic.map((e) =>
    e > 0 ? { re: Math.sqrt(2 * mass * e), im: 0 } : { re: 0, im: Math.sqrt(-2 * mass * e) },
  )
  const v = grid.q.map((q) => levelPotential(system, potentials, q))
  const matrix = equations(n, mass, grid, k, v)
  if (!invertInPlace(matrix, new Int32Array(matrix.rows))) throw new Error('singular')
  return (row, column) => {
    const [a, b] = [row >> 1, column >> 1]
    if (kinetic[a]! <= 0 || kinetic[b]! <= 0) return { re: 0, im: 0 }
    const t = transition(
      n,
      grid,
      v,
      matrix,
      { level: a, p: k[a]!.re * (row % 2 === 0 ? 1 : -1) },
      { level: b, p: k[b]!.re * (column % 2 === 0 ? 1 : -1) },
    )
    const scale = mass / Math.sqrt(k[a]!.re * k[b]!.re)
    return { re: scale * t.im, im: -scale * t.re }
  }
}

function panelGrid(potentials: readonly Potential[], panels: number): Grid {
  const ends = potentials.flatMap(({ support }) => support.flat())
  const [from, to] = [Math.min(...ends), Math.max(...ends)]
  const half = (to - from) / panels / 2
  const { nodes, weights } = gaussLegendre(nodesPerPanel)
  const all = Array.from({ length: panels * nodesPerPanel }, (_, i) => i)
  return {
    half,
    panel: all.map((i) => Math.floor(i / nodesPerPanel)),
    q: all.map((i) => from + half * (2 * Math.floor(i / nodesPerPanel) + 1 + nodes[i % nodesPerPanel]!)),
    w: all.map((i) => half * weights[i % nodesPerPanel]!),
    left: integrationMatrix([...nodes]),
  }
}

/** ∫_{−1}^{x_i} ℓ_j, by a Gauss rule on [−1, x_i]. */
function integrationMatrix(x: readonly number[]): number[][] {
  const rule = gaussLegendre(nodesPerPanel)
  const lagrange = (j: number, at: number): number =>
    x.reduce((product, node, i) => (i === j ? product : (product * (at - node)) / (x[j]! - node)), 1)
  return x.map((end) =>
    x.map((_, j) => {
      const scale = (end + 1) / 2
      return rule.nodes.reduce(
        (sum, node, g) => sum + scale * rule.weights[g]! * lagrange(j, -1 + scale * (1 + node)),
        0,
      )
    }),
  )
}

/** Σ_ι U*_ιa V_ι U_ιb at q, row-major. */
function levelPotential({ eigenvectors: u, sites: n }: System, potentials: readonly Potential[], q: number): C[] {
  const values = potentials.map((potential) => potential.value(q))
  return Array.from({ length: n * n }, (_, i) =>
    values.reduce(
      (sum, value, s) => {
        const [a, b] = [s * n + Math.floor(i / n), s * n + (i % n)]
        return {
          re: sum.re + value * (u.re[a]! * u.re[b]! + u.im[a]! * u.im[b]!),
          im: sum.im + value * (u.re[a]! * u.im[b]! - u.im[a]! * u.re[b]!),
        }
      },
      { re: 0, im: 0 },
    ),
  )
}

/** 1 − GV over (node, level). */
function equations(n: number, mass: number, grid: Grid, k: readonly C[], v: readonly C[][]): ComplexMatrix {
  const size = n * grid.q.length
  const out = complexZeros(size, size)
  for (let i = 0; i < grid.q.length; i++) {
    for (let j = 0; j < grid.q.length; j++) {
      for (let a = 0; a < n; a++) {
        const g = green(mass, grid, k[a]!, i, j)
        for (let b = 0; b < n; b++) {
          const { re, im } = v[j]![a * n + b]!
          const entry = (i * n + a) * size + j * n + b
          out.re[entry] = (i === j && a === b ? 1 : 0) - (g.re * re - g.im * im)
          out.im[entry] = -(g.re * im + g.im * re)
        }
      }
    }
  }
  return out
}

/** The weight of node j in ∫ G(q_i, q′) f(q′) dq′. */
function green(mass: number, { q, w, panel, left, half }: Grid, k: C, i: number, j: number): C {
  const wave = (x: number): C => ({
    re: Math.exp(-k.im * x) * Math.cos(k.re * x),
    im: Math.exp(-k.im * x) * Math.sin(k.re * x),
  })
  const d = q[i]! - q[j]!
  const below = half * left[i % nodesPerPanel]![j % nodesPerPanel]!
  const [x, y] = panel[i] === panel[j] ? [below, w[j]! - below] : d > 0 ? [w[j]!, 0] : [0, w[j]!]
  const sum = { re: x * wave(d).re + y * wave(-d).re, im: x * wave(d).im + y * wave(-d).im }
  if (k.im > 0) return { re: (-mass / k.im) * sum.re, im: (-mass / k.im) * sum.im }
  return { re: (mass / k.re) * sum.im, im: (-mass / k.re) * sum.re }
}

interface PlaneWave {
  readonly level: number
  /** The signed momentum. */
  readonly p: number
}

/** ∫ e^{−ip′q} Σ_b V_ab ψ_b dq with ψ = (1 − GV)⁻¹ φ. */
function transition(
  n: number,
  { q, w }: Grid,
  v: readonly C[][],
  inverse: ComplexMatrix,
  out: PlaneWave,
  into: PlaneWave,
): C {
  let [re, im] = [0, 0]
  for (let i = 0; i < q.length; i++) {
    for (let b = 0; b < n; b++) {
      let psi: C = { re: 0, im: 0 }
      for (let j = 0; j < q.length; j++) {
        const entry = (i * n + b) * inverse.columns + j * n + into.level
        const [c, s] = [Math.cos(into.p * q[j]!), Math.sin(into.p * q[j]!)]
        psi = {
          re: psi.re + inverse.re[entry]! * c - inverse.im[entry]! * s,
          im: psi.im + inverse.re[entry]! * s + inverse.im[entry]! * c,
        }
      }
      const value = v[i]![out.level * n + b]!
      const [c, s] = [w[i]! * Math.cos(out.p * q[i]!), -w[i]! * Math.sin(out.p * q[i]!)]
      const [x, y] = [value.re * psi.re - value.im * psi.im, value.re * psi.im + value.im * psi.re]
      re += c * x - s * y
      im += c * y + s * x
    }
  }
  return { re, im }
}

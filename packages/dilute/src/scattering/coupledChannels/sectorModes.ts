import { complexZeros, copyMatrix, projectedEigensystem, type ComplexMatrix } from '../../numerics/index.js'
import { refineLowestModes } from './lowestModes.js'
import { sectorBasis, type SectorBasis } from './sectorBasis.js'

/**
 * The coupled equations on one stretch of the line: −ψ″/2m + [H_S + diag V_ι(q)]ψ = Eψ, energies counted from the
 * lowest level.
 */
export interface ChannelProblem {
  readonly mass: number
  /** H_S − 𝓔₀ in the site basis. */
  readonly hamiltonian: ComplexMatrix
  /** U. */
  readonly eigenvectors: ComplexMatrix
  /** ℓ about a centre: ℓ(ℓ+1)/2mq² is part of every V_ι; zero on a line. */
  readonly angularMomentum: number
  /** Fills `out` with V_ι(q), one per site. */
  potentials(q: number, out: Float64Array): void
  /** V_ι(q) without the centrifugal barrier. */
  potential(site: number, q: number): number
}

/** Where a sector is; behind a wall its functions vanish at `from`. */
export interface Sector {
  readonly from: number
  readonly to: number
  readonly wall: boolean
}

/**
 * A sector's eigenstates with free (Neumann) edges: R(E) = Γ(ε−E)⁻¹Γ† maps outward derivatives to values at the edges.
 * Rows of Γ are (edge, channel): left edge first, none of it behind a wall; channels are levels.
 */
export interface SectorModes {
  readonly energies: Float64Array
  /** Γ/√(2m), rows × modes. */
  readonly edges: ComplexMatrix
}

/** How the waves rise from the start of a sector: as r^{ℓ+1} from a centre, linearly from any other wall. */
export function wallPower({ angularMomentum }: ChannelProblem, { from, wall }: Sector): number {
  if (!wall) return 0
  return from === 0 ? angularMomentum + 1 : 1
}

/** ℓ(ℓ+1)/2m, the centrifugal barrier times r². */
export const centrifugal = ({ angularMomentum: l, mass }: ChannelProblem): number => (l * (l + 1)) / (2 * mass)

/** The centrifugal barrier at a distance from the centre; nothing on a line. */
export function centrifugalAt(problem: ChannelProblem, q: number): number {
  const barrier = centrifugal(problem)
  return barrier === 0 ? 0 : barrier / (q * q)
}

/** Assembles the Bloch matrix with polynomials up to degree `order` and diagonalises it. */
export function sectorModes(problem: ChannelProblem, sector: Sector, order: number): SectorModes {
  const basis = sectorBasis(order, wallPower(problem, sector))
  const channels = problem.hamiltonian.rows
  const bloch = blochMatrix(problem, sector, basis)
  const edges = edgeRows(problem, sector, basis)
  const modes = projectedEigensystem(copyMatrix(bloch), edges)
  if (channels > 1) refineLowestModes(bloch, edges, channels, modes)
  return { energies: modes.values, edges: modes.rows }
}

/**
 * T⊗1 + 1⊗H_S + diag⟨V_ι⟩; function i of site ι has the index (p−i)N + ι: the highest first, for
 * `projectedEigensystem`.
 */
function blochMatrix(problem: ChannelProblem, sector: Sector, basis: SectorBasis): ComplexMatrix {
  const n = problem.hamiltonian.rows
  const { size } = basis
  const out = complexZeros(size * n, size * n)
  const kinetic = (2 / (sector.to - sector.from)) ** 2 / (2 * problem.mass)
  const averages = potentialMatrices(problem, sector, basis)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let s = 0; s < n; s++) {
        const entry = ((size - 1 - i) * n + s) * out.columns + (size - 1 - j) * n + s
        out.re[entry]! += kinetic * basis.kinetic[i * size + j]! + averages[(s * size + i) * size + j]!
      }
    }
    addHamiltonian(problem.hamiltonian, i * n, out)
  }
  return out
}

function addHamiltonian(h: ComplexMatrix, first: number, out: ComplexMatrix): void {
  for (let s = 0; s < h.rows; s++) {
    for (let t = 0; t < h.rows; t++) {
      const entry = (first + s) * out.columns + first + t
      out.re[entry]! += h.re[s * h.rows + t]!
      out.im[entry]! += h.im[s * h.rows + t]!
    }
  }
}

/** ⟨i|V_ι|j⟩ by Gauss–Legendre, [(ι·size + i)·size + j]. */
function potentialMatrices(
  problem: ChannelProblem,
  { from, to }: Sector,
  { size, rule, values }: SectorBasis,
): Float64Array {
  const n = problem.hamiltonian.rows
  const points = rule.nodes.length
  const v = new Float64Array(n)
  const weighted = new Float64Array(n * points)
  rule.nodes.forEach((x, g) => {
    problem.potentials(from + ((1 + x) / 2) * (to - from), v)
    for (let s = 0; s < n; s++) weighted[s * points + g] = rule.weights[g]! * v[s]!
  })
  const out = new Float64Array(n * size * size)
  for (let s = 0; s < n; s++)
    fillAverages(
      weighted.subarray(s * points, (s + 1) * points),
      size,
      values,
      out.subarray(s * size * size, (s + 1) * size * size),
    )
  return out
}

function fillAverages(weighted: Float64Array, size: number, values: Float64Array, out: Float64Array): void {
  if (weighted.every((w) => w === 0)) return
  const points = weighted.length
  const scaled = new Float64Array(points)
  for (let i = 0; i < size; i++) {
    for (let g = 0; g < points; g++) scaled[g] = weighted[g]! * values[i * points + g]!
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let g = 0; g < points; g++) sum += scaled[g]! * values[j * points + g]!
      out[i * size + j] = out[j * size + i] = sum
    }
  }
}

/** Edge values of the basis functions over √(2m), rotated from sites to levels by U†; rows (edge, level). */
function edgeRows(
  { mass, eigenvectors: u }: ChannelProblem,
  { from, to, wall }: Sector,
  { size, left, right }: SectorBasis,
): ComplexMatrix {
  const n = u.rows
  const edges = wall ? [right] : [left, right]
  const scale = Math.sqrt(2 / (to - from) / (2 * mass))
  const out = complexZeros(edges.length * n, size * n)
  edges.forEach((values, edge) => {
    for (let k = 0; k < n; k++) {
      for (let i = 0; i < size; i++) {
        for (let s = 0; s < n; s++) {
          const entry = (edge * n + k) * out.columns + (size - 1 - i) * n + s
          out.re[entry] = scale * values[i]! * u.re[s * n + k]!
          out.im[entry] = -scale * values[i]! * u.im[s * n + k]!
        }
      }
    }
  })
  return out
}

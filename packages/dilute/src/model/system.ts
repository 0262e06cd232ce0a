import { complexZeros, copyMatrix, largestEntry, type ComplexMatrix } from '../numerics/index.js'
import { connectedEigensystem } from './connectedEigensystem.js'
import { InvalidModel, requireCount, requireFinite, requireLength } from './invalidModel.js'

/** A complex number as [re, im]. */
export type Complex = readonly [re: number, im: number]

/**
 * The n-level system: its Hamiltonian in the site basis and the eigensystem. Energies in units with ħ = 1. Immutable.
 */
export interface System {
  /** N, the number of sites and of levels. */
  readonly sites: number
  /** H_S, N × N in the site basis. */
  readonly hamiltonian: ComplexMatrix
  /** 𝓔_k ascending; the levels of one group are equal to the last bit. */
  readonly levels: Float64Array
  /** U: column k is level k in the site basis, U_ιk = ⟨ι|k⟩, its largest component real and positive. */
  readonly eigenvectors: ComplexMatrix
  /** Levels closer than `degeneracyTolerance` (an energy), together. */
  readonly groups: readonly (readonly number[])[]
  readonly degeneracyTolerance: number
  /**
   * How well the levels are known, an energy: rounding of H and of its eigenvalues; where levels are taken as equal
   * also their spread, and at least what 10⁻¹³ of the largest |H_ij| in every entry does to them, which the grouping
   * forgives.
   */
  readonly levelError: number
  /** Flux quanta through the ring, for systems declared as rings. */
  readonly flux?: number
}

/**
 * Relative to the largest |H_ij|: how far H may be from Hermitian (it is then symmetrised), and how close two levels
 * must be to count as one.
 */
export const relativeTolerance = 1e-12

/**
 * How far off any entry of H may be, relative to the largest |H_ij|, in a system whose equal levels are told by a
 * tolerance: N times this is what it may do to a level.
 */
const forgiven = 1e-13

/**
 * A system with any Hermitian Hamiltonian (site basis, rows of [re, im]).
 * @throws InvalidModel for a matrix that is empty, not square, not finite or not Hermitian.
 */
export function hamiltonianSystem(rows: readonly (readonly Complex[])[]): System {
  const h = readSquare(rows)
  symmetrize(h)
  return diagonalize(h)
}

/** Arguments of `ringSystem`; energies in units with ħ = 1, the flux in flux quanta. */
export interface Ring {
  readonly sites: number
  readonly tunneling: number
  readonly flux: number
  readonly onsite?: readonly number[] | undefined
}

/**
 * Sites in a ring threaded by `flux` quanta, (28): H[i][i+1] = τ e^{−i2πφ/n}, plus on-site energies.
 * Without them the levels are 2τ cos[2π(φ+j)/n], for any sign of τ (the paper prints −2|τ|, right only for τ < 0).
 * @throws InvalidModel for fewer than three sites or a value that is not finite.
 */
export function ringSystem({ sites, tunneling, flux, onsite }: Ring): System {
  requireCount('sites', sites, 3)
  requireFinite('tunneling', tunneling)
  requireFinite('flux', flux)
  const h = onsiteHamiltonian(onsite ?? new Array<number>(sites).fill(0))
  requireLength('onsite', h.rows, sites, 'on-site energies')
  const phase = (-2 * Math.PI * flux) / sites
  for (let i = 0; i < sites; i++)
    addBond(h, i, (i + 1) % sites, [tunneling * Math.cos(phase), tunneling * Math.sin(phase)])
  return { ...diagonalize(h), flux }
}

/** A bond of a lattice: amplitude = ⟨from|H|to⟩; the Hermitian partner is added. */
export interface Bond {
  readonly from: number
  readonly to: number
  readonly amplitude: Complex
}

/**
 * A lattice of sites with on-site energies and complex bonds.
 * @throws InvalidModel for bonds that leave the lattice, join a site to itself or stand twice.
 */
export function latticeSystem({
  onsite,
  bonds,
}: {
  readonly onsite: readonly number[]
  readonly bonds: readonly Bond[]
}): System {
  const h = onsiteHamiltonian(onsite)
  const seen = new Set<string>()
  bonds.forEach((bond, b) => {
    checkBond(`bonds[${b}]`, bond, h.rows, seen)
    addBond(h, bond.from, bond.to, bond.amplitude)
  })
  return diagonalize(h)
}

function checkBond(path: string, { from, to, amplitude }: Bond, sites: number, seen: Set<string>): void {
  for (const [end, site] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (!Number.isInteger(site) || site < 0 || site >= sites) {
      throw new InvalidModel(`${path}.${end}`, `a site from 0 to ${sites - 1}`, String(site))
    }
  }
  if (from === to)
    throw new InvalidModel(path, 'two different sites (energies of one site go into onsite)', `${from} and ${to}`)
  const key = `${Math.min(from, to)}-${Math.max(from, to)}`
  if (seen.has(key)) throw new InvalidModel(path, 'each pair of sites once', `a second bond between ${from} and ${to}`)
  seen.add(key)
  amplitude.forEach((part) => requireFinite(`${path}.amplitude`, part))
}

function onsiteHamiltonian(onsite: readonly number[]): ComplexMatrix {
  requireCount('onsite', onsite.length, 1)
  const h = complexZeros(onsite.length, onsite.length)
  onsite.forEach((energy, i) => {
    requireFinite(`onsite[${i}]`, energy)
    h.re[i * h.columns + i] = energy
  })
  return h
}

function addBond(h: ComplexMatrix, i: number, j: number, [re, im]: Complex): void {
  const n = h.columns
  h.re[i * n + j]! += re
  h.im[i * n + j]! += im
  h.re[j * n + i]! += re
  h.im[j * n + i]! -= im
}

function readSquare(rows: readonly (readonly Complex[])[]): ComplexMatrix {
  const n = rows.length
  if (n === 0) throw new InvalidModel('hamiltonian', 'a square matrix', 'no rows')
  const h = complexZeros(n, n)
  rows.forEach((row, i) => {
    if (row.length !== n)
      throw new InvalidModel(`hamiltonian[${i}]`, `${n} entries, the matrix being square`, `${row.length}`)
    row.forEach(([re, im], j) => {
      requireFinite(`hamiltonian[${i}][${j}]`, re)
      requireFinite(`hamiltonian[${i}][${j}]`, im)
      h.re[i * n + j] = re
      h.im[i * n + j] = im
    })
  })
  return h
}

/** Makes an almost Hermitian matrix Hermitian; throws where it is not almost so. */
function symmetrize(h: ComplexMatrix): void {
  const n = h.rows
  const tolerance = relativeTolerance * largestEntry(h)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [p, q] = [i * n + j, j * n + i]
      if (Math.hypot(h.re[p]! - h.re[q]!, h.im[p]! + h.im[q]!) > tolerance) {
        throw new InvalidModel(
          `hamiltonian[${j}][${i}]`,
          `the complex conjugate of hamiltonian[${i}][${j}] = ${show(h, p)}`,
          show(h, q),
        )
      }
      h.re[p] = h.re[q] = h.re[p]! / 2 + h.re[q]! / 2
      h.im[q] = h.im[q]! / 2 - h.im[p]! / 2
      h.im[p] = -h.im[q]
    }
  }
}

const show = (h: ComplexMatrix, p: number): string => `${h.re[p]} ${h.im[p]! < 0 ? '−' : '+'} ${Math.abs(h.im[p]!)}i`

/** Errors of eigenvalues are a few ε‖H‖, and ‖H‖ is at most N times its largest entry. */
const eigenvalueRounding = 4 * Number.EPSILON

/** The mean energy is set aside while H is diagonalised, so that a common shift costs no digits of the eigenvectors. */
function diagonalize(hamiltonian: ComplexMatrix): System {
  const mean = meanEnergy(hamiltonian)
  const centred = copyMatrix(hamiltonian)
  for (let i = 0; i < centred.rows; i++) centred.re[i * (centred.columns + 1)]! -= mean
  const { values, vectors: eigenvectors } = connectedEigensystem(centred)
  const levels = values.map((value) => value + mean)
  const rounding = eigenvalueRounding * hamiltonian.rows * largestEntry(centred) + Number.EPSILON * Math.abs(mean)
  const largest = Math.max(largestEntry(hamiltonian), Number.MIN_VALUE)
  const degeneracyTolerance = Math.max(relativeTolerance * largest, 2 * rounding)
  const { groups, spread } = groupLevels(levels, degeneracyTolerance)
  for (let k = 0; k < hamiltonian.rows; k++) fixPhase(eigenvectors, k)
  const levelError =
    groups.length === levels.length ? rounding : Math.max(rounding + spread, forgiven * hamiltonian.rows * largest)
  return { sites: hamiltonian.rows, hamiltonian, levels, eigenvectors, groups, degeneracyTolerance, levelError }
}

function meanEnergy(h: ComplexMatrix): number {
  let sum = 0
  for (let i = 0; i < h.rows; i++) sum += h.re[i * (h.columns + 1)]!
  return sum / h.rows
}

/**
 * Chains of levels closer than the tolerance; within each, all levels are set to their mean. `spread`: the largest
 * change of a level.
 */
function groupLevels(levels: Float64Array, tolerance: number): { groups: number[][]; spread: number } {
  const groups: number[][] = []
  levels.forEach((level, k) => {
    const last = groups.at(-1)
    if (last && level - levels[last.at(-1)!]! <= tolerance) last.push(k)
    else groups.push([k])
  })
  let spread = 0
  for (const group of groups.filter((g) => g.length > 1)) {
    const mean = group.reduce((sum, k) => sum + levels[k]!, 0) / group.length
    for (const k of group) {
      spread = Math.max(spread, Math.abs(levels[k]! - mean))
      levels[k] = mean
    }
  }
  return { groups, spread }
}

/** Turns column k so that its largest component (the first among equals) is real and positive. */
function fixPhase(u: ComplexMatrix, k: number): void {
  const n = u.columns
  let best = 0
  let size = 0
  for (let i = 0; i < n; i++) {
    const s = Math.hypot(u.re[i * n + k]!, u.im[i * n + k]!)
    if (s > size * (1 + 1e-8)) {
      size = s
      best = i
    }
  }
  const c = u.re[best * n + k]! / size
  const s = -u.im[best * n + k]! / size
  for (let i = k; i < n * n; i += n) {
    const x = u.re[i]!
    u.re[i] = c * x - s * u.im[i]!
    u.im[i] = c * u.im[i]! + s * x
  }
}

/** The group of equal levels that each level belongs to. */
export function groupIndex({ groups, sites }: System): Int32Array {
  const index = new Int32Array(sites)
  groups.forEach((members, g) => {
    for (const k of members) index[k] = g
  })
  return index
}

/**
 * The uncertainty of each level's eigenvector, relative: what rounding of H, and the error of the levels, mix into it
 * is that over the gap to the next level that is not equal to it. Of note only for nearly equal levels and for energies
 * counted from far away.
 */
export function levelMixing({ levels, groups, hamiltonian, levelError }: System): Float64Array {
  const rounding =
    10 * Number.EPSILON * Math.max(largestEntry(hamiltonian), Math.abs(levels[0]!), Math.abs(levels.at(-1)!))
  const mixing = new Float64Array(levels.length)
  groups.forEach((group, g) => {
    const below = g > 0 ? levels[group[0]!]! - levels[groups[g - 1]![0]!]! : Infinity
    const above = g + 1 < groups.length ? levels[groups[g + 1]![0]!]! - levels[group[0]!]! : Infinity
    for (const k of group) mixing[k] = Math.max(rounding, levelError) / Math.min(below, above)
  })
  return mixing
}

import { complexZeros, hermitianEigenvalues, type ComplexMatrix } from '../numerics/index.js'
import { InvalidModel, type Complex, type System } from '../model/index.js'
import { hermitianPart, normalized, realTrace, toEnergyBasis, toSiteBasis } from './energyBasis.js'

/**
 * An initial state: one site, one level, a ket or a density matrix in the site basis, or the Gibbs state of the system
 * at another β (0 is the maximally mixed state).
 */
export type InitialState =
  | { readonly site: number }
  | { readonly level: number }
  | { readonly ket: readonly Complex[] }
  | { readonly density: readonly (readonly Complex[])[] }
  | { readonly gibbs: number }

/** How far a ket may be from norm 1, and a density matrix from Hermitian, from trace 1 and from positive. */
export const stateTolerance = 1e-10

/**
 * ρ₀ in the site basis, N × N, Hermitian to the last bit, trace 1 to rounding.
 * @throws InvalidModel where the state is none of this system, with what was found.
 */
export function densityMatrix(system: System, initial: InitialState): ComplexMatrix {
  requireInitialState(system.sites, initial)
  if ('site' in initial) return projector(system.sites, initial.site)
  if ('level' in initial) return inSiteBasis(system, projector(system.sites, initial.level))
  if ('ket' in initial) return pureState(initial.ket)
  if ('density' in initial) return normalized(hermitianPart(fromRows(initial.density)))
  return inSiteBasis(system, gibbs(system.levels, initial.gibbs))
}

/**
 * ρ₀ in the basis of the levels, N × N, Hermitian to the last bit, trace 1 to rounding: levels and Gibbs states exactly
 * diagonal, their tiniest populations accurate.
 * @throws InvalidModel as `densityMatrix`.
 */
export function energyDensityMatrix(system: System, initial: InitialState): ComplexMatrix {
  if (!('level' in initial || 'gibbs' in initial))
    return hermitianPart(toEnergyBasis(system, densityMatrix(system, initial)))
  requireInitialState(system.sites, initial)
  return 'level' in initial ? projector(system.sites, initial.level) : gibbs(system.levels, initial.gibbs)
}

/**
 * What can be said of an initial state without the system: indices in range, N entries, norm, Hermitian, trace 1,
 * positive.
 * @throws InvalidModel whose path is that of the initial state.
 */
export function requireInitialState(sites: number, initial: InitialState): void {
  if ('site' in initial) requireIndex('site', initial.site, sites)
  else if ('level' in initial) requireIndex('level', initial.level, sites)
  else if ('ket' in initial) requireKet(initial.ket, sites)
  else if ('density' in initial) requireDensity(initial.density, sites)
  else if (!(initial.gibbs >= 0 && initial.gibbs < Infinity)) {
    throw new InvalidModel('gibbs', 'a finite inverse temperature that is not negative', String(initial.gibbs))
  }
}

/** @throws InvalidModel for a matrix that is no density matrix of N sites. */
export function requireDensityMatrix(matrix: ComplexMatrix, sites: number): void {
  if (matrix.rows !== sites || matrix.columns !== sites) {
    throw new InvalidModel('density', `a matrix of ${sites} × ${sites}`, `${matrix.rows} × ${matrix.columns}`)
  }
  requireHermitian(matrix)
  requireTrace(matrix)
  const [least] = hermitianEigenvalues(matrix)
  if (!(least! >= -stateTolerance)) throw new InvalidModel('density', 'no negative eigenvalue', `${least}`)
}

function requireIndex(path: 'site' | 'level', index: number, sites: number): void {
  if (Number.isInteger(index) && index >= 0 && index < sites) return
  throw new InvalidModel(path, `a ${path} from 0 to ${sites - 1}`, String(index))
}

function requireKet(ket: readonly Complex[], sites: number): void {
  if (ket.length !== sites) throw new InvalidModel('ket', `${sites} amplitudes, one per site`, `${ket.length}`)
  const norm = normOf(ket)
  if (!(Math.abs(norm - 1) <= stateTolerance)) throw new InvalidModel('ket', 'a ket of norm 1', `norm ${norm}`)
}

function requireDensity(rows: readonly (readonly Complex[])[], sites: number): void {
  if (rows.length !== sites) throw new InvalidModel('density', `${sites} rows, one per site`, `${rows.length}`)
  const ragged = rows.findIndex((row) => row.length !== sites)
  if (ragged >= 0)
    throw new InvalidModel(`density[${ragged}]`, `${sites} entries, one per site`, `${rows[ragged]!.length}`)
  requireDensityMatrix(fromRows(rows), sites)
}

function requireHermitian({ rows: n, re, im }: ComplexMatrix): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [p, q] = [i * n + j, j * n + i]
      if (Math.hypot(re[p]! - re[q]!, im[p]! + im[q]!) <= stateTolerance) continue
      throw new InvalidModel(
        `density[${j}][${i}]`,
        i === j ? 'a real number' : `the complex conjugate of density[${i}][${j}] = ${show(re[p]!, im[p]!)}`,
        show(re[q]!, im[q]!),
      )
    }
  }
}

function requireTrace(matrix: ComplexMatrix): void {
  const trace = realTrace(matrix)
  if (!(Math.abs(trace - 1) <= stateTolerance))
    throw new InvalidModel('density', 'a matrix of trace 1', `trace ${trace}`)
}

const show = (re: number, im: number): string => `${re} ${im < 0 ? '−' : '+'} ${Math.abs(im)}i`

const normOf = (ket: readonly Complex[]): number => Math.sqrt(ket.reduce((sum, [re, im]) => sum + re * re + im * im, 0))

/** |k⟩⟨k|. */
function projector(n: number, k: number): ComplexMatrix {
  const out = complexZeros(n, n)
  out.re[k * n + k] = 1
  return out
}

function pureState(ket: readonly Complex[]): ComplexMatrix {
  const n = ket.length
  const out = complexZeros(n, n)
  ket.forEach(([a, b], i) =>
    ket.forEach(([c, d], j) => {
      out.re[i * n + j] = a * c + b * d
      out.im[i * n + j] = b * c - a * d
    }),
  )
  return normalized(out)
}

/** e^{−βH}/Z in the energy basis. */
function gibbs(levels: Float64Array, beta: number): ComplexMatrix {
  const n = levels.length
  const out = complexZeros(n, n)
  levels.forEach((level, k) => {
    out.re[k * n + k] = Math.exp(-beta * (level - levels[0]!))
  })
  return normalized(out)
}

function inSiteBasis(system: System, matrix: ComplexMatrix): ComplexMatrix {
  return normalized(hermitianPart(toSiteBasis(system, matrix)))
}

function fromRows(rows: readonly (readonly Complex[])[]): ComplexMatrix {
  const n = rows.length
  const out = complexZeros(n, n)
  rows.forEach((row, i) =>
    row.forEach(([re, im], j) => {
      out.re[i * n + j] = re
      out.im[i * n + j] = im
    }),
  )
  return out
}

import { largestOf } from './extremes.js'
import { adjoint, complexZeros, type ComplexMatrix } from './complexMatrix.js'
import { multiply } from './multiply.js'
import { hermitianEigensystem } from './hermitian.js'

/**
 * Populations of the largest stationary state below this fraction are left out of the separation, and come back with
 * the projector.
 */
const supportTolerance = 1e-7
/** Eigenvalues of a generic stationary operator closer than this belong together. */
const sameEigenvalue = 1e-5

/**
 * The extremal states among the stationary ones of a quantum Markov process on N × N matrices, `project` being the
 * projector on its stationary operators as a map of Hermitian matrices; of trace 1, mutually orthogonal in their
 * supports. Stationary operators are ⊕ x_c ⊗ τ_c, one term per class c. With ρ∞ the one that the maximally mixed state
 * relaxes to and X a generic one, the eigenprojections Q of ρ∞^{−½} X ρ∞^{−½} belong to one class each, and ρ∞^{½} Q
 * ρ∞^{½} is stationary and extremal.
 */
export function extremalStates(n: number, project: (x: ComplexMatrix) => ComplexMatrix): ComplexMatrix[] {
  const largest = project(mixed(n))
  const { values, vectors } = hermitianEigensystem(largest)
  const support = [...values.keys()].filter((j) => values[j]! > supportTolerance * values[n - 1]!)
  const half = scaledColumns(vectors, support, (j) => Math.sqrt(values[j]!))
  const inverseHalf = scaledColumns(vectors, support, (j) => 1 / Math.sqrt(values[j]!))
  const generic = hermitianPart(multiply(multiply(adjoint(inverseHalf), project(genericOperator(n))), inverseHalf))
  return eigenprojections(generic).map((q) =>
    normalized(project(hermitianPart(multiply(multiply(half, q), adjoint(half))))),
  )
}

/** A fixed Hermitian matrix without any structure. */
function genericOperator(n: number): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let e = 0; e < n * n; e++) {
    out.re[e] = Math.cos(1 + 1.7 * e * e)
    out.im[e] = Math.sin(2 + 0.9 * e * e)
  }
  return hermitianPart(out)
}

function scaledColumns(
  vectors: ComplexMatrix,
  columns: readonly number[],
  factor: (j: number) => number,
): ComplexMatrix {
  const out = complexZeros(vectors.rows, columns.length)
  for (let i = 0; i < vectors.rows; i++) {
    columns.forEach((j, c) => {
      out.re[i * columns.length + c] = factor(j) * vectors.re[i * vectors.columns + j]!
      out.im[i * columns.length + c] = factor(j) * vectors.im[i * vectors.columns + j]!
    })
  }
  return out
}

/** One projector per eigenvalue of a Hermitian matrix. */
function eigenprojections(x: ComplexMatrix): ComplexMatrix[] {
  const { values, vectors } = hermitianEigensystem(x)
  const groups: number[][] = []
  const span = largestOf(values.map(Math.abs))
  values.forEach((value, j) => {
    const last = groups.at(-1)
    if (last && value - values[last.at(-1)!]! <= sameEigenvalue * span) last.push(j)
    else groups.push([j])
  })
  return groups.map((group) => {
    const columns = scaledColumns(vectors, group, () => 1)
    return multiply(columns, adjoint(columns))
  })
}

/** The maximally mixed state. */
function mixed(n: number): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let k = 0; k < n; k++) out.re[k * n + k] = 1 / n
  return out
}

/** ½(A + A†), Hermitian to the last bit. */
function hermitianPart(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows
  const out = complexZeros(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.re[i * n + j] = (a.re[i * n + j]! + a.re[j * n + i]!) / 2
      out.im[i * n + j] = (a.im[i * n + j]! - a.im[j * n + i]!) / 2
    }
  }
  return out
}

/** The state with trace 1. */
function normalized(state: ComplexMatrix): ComplexMatrix {
  const trace = state.re.reduce((sum, x, entry) => (entry % (state.rows + 1) === 0 ? sum + x : sum), 0)
  return { ...state, re: state.re.map((x) => x / trace), im: state.im.map((x) => x / trace) }
}

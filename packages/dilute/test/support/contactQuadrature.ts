import { adjoint, complexZeros, gaussLegendre, invertInPlace, multiply, type ComplexMatrix } from '../../src/numerics/index.js'
import type { System } from '../../src/model/index.js'

/**
 * Rates of delta scatterers on a line by equal steps of the momentum, from section 2a's closed formula in the basis of the levels. It shares no code with
 * the solvers, knows no resonances, has no adaptive panels, and doubles the number of steps until nothing changes.
 */

/** Delta scatterers, one a site, and a thermal gas of density one. */
export interface LineModel {
  readonly system: System
  readonly mass: number
  readonly beta: number
  readonly strengths: readonly number[]
  readonly positions: readonly number[]
}

const rule = gaussLegendre(12)
/** Radians of p·R, both ways through, on the first steps. */
const phasePerStep = 6
const mostSteps = 400_000

/** a_kl, [to][from], physical normalisation; `change` is that of the last doubling, relative to the worst pair. Undefined where it does not settle. */
export function ratesByEqualSteps(model: LineModel, settled = 1e-10): { readonly rates: Float64Array; readonly change: number } | undefined {
  let coarse: Float64Array | undefined
  for (let finer = 1; finer <= 64; finer *= 2) {
    const fine = ratesWith(model, finer)
    if (fine === undefined) return undefined
    const change = coarse === undefined ? Infinity : fine.reduce((worst, x, i) => (x === 0 ? worst : Math.max(worst, Math.abs(x / coarse![i]! - 1))), 0)
    if (change < settled) return { rates: fine, change }
    coarse = fine
  }
  return undefined
}

/** Fills kinetic energies over every level at x in (0, 1), and gives dE/dx. */
type Path = (x: number, kinetic: Float64Array) => number

function ratesWith({ system, mass, beta, strengths, positions }: LineModel, finer: number): Float64Array | undefined {
  const { levels, sites: n } = system
  const rates = new Float64Array(n * n)
  const kinetic = new Float64Array(n)
  const probabilities = new Float64Array(n * n)
  const scatter = closedFormula(system, mass, strengths, positions)
  const spread = Math.max(...positions) - Math.min(...positions)
  const peak = Math.sqrt(beta / (2 * Math.PI * mass))
  for (let open = 2; open <= n; open++) {
    const reach = open < n ? levels[open]! - levels[open - 1]! : 42 / beta
    const path = open < n ? between(levels, open - 1) : above(levels, reach)
    const phase = 2 * spread * Math.sqrt(2 * mass * (reach + levels[open - 1]! - levels[0]!))
    const steps = finer * Math.ceil(8 + phase / phasePerStep)
    if (steps > mostSteps) return undefined
    for (let step = 0; step < steps; step++) {
      rule.nodes.forEach((node, e) => {
        const weight = (rule.weights[e]! / (2 * steps)) * path((step + (1 + node) / 2) / steps, kinetic)
        scatter(kinetic, probabilities)
        for (let k = 0; k < open; k++) for (let l = 0; l < open; l++) {
          if (k !== l) rates[k * n + l]! += peak * weight * Math.exp(-beta * kinetic[l]!) * probabilities[k * n + l]!
        }
      })
    }
  }
  return rates
}

/** E = 𝓔_h + (𝓔_{h+1} − 𝓔_h) sin²: both square roots are gone. */
function between(levels: Float64Array, h: number): Path {
  const width = levels[h + 1]! - levels[h]!
  return (x, kinetic) => {
    const [s, c] = [Math.sin((Math.PI * x) / 2), Math.cos((Math.PI * x) / 2)]
    kinetic.forEach((_, k) => { kinetic[k] = k > h ? -width * c * c - (levels[k]! - levels[h + 1]!) : width * s * s + (levels[h]! - levels[k]!) })
    return Math.PI * width * s * c
  }
}

/** E = 𝓔_top + reach·x²: equal steps of the momentum. */
function above(levels: Float64Array, reach: number): Path {
  const top = levels[levels.length - 1]!
  return (x, kinetic) => {
    kinetic.forEach((_, k) => { kinetic[k] = reach * x * x + (top - levels[k]!) })
    return 2 * reach * x
  }
}

/**
 * Fills Σ_σσ′|S_{kσ′,lσ}|² for k ≠ l. With Ã = U†AU = diag(−im/p) + Δ, the small Δ summed as it is, U†τU = (W⁻¹ − Ã)⁻¹. For equal strengths
 * W⁻¹ − Ã = D − Δ with D diagonal, and X_kl = D_k⁻¹(ΔX)_kl: nothing cancels however close the scatterers are.
 */
function closedFormula(system: System, mass: number, strengths: readonly number[], positions: readonly number[]): (kinetic: Float64Array, out: Float64Array) => void {
  const { eigenvectors: u, sites: n } = system
  const alike = strengths.every((v) => v === strengths[0])
  return (kinetic, out) => {
    const delta = multiply(multiply(adjoint(u), stepsOfPropagator(system, mass, positions, kinetic)), u)
    const waves = [1, -1].map((sign) => multiply(stepsOfWaves(system, mass, positions, kinetic, sign), u))
    const x = alike ? likeTransition(delta, mass, strengths[0]!, kinetic) : transition(system, delta, mass, strengths, kinetic)
    out.fill(0)
    for (const outgoing of waves) {
      const left = multiply(outgoing, x)
      for (const incoming of waves) {
        const conjugate = adjoint(incoming)
        const [right, both] = [multiply(x, conjugate), multiply(left, conjugate)]
        for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) {
          if (k === l || kinetic[k]! <= 0 || kinetic[l]! <= 0) continue
          const at = k * n + l
          const t = Math.hypot(x.re[at]! + left.re[at]! + right.re[at]! + both.re[at]!, x.im[at]! + left.im[at]! + right.im[at]! + both.im[at]!)
          out[at]! += (t * t * mass) / (2 * Math.sqrt(kinetic[k]! * kinetic[l]!))
        }
      }
    }
  }
}

const momentum = (mass: number, kinetic: number): number => Math.sqrt(2 * mass * Math.abs(kinetic))

/** Over sites: Σ_k U_ik (−im/p_k)(e^{ip_kR} − 1) U*_jk. */
function stepsOfPropagator({ eigenvectors: u, sites: n }: System, mass: number, positions: readonly number[], kinetic: Float64Array): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) {
    const [p, r] = [momentum(mass, kinetic[k]!), Math.abs(positions[i]! - positions[j]!)]
    const half = Math.sin((p * r) / 2)
    const [re, im] = kinetic[k]! > 0 ? [(mass / p) * Math.sin(p * r), (2 * mass * half * half) / p] : [(-mass / p) * Math.expm1(-p * r), 0]
    const a = u.re[i * n + k]! * u.re[j * n + k]! + u.im[i * n + k]! * u.im[j * n + k]!
    const b = u.im[i * n + k]! * u.re[j * n + k]! - u.re[i * n + k]! * u.im[j * n + k]!
    out.re[i * n + j]! += a * re - b * im
    out.im[i * n + j]! += a * im + b * re
  }
  return out
}

/** Levels over sites: (e^{∓ip_kq} − 1)U*_ik. */
function stepsOfWaves(
  { eigenvectors: u, sites: n }: System, mass: number, positions: readonly number[], kinetic: Float64Array, sign: number,
): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) {
    if (kinetic[k]! <= 0) continue
    const x = -sign * momentum(mass, kinetic[k]!) * positions[i]!
    const [re, im] = [-2 * Math.sin(x / 2) ** 2, Math.sin(x)]
    out.re[k * n + i] = re * u.re[i * n + k]! + im * u.im[i * n + k]!
    out.im[k * n + i] = im * u.re[i * n + k]! - re * u.im[i * n + k]!
  }
  return out
}

/** −im/p, or −m/κ. */
function setInverse(at: number, re: number, im: number, out: ComplexMatrix): void {
  const size = re * re + im * im
  out.re[at] = re / size
  out.im[at] = -im / size
}

/** (D − Δ)⁻¹, D = 1/v + im/p or 1/v + m/κ; between levels as D⁻¹Δ(D − Δ)⁻¹. */
function likeTransition(delta: ComplexMatrix, mass: number, v: number, kinetic: Float64Array): ComplexMatrix {
  const n = delta.rows
  const [inverse, diagonal] = [complexZeros(n, n), complexZeros(n, n)]
  delta.re.forEach((x, i) => { [inverse.re[i], inverse.im[i]] = [-x, -delta.im[i]!] })
  for (let k = 0; k < n; k++) {
    const own = mass / momentum(mass, kinetic[k]!)
    const [re, im] = kinetic[k]! > 0 ? [1 / v, own] : [1 / v + own, 0]
    inverse.re[k * (n + 1)]! += re
    inverse.im[k * (n + 1)]! += im
    setInverse(k * (n + 1), re, im, diagonal)
  }
  invertInPlace(inverse, new Int32Array(n))
  const between = multiply(multiply(diagonal, delta), inverse)
  for (let k = 0; k < n; k++) [between.re[k * (n + 1)], between.im[k * (n + 1)]] = [inverse.re[k * (n + 1)]!, inverse.im[k * (n + 1)]!]
  return between
}

/** (1 − WÃ)⁻¹W with W = U†VU. */
function transition({ eigenvectors: u, sites: n }: System, delta: ComplexMatrix, mass: number, strengths: readonly number[], kinetic: Float64Array): ComplexMatrix {
  const v = complexZeros(n, n)
  strengths.forEach((strength, i) => { v.re[i * (n + 1)] = strength })
  const w = multiply(multiply(adjoint(u), v), u)
  const propagator = { ...delta, re: delta.re.slice(), im: delta.im.slice() }
  for (let k = 0; k < n; k++) {
    const own = mass / momentum(mass, kinetic[k]!)
    if (kinetic[k]! > 0) propagator.im[k * (n + 1)]! -= own
    else propagator.re[k * (n + 1)]! -= own
  }
  const matrix = multiply(w, propagator)
  for (let i = 0; i < matrix.re.length; i++) {
    matrix.re[i] = (i % (n + 1) === 0 ? 1 : 0) - matrix.re[i]!
    matrix.im[i] = -matrix.im[i]!
  }
  invertInPlace(matrix, new Int32Array(n))
  return multiply(matrix, w)
}

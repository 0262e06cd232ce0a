import {
  adjoint,
  complexZeros,
  gaussLegendre,
  invertInPlace,
  multiply,
  type ComplexMatrix,
} from '../../src/numerics/index.js'
import type { Dimension, System } from '../../src/model/index.js'

/**
 * Rates of contact scatterers by equal steps of the momentum, from the closed formulas of sections 2a and 2b in the
 * basis of the levels. It shares no code with the solvers, knows no resonances, has no adaptive panels, and doubles the
 * number of steps until nothing changes.
 */

/**
 * Contact scatterers, one a site, and a thermal gas of density one; in the plane for points much closer than a
 * wavelength.
 */
export interface ContactModel {
  readonly system: System
  readonly dimension: Dimension
  readonly mass: number
  readonly beta: number
  /** V, or scattering lengths. */
  readonly strengths: readonly number[]
  readonly positions: readonly (readonly number[])[]
}

const rule = gaussLegendre(12)
/** Radians of p·R, both ways through, on the first steps. */
const phasePerStep = 6
const mostSteps = 40_000
/** The part of the path near a threshold where steps are so many times shorter. */
const ringing = 0.05
const shorter = 16

/**
 * a_kl, [to][from], physical normalisation; `change` is that of the last doubling, relative to the worst pair.
 * Undefined where it does not settle.
 */
export function ratesByEqualSteps(
  model: ContactModel,
  settled = 1e-10,
): { readonly rates: Float64Array; readonly change: number } | undefined {
  let coarse: Float64Array | undefined
  for (let finer = 1; finer <= 32; finer *= 2) {
    const fine = ratesWith(model, finer)
    if (fine === undefined) return undefined
    const change =
      coarse === undefined
        ? Infinity
        : fine.reduce((worst, x, i) => (x === 0 ? worst : Math.max(worst, Math.abs(x / coarse![i]! - 1))), 0)
    if (change < settled) return { rates: fine, change }
    coarse = fine
  }
  return undefined
}

/** Fills kinetic energies over every level at x in (0, 1), and gives dE/dx. */
type Path = (x: number, kinetic: Float64Array) => number

function ratesWith(model: ContactModel, finer: number): Float64Array | undefined {
  const {
    system: { levels, sites: n },
    dimension,
    mass,
    beta,
    positions,
  } = model
  const rates = new Float64Array(n * n)
  const kinetic = new Float64Array(n)
  const probabilities = new Float64Array(n * n)
  const scatter = closedFormula(model)
  const spread = Math.max(...positions.flatMap((a) => positions.map((b) => distance(a, b))))
  const peak = (2 * Math.PI) ** (dimension - 1) * (beta / (2 * Math.PI * mass)) ** (dimension / 2)
  for (let open = 2; open <= n; open++) {
    const reach = open < n ? levels[open]! - levels[open - 1]! : 42 / beta
    const plain = open < n ? between(levels, open - 1) : above(levels, reach)
    const path = dimension === 2 ? flattened(plain) : plain
    const phase = 2 * spread * Math.sqrt(2 * mass * (reach + levels[open - 1]! - levels[0]!))
    const steps = finer * Math.ceil(8 + phase / phasePerStep)
    if (steps > mostSteps) return undefined
    forEachStep(steps, (from, to) => {
      rule.nodes.forEach((node, e) => {
        const weight = ((rule.weights[e]! * (to - from)) / 2) * path(from + ((to - from) * (1 + node)) / 2, kinetic)
        scatter(kinetic, probabilities)
        for (let k = 0; k < open; k++)
          for (let l = 0; l < open; l++) {
            if (k !== l) rates[k * n + l]! += peak * weight * Math.exp(-beta * kinetic[l]!) * probabilities[k * n + l]!
          }
      })
    })
  }
  return rates
}

/**
 * Equal steps of x in [0, 1]; shorter ones where momenta are small, scatterers reflect nearly all, and waves between
 * them ring for long.
 */
function forEachStep(steps: number, visit: (from: number, to: number) => void): void {
  const short = Math.ceil(steps * ringing)
  for (let i = 0; i < short * shorter; i++) visit(i / (shorter * steps), (i + 1) / (shorter * steps))
  for (let i = short; i < steps; i++) visit(i / steps, (i + 1) / steps)
}

/** E = 𝓔_h + (𝓔_{h+1} − 𝓔_h) sin²: both square roots are gone. */
function between(levels: Float64Array, h: number): Path {
  const width = levels[h + 1]! - levels[h]!
  return (x, kinetic) => {
    const [s, c] = [Math.sin((Math.PI * x) / 2), Math.cos((Math.PI * x) / 2)]
    kinetic.forEach((_, k) => {
      kinetic[k] = k > h ? -width * c * c - (levels[k]! - levels[h + 1]!) : width * s * s + (levels[h]! - levels[k]!)
    })
    return Math.PI * width * s * c
  }
}

/** x = y⁴ next to 0 and likewise next to 1, where logarithms are. */
function flattened(path: Path): Path {
  return (y, kinetic) => {
    const x = y ** 4 * (35 - 84 * y + 70 * y * y - 20 * y ** 3)
    return 140 * y ** 3 * (1 - y) ** 3 * path(x, kinetic)
  }
}

/** E = 𝓔_top + reach·x²: equal steps of the momentum. */
function above(levels: Float64Array, reach: number): Path {
  const top = levels[levels.length - 1]!
  return (x, kinetic) => {
    kinetic.forEach((_, k) => {
      kinetic[k] = reach * x * x + (top - levels[k]!)
    })
    return 2 * reach * x
  }
}

const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((x, c) => x - b[c]!))

/**
 * Fills Σ_μμ′|S_{kμ′,lμ}|² for k ≠ l. With Ã = U†AU = diag(g(0)) + Δ, the small Δ summed as it is, U†τU = (B − Ã)⁻¹.
 * For equal strengths B − Ã = D − Δ with D diagonal, and X_kl = D_k⁻¹(ΔX)_kl: nothing cancels however close the
 * scatterers are.
 */
function closedFormula(model: ContactModel): (kinetic: Float64Array, out: Float64Array) => void {
  const {
    system: { eigenvectors: u, sites: n },
    dimension,
    mass,
    strengths,
  } = model
  const alike = strengths.every((v) => v === strengths[0])
  const directions = directionsOf(dimension)
  return (kinetic, out) => {
    const delta = multiply(multiply(adjoint(u), stepsOfPropagator(model, kinetic)), u)
    const x = alike ? likeTransition(model, delta, kinetic) : transition(model, delta, kinetic)
    const waves = directions.map(({ toward }) => multiply(stepsOfWaves(model, kinetic, toward), u))
    const incoming = moments(waves, directions)
    out.fill(0)
    waves.forEach((outgoing, a) => {
      const left = multiply(outgoing, x)
      left.re.forEach((_, at) => {
        ;[left.re[at], left.im[at]] = [left.re[at]! + x.re[at]!, left.im[at]! + x.im[at]!]
      })
      for (let k = 0; k < n; k++)
        for (let l = 0; l < n; l++) out[k * n + l]! += directions[a]!.weight * averageSquare(left, k, l, incoming)
    })
    for (let k = 0; k < n; k++)
      for (let l = 0; l < n; l++) {
        out[k * n + l]! *=
          kinetic[k]! > 0 && kinetic[l]! > 0
            ? states(dimension, mass, kinetic[k]!) * states(dimension, mass, kinetic[l]!)
            : 0
      }
  }
}

/** Averages of φ_lm and of φ_lm*φ_lq over directions, φ the waves less one. */
interface Moments {
  readonly mean: ComplexMatrix
  readonly second: ComplexMatrix
}

function moments(waves: readonly ComplexMatrix[], directions: readonly { readonly weight: number }[]): Moments {
  const n = waves[0]!.rows
  const [mean, second] = [complexZeros(n, n), complexZeros(n, n * n)]
  waves.forEach(({ re, im }, a) => {
    const { weight } = directions[a]!
    for (let l = 0; l < n; l++)
      for (let m = 0; m < n; m++) {
        const i = l * n + m
        mean.re[i]! += weight * re[i]!
        mean.im[i]! += weight * im[i]!
        for (let q = 0; q < n; q++) {
          const j = l * n + q
          second.re[i * n + q]! += weight * (re[i]! * re[j]! + im[i]! * im[j]!)
          second.im[i * n + q]! += weight * (re[i]! * im[j]! - im[i]! * re[j]!)
        }
      }
  })
  return { mean, second }
}

/** The average of |v_kl + Σ_m v_km φ*_lm|² over directions. */
function averageSquare({ re, im, columns: n }: ComplexMatrix, k: number, l: number, { mean, second }: Moments): number {
  const [x, y] = [re[k * n + l]!, im[k * n + l]!]
  let sum = x * x + y * y
  for (let m = 0; m < n; m++) {
    const [a, b, at] = [re[k * n + m]!, im[k * n + m]!, l * n + m]
    const [c, d] = [a * mean.re[at]! + b * mean.im[at]!, b * mean.re[at]! - a * mean.im[at]!]
    sum += 2 * (x * c + y * d)
    for (let q = 0; q < n; q++) {
      const [u, v] = [a * re[k * n + q]! + b * im[k * n + q]!, b * re[k * n + q]! - a * im[k * n + q]!]
      sum += u * second.re[at * n + q]! - v * second.im[at * n + q]!
    }
  }
  return sum
}

/** Unit vectors and weights that average over directions: both, or enough for polynomials of degree nine. */
function directionsOf(dimension: Dimension): { readonly toward: readonly number[]; readonly weight: number }[] {
  if (dimension === 1) return [1, -1].map((x) => ({ toward: [x], weight: 0.5 }))
  const circle = Array.from({ length: 10 }, (_, i) => [Math.cos((Math.PI * i) / 5), Math.sin((Math.PI * i) / 5)])
  if (dimension === 2) return circle.map((toward) => ({ toward, weight: 0.1 }))
  const heights = gaussLegendre(5)
  return [...heights.nodes].flatMap((z, i) =>
    circle.map(([x, y]) => ({
      toward: [Math.sqrt(1 - z * z) * x!, Math.sqrt(1 - z * z) * y!, z],
      weight: heights.weights[i]! / 20,
    })),
  )
}

/** 2πn(p). */
function states(dimension: Dimension, mass: number, kinetic: number): number {
  const p = momentum(mass, kinetic)
  return dimension === 1 ? (2 * mass) / p : dimension === 2 ? mass : (mass * p) / Math.PI
}

const momentum = (mass: number, kinetic: number): number => Math.sqrt(2 * mass * Math.abs(kinetic))

/** Over sites: Σ_k U_ik [g_k(R) − g_k(0)] U*_jk. */
function stepsOfPropagator(
  { system: { eigenvectors: u, sites: n }, dimension, mass, positions }: ContactModel,
  kinetic: Float64Array,
): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const [re, im] = propagatorStep[dimension](
          mass,
          momentum(mass, kinetic[k]!),
          kinetic[k]! > 0,
          distance(positions[i]!, positions[j]!),
        )
        const a = u.re[i * n + k]! * u.re[j * n + k]! + u.im[i * n + k]! * u.im[j * n + k]!
        const b = u.im[i * n + k]! * u.re[j * n + k]! - u.re[i * n + k]! * u.im[j * n + k]!
        out.re[i * n + j]! += a * re - b * im
        out.im[i * n + j]! += a * im + b * re
      }
  return out
}

type Step = (mass: number, p: number, open: boolean, r: number) => readonly [number, number]

const propagatorStep: Record<Dimension, Step> = { 1: lineStep, 2: planeStep, 3: spaceStep }

/** (−im/p)(e^{ipR} − 1). */
function lineStep(mass: number, p: number, open: boolean, r: number): readonly [number, number] {
  return open
    ? [(mass / p) * Math.sin(p * r), (2 * mass * Math.sin((p * r) / 2) ** 2) / p]
    : [(-mass / p) * Math.expm1(-p * r), 0]
}

/** By the series of J₀, Y₀, I₀ and K₀: with s = ∓x²/4, J₀ or I₀ − 1 = Σ s^j/j!², and Σ (1 + … + 1/j) s^j/j!². */
function planeStep(mass: number, p: number, open: boolean, r: number): readonly [number, number] {
  const x = p * r
  if (x === 0) return [0, 0]
  if (x > 1) throw new RangeError('points this far apart in the plane are not provided for')
  let [term, harmonic, small, rest] = [1, 0, 0, 0]
  for (let j = 1; j < 20; j++) {
    term *= ((open ? -1 : 1) * x * x) / (4 * j * j)
    harmonic += 1 / j
    small += term
    rest += harmonic * term
  }
  const logarithm = Math.log(x / 2) + 0.57721566490153286
  return [(mass / Math.PI) * (logarithm * small - rest), open ? (-mass / 2) * small : 0]
}

/** −(m/2π)[(e^{ipR} − 1)/R − ip], by its series where that is small. */
function spaceStep(mass: number, p: number, open: boolean, r: number): readonly [number, number] {
  if (r === 0) return [0, 0]
  const [x, c] = [p * r, -mass / (2 * Math.PI * r)]
  if (open) return [-2 * c * Math.sin(x / 2) ** 2, c * (x < 0.5 ? series(x, 3, -1) : Math.sin(x) - x)]
  return [c * (x < 0.5 ? -series(x, 3, 1) + series(x, 2, 1) : Math.expm1(-x) + x), 0]
}

/** sign·x^n/n! + x^{n+2}/(n+2)! + …, every term with one more sign. */
function series(x: number, n: number, sign: number): number {
  let term = sign
  for (let j = 1; j <= n; j++) term *= x / j
  let sum = 0
  for (let j = n; j < 30; j += 2) {
    sum += term
    term *= (sign * x * x) / ((j + 1) * (j + 2))
  }
  return sum
}

/** Levels over sites: (e^{−ip_kn·r} − 1)U*_ik. */
function stepsOfWaves(
  { system: { eigenvectors: u, sites: n }, mass, positions }: ContactModel,
  kinetic: Float64Array,
  toward: readonly number[],
): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++) {
      if (kinetic[k]! <= 0) continue
      const x = -momentum(mass, kinetic[k]!) * positions[i]!.reduce((sum, r, c) => sum + r * toward[c]!, 0)
      const [re, im] = [-2 * Math.sin(x / 2) ** 2, Math.sin(x)]
      out.re[k * n + i] = re * u.re[i * n + k]! + im * u.im[i * n + k]!
      out.im[k * n + i] = im * u.re[i * n + k]! - re * u.im[i * n + k]!
    }
  return out
}

/** B: 1/V, −(m/π) ln a, m/2πa. */
function inverseStrength(dimension: Dimension, mass: number, v: number): number {
  return dimension === 1 ? 1 / v : dimension === 2 ? (-mass / Math.PI) * Math.log(v) : mass / (2 * Math.PI * v)
}

/** g(0). */
function localPropagator(dimension: Dimension, mass: number, kinetic: number): readonly [number, number] {
  const p = momentum(mass, kinetic)
  if (dimension === 1) return kinetic > 0 ? [0, -mass / p] : [-mass / p, 0]
  if (dimension === 2) return [(mass / Math.PI) * (Math.log(p / 2) + 0.57721566490153286), kinetic > 0 ? -mass / 2 : 0]
  return kinetic > 0 ? [0, (-mass * p) / (2 * Math.PI)] : [(mass * p) / (2 * Math.PI), 0]
}

function setInverse(at: number, re: number, im: number, out: ComplexMatrix): void {
  const size = re * re + im * im
  out.re[at] = re / size
  out.im[at] = -im / size
}

/** (D − Δ)⁻¹, D = B − g(0); between levels as D⁻¹Δ(D − Δ)⁻¹. */
function likeTransition(
  { dimension, mass, strengths }: ContactModel,
  delta: ComplexMatrix,
  kinetic: Float64Array,
): ComplexMatrix {
  const n = delta.rows
  const [inverse, diagonal] = [complexZeros(n, n), complexZeros(n, n)]
  delta.re.forEach((x, i) => {
    ;[inverse.re[i], inverse.im[i]] = [-x, -delta.im[i]!]
  })
  for (let k = 0; k < n; k++) {
    const [re, im] = localPropagator(dimension, mass, kinetic[k]!)
    const d = inverseStrength(dimension, mass, strengths[0]!) - re
    inverse.re[k * (n + 1)]! += d
    inverse.im[k * (n + 1)]! -= im
    setInverse(k * (n + 1), d, -im, diagonal)
  }
  invertInPlace(inverse, new Int32Array(n))
  const between = multiply(multiply(diagonal, delta), inverse)
  for (let k = 0; k < n; k++)
    [between.re[k * (n + 1)], between.im[k * (n + 1)]] = [inverse.re[k * (n + 1)]!, inverse.im[k * (n + 1)]!]
  return between
}

/** (1 − WÃ)⁻¹W with W = U†B⁻¹U. */
function transition(
  { system: { eigenvectors: u, sites: n }, dimension, mass, strengths }: ContactModel,
  delta: ComplexMatrix,
  kinetic: Float64Array,
): ComplexMatrix {
  const v = complexZeros(n, n)
  strengths.forEach((strength, i) => {
    v.re[i * (n + 1)] = dimension === 1 ? strength : 1 / inverseStrength(dimension, mass, strength)
  })
  const w = multiply(multiply(adjoint(u), v), u)
  const propagator = { ...delta, re: delta.re.slice(), im: delta.im.slice() }
  for (let k = 0; k < n; k++) {
    const [re, im] = localPropagator(dimension, mass, kinetic[k]!)
    propagator.re[k * (n + 1)]! += re
    propagator.im[k * (n + 1)]! += im
  }
  const matrix = multiply(w, propagator)
  for (let i = 0; i < matrix.re.length; i++) {
    matrix.re[i] = (i % (n + 1) === 0 ? 1 : 0) - matrix.re[i]!
    matrix.im[i] = -matrix.im[i]!
  }
  invertInPlace(matrix, new Int32Array(n))
  return multiply(matrix, w)
}

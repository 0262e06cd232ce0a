import {
  complex,
  cosine,
  exponential,
  multiple,
  product,
  quotient,
  root,
  sine,
  sum,
  type ComplexNumber,
} from '../numerics/index.js'

/** Beyond this many thermal momenta √(2m/β) above a threshold a Maxwellian holds less than 10⁻¹⁸. */
const reach = 6.5

/** A point of an energy map, real or continued to complex x. */
export interface MappedEnergy {
  /** p_k of every level at this energy, iκ_k where it is closed. */
  readonly momenta: ComplexNumber[]
  /** dp_k/dx. */
  readonly slopes: ComplexNumber[]
  /** dE/dx e^{−β(E−𝓔)}, 𝓔 the highest open level. */
  readonly weight: ComplexNumber
}

/**
 * Total energies from one threshold to the next, or from the highest on, as an analytic function of x ∈ [0, 1] in which
 * the square roots at both thresholds are smooth.
 */
export interface EnergyMap {
  /** How many levels are open, the lowest ones. */
  readonly open: number
  at(x: ComplexNumber): MappedEnergy
}

/** One for every stretch above the second level; below it no transition can happen. */
export function energyMaps(levels: Float64Array, mass: number, beta: number): EnergyMap[] {
  return Array.from({ length: levels.length - 1 }, (_, gap) =>
    gap + 2 === levels.length ? topMap(levels, mass, beta) : gapMap(gap + 2, levels, mass, beta),
  )
}

/** p = √(2m/β)·6.5x² in the highest level: thermal energies are e^{−s²} with s = 6.5x². */
function topMap(levels: Float64Array, mass: number, beta: number): EnergyMap {
  const thermal = Math.sqrt((2 * mass) / beta)
  const top = levels.at(-1)!
  return {
    open: levels.length,
    at(x) {
      const s = multiple(reach, product(x, x))
      const slope = multiple(2 * reach, x)
      const p = multiple(thermal, s)
      const speed = multiple(thermal, slope)
      const { momenta, slopes } = relativeTo(levels, levels.length - 1, top, mass, p, speed)
      return {
        momenta,
        slopes,
        weight: multiple(2 / beta, product(product(s, slope), exponential(multiple(-1, product(s, s))))),
      }
    },
  }
}

/** E = 𝓔_lower + Δ sin²θ, θ up to where a Maxwellian ends. */
function gapMap(open: number, levels: Float64Array, mass: number, beta: number): EnergyMap {
  const lower = levels[open - 1]!
  const upper = levels[open]!
  const gap = upper - lower
  const q = Math.sqrt(2 * mass * gap)
  const end = Math.asin(Math.min(1, reach / Math.sqrt(beta * gap)))
  return {
    open,
    at(x) {
      const theta = multiple(end, x)
      const [s, c] = [sine(theta), cosine(theta)]
      const below = relativeTo(levels.subarray(0, open), open - 1, lower, mass, multiple(q, s), multiple(q * end, c))
      const kappa = relativeTo(
        levels.slice(open).map((level) => 2 * upper - level),
        0,
        upper,
        mass,
        multiple(q, c),
        multiple(-q * end, s),
      )
      const weight = multiple(2 * gap * end, product(product(s, c), exponential(multiple(-beta * gap, product(s, s)))))
      return {
        momenta: [...below.momenta, ...kappa.momenta.map(timesI)],
        slopes: [...below.slopes, ...kappa.slopes.map(timesI)],
        weight,
      }
    },
  }
}

const timesI = ({ re, im }: ComplexNumber): ComplexNumber => ({ re: -im, im: re })

/** p_k = √(p² + 2m(𝓔 − 𝓔_k)) and its derivative, from p in the level `base` of energy 𝓔 = `energy`. */
function relativeTo(
  levels: Float64Array,
  base: number,
  energy: number,
  mass: number,
  p: ComplexNumber,
  slope: ComplexNumber,
): { momenta: ComplexNumber[]; slopes: ComplexNumber[] } {
  const square = product(p, p)
  const momenta = Array.from(levels, (level, k) =>
    k === base ? p : root(sum(square, complex(2 * mass * (energy - level)))),
  )
  return { momenta, slopes: momenta.map((each, k) => (k === base ? slope : quotient(product(p, slope), each))) }
}

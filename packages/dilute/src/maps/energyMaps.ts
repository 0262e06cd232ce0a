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
  timesI,
  type ComplexNumber,
} from '../numerics/index.js'

/**
 * How far maps go above a threshold, in thermal momenta √(2m/β), and p′(0) over p′(1) halfway in the topmost: with 0,
 * nodes crowd at the threshold.
 */
export interface Reach {
  readonly reach: number
  readonly start: number
}

/** A Maxwellian holds less than 10⁻¹⁸ beyond, and all of what is at a threshold is smooth. */
const farthest: Reach = { reach: 6.5, start: 0 }

/** What is left out of a probability of 1 is 10⁻⁷ of the tolerance; no nodes crowd where all is analytic in p. */
export const reachFor = (relativeError: number): Reach => ({
  reach: Math.min(farthest.reach, Math.sqrt(16 - Math.log(relativeError))),
  start: 0.3,
})

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
  readonly levelCount: number
  /** How many of them are open, the lowest ones. */
  readonly open: number
  /** What a probability of 1 has beyond the end, e^{−β(E−𝓔)} integrated. */
  readonly missing: number
  at(x: ComplexNumber): MappedEnergy
  /** `at` a real x: fills |p_k|, returns the weight. */
  atReal(x: number, momenta: Float64Array): number
}

/** One for every stretch above the second level; below it no transition can happen. */
export function energyMaps(levels: Float64Array, mass: number, beta: number, reach = farthest): EnergyMap[] {
  return Array.from({ length: levels.length - 1 }, (_, gap) =>
    gap + 2 === levels.length ? topMap(levels, mass, beta, reach) : gapMap(gap + 2, levels, mass, beta, reach),
  )
}

/** p = √(2m/β)·s in the highest level, s = reach·[cx + (1 − c)x²]: thermal energies are e^{−s²}. */
function topMap(levels: Float64Array, mass: number, beta: number, { reach, start: c }: Reach): EnergyMap {
  const n = levels.length
  const thermal = Math.sqrt((2 * mass) / beta)
  const top = levels[n - 1]!
  return {
    levelCount: n,
    open: n,
    missing: Math.exp(-reach * reach) / beta,
    at(x) {
      const s = multiple(reach, sum(multiple(c, x), multiple(1 - c, product(x, x))))
      const slope = multiple(reach, sum(complex(c), multiple(2 * (1 - c), x)))
      const p = multiple(thermal, s)
      const speed = multiple(thermal, slope)
      const [momenta, slopes]: [ComplexNumber[], ComplexNumber[]] = [[], []]
      pushRelative({ levels, base: n - 1, mass }, p, speed, momenta, slopes)
      return {
        momenta,
        slopes,
        weight: multiple(2 / beta, product(product(s, slope), exponential(multiple(-1, product(s, s))))),
      }
    },
    atReal(x, momenta) {
      const s = reach * (c * x + (1 - c) * x * x)
      const p = thermal * s
      for (let k = 0; k < n - 1; k++) momenta[k] = Math.sqrt(p * p + 2 * mass * (top - levels[k]!))
      momenta[n - 1] = p
      return (2 / beta) * s * reach * (c + 2 * (1 - c) * x) * Math.exp(-s * s)
    },
  }
}

/** E = 𝓔_lower + Δ sin²θ, θ up to where a Maxwellian ends. */
function gapMap(open: number, levels: Float64Array, mass: number, beta: number, { reach }: Reach): EnergyMap {
  const lower = levels[open - 1]!
  const upper = levels[open]!
  const gap = upper - lower
  const q = Math.sqrt(2 * mass * gap)
  const part = reach / Math.sqrt(beta * gap)
  const end = Math.asin(Math.min(1, part))
  const opened = levels.slice(0, open)
  const closed = levels.slice(open).map((level) => 2 * upper - level)
  return {
    levelCount: levels.length,
    open,
    missing: part < 1 ? Math.exp(-reach * reach) / beta : 0,
    at(x) {
      const theta = multiple(end, x)
      const [s, c] = [sine(theta), cosine(theta)]
      const [momenta, slopes]: [ComplexNumber[], ComplexNumber[]] = [[], []]
      pushRelative({ levels: opened, base: open - 1, mass }, multiple(q, s), multiple(q * end, c), momenta, slopes)
      pushRelative({ levels: closed, base: 0, mass }, multiple(q, c), multiple(-q * end, s), momenta, slopes)
      for (let k = open; k < levels.length; k++) {
        momenta[k] = timesI(momenta[k]!)
        slopes[k] = timesI(slopes[k]!)
      }
      const weight = multiple(2 * gap * end, product(product(s, c), exponential(multiple(-beta * gap, product(s, s)))))
      return { momenta, slopes, weight }
    },
    atReal(x, momenta) {
      const [s, c] = [Math.sin(end * x), Math.cos(end * x)]
      const [p, kappa] = [q * s, q * c]
      for (let k = 0; k < levels.length; k++) {
        const offset =
          k < open ? p * p + 2 * mass * (lower - levels[k]!) : kappa * kappa + 2 * mass * (levels[k]! - upper)
        momenta[k] = k === open - 1 ? p : k === open ? kappa : Math.sqrt(offset)
      }
      return 2 * gap * end * s * c * Math.exp(-beta * gap * s * s)
    },
  }
}

/** p_k = √(p² + 2m(𝓔 − 𝓔_k)) of levels, and its derivative, from p in one of them of energy 𝓔. */
function pushRelative(
  { levels, base, mass }: { readonly levels: Float64Array; readonly base: number; readonly mass: number },
  p: ComplexNumber,
  slope: ComplexNumber,
  momenta: ComplexNumber[],
  slopes: ComplexNumber[],
): void {
  const square = product(p, p)
  const moving = product(p, slope)
  for (let k = 0; k < levels.length; k++) {
    const each = k === base ? p : root(sum(square, complex(2 * mass * (levels[base]! - levels[k]!))))
    momenta.push(each)
    slopes.push(k === base ? slope : quotient(moving, each))
  }
}

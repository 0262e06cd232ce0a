import type { ZeroFrequencyBlock } from '../../rates/index.js'
import { HermitianCoordinates } from './hermitianCoordinates.js'

/** The gains of one gas in real coordinates. */
interface Part {
  readonly gains: Float64Array
  /** Errors of the gains, those of the wells included where a barrier stands in between, and of rounding. */
  readonly errors: Float64Array
  /** Exponents of the gains between groups, G × G [to][from], and of the losses that they cause. */
  readonly gainExponents: Float64Array
  readonly lossExponents: Float64Array
}

/** What multiplies a gain between states as gain, and as the loss it causes; and the pair of groups. */
interface Factors {
  readonly up: number
  readonly out: number
  readonly between: number
}

/** A vector on either side, to be put between the entries of the generator. */
export interface Sides {
  readonly left: Float64Array
  readonly right: Float64Array
}

/** Derivatives of a vector, from order 0 on. */
type Series = readonly Float64Array[]

/** n!/(i! j! k! m!) for all i + j + k + m = n. */
function multinomials(n: number): { weight: number; powers: readonly [number, number, number, number] }[] {
  const factorial = (x: number): number => (x <= 1 ? 1 : x * factorial(x - 1))
  const range = Array.from({ length: n + 1 }, (_, i) => i)
  return range.flatMap((i) =>
    range.flatMap((j) =>
      range
        .filter((k) => i + j + k <= n)
        .map((k) => {
          const m = n - i - j - k
          return {
            weight: factorial(n) / (factorial(i) * factorial(j) * factorial(k) * factorial(m)),
            powers: [i, j, k, m] as const,
          }
        }),
    ),
  )
}

/** Relative rounding of one product. */
const rounding = 2 * Number.EPSILON

/**
 * The generator of several gases as a real matrix in scaled coordinates, x = e^{sW}ρ group by group, W the wells: with
 * s = 1 no entry exceeds the prefactors, and a Gibbs state is as large in each group; with s = ½ detailed balance makes
 * the matrix symmetric. `tame` multiplies all heights.
 */
export class Frame {
  readonly coordinates: HermitianCoordinates
  /** 𝓛, n × n row-major. */
  readonly matrix: Float64Array
  /** sW of each coordinate. */
  readonly scales: Float64Array
  private readonly parts: readonly Part[]

  constructor(
    readonly blocks: readonly ZeroFrequencyBlock[],
    readonly wells: Float64Array,
    power: number,
    tame = 1,
  ) {
    const [first] = blocks as readonly [ZeroFrequencyBlock]
    this.coordinates = new HermitianCoordinates(first)
    const { groupOf } = this.coordinates
    this.scales = Float64Array.from(groupOf, (g) => power * tame * wells[g]!)
    this.parts = blocks.map((block) => this.part(block, power, tame))
    this.matrix = this.assembled()
  }

  get size(): number {
    return this.coordinates.size
  }

  private part(block: ZeroFrequencyBlock, power: number, tame: number): Part {
    const {
      coordinates: { groups, size, groupOf },
      wells,
    } = this
    const { barriers, wells: own, wellError, prefactors, prefactorErrors } = block
    const heights = barriers.map((barrier, entry) => tame * (own[entry % groups.length]! - barrier))
    const gains = this.coordinates.mapOf(prefactors)
    const errors = this.coordinates.errorsOf(prefactorErrors)
    for (let entry = 0; entry < size * size; entry++) {
      const [g, h] = [groupOf[Math.floor(entry / size)]!, groupOf[entry % size]!]
      const height = g === h ? 0 : heights[g * groups.length + h]!
      const relative = size * Number.EPSILON + (height === 0 ? 0 : 2 * wellError + rounding * Math.abs(height))
      errors[entry]! += relative * Math.abs(gains[entry]!)
    }
    return {
      gains,
      errors,
      lossExponents: heights,
      gainExponents: heights.map(
        (height, entry) =>
          height + power * tame * (wells[Math.floor(entry / groups.length)]! - wells[entry % groups.length]!),
      ),
    }
  }

  /** e^{exponent}·gain of a part, where it joins different groups. */
  private gain({ gains, gainExponents }: Part, a: number, b: number): number {
    const { groupOf, groups } = this.coordinates
    const [g, h] = [groupOf[a]!, groupOf[b]!]
    const value = gains[a * this.size + b]!
    return value === 0 ? 0 : value * Math.exp(g === h ? 0 : gainExponents[g * groups.length + h]!)
  }

  private assembled(): Float64Array {
    const { size: n, coordinates } = this
    const out = new Float64Array(n * n)
    for (const part of this.parts)
      for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) out[a * n + b]! += this.gain(part, a, b)
    const losses = this.losses()
    for (let b = 0; b < n; b++) {
      const unit = new Float64Array(n)
      unit[b] = 1
      const loss = coordinates.jordan(losses, unit, coordinates.groupOf[b])
      for (let a = 0; a < n; a++) if (loss[a] !== 0) out[a * n + b]! -= loss[a]!
    }
    return out
  }

  /** Γ of all groups as one vector. */
  private losses(): Float64Array {
    const {
      size: n,
      coordinates: { groupOf, groups, trace },
    } = this
    const out = new Float64Array(n)
    for (const { gains, lossExponents } of this.parts) {
      for (let a = 0; a < n; a++) {
        if (trace[a] === 0) continue
        for (let b = 0; b < n; b++) {
          const [g, h] = [groupOf[a]!, groupOf[b]!]
          if (g !== h && gains[a * n + b] !== 0)
            out[b]! += gains[a * n + b]! * Math.exp(lossExponents[g * groups.length + h]!)
        }
      }
    }
    return out
  }

  /** 𝓛x. */
  applied(x: Float64Array): Float64Array {
    return times(this.matrix, this.size, x)
  }

  /** |y|ᵀ|𝓛||x| for vectors that are moduli: what rounding is relative to. */
  modulus(y: Float64Array, x: Float64Array): number {
    return dot(y, times(this.matrix.map(Math.abs), this.size, x))
  }

  /**
   * The vector Tr 𝒥 as a functional: Σ_{g≠h} increments[part][g·G + h] Tr P_g 𝒥(P_h · P_h), the rate that transitions
   * are counted at.
   */
  counts(increments: readonly Float64Array[]): Float64Array {
    const {
      size: n,
      coordinates: { groupOf, groups, trace },
    } = this
    const out = new Float64Array(n)
    this.parts.forEach(({ gains, lossExponents }, p) => {
      for (let a = 0; a < n; a++) {
        if (trace[a] === 0) continue
        for (let b = 0; b < n; b++) {
          const entry = groupOf[a]! * groups.length + groupOf[b]!
          const increment = groupOf[a] === groupOf[b] ? 0 : increments[p]![entry]!
          if (increment !== 0)
            out[b]! += increment * gains[a * n + b]! * Math.exp(lossExponents[entry]! - this.scales[b]!)
        }
      }
    })
    return out
  }

  /** The gain between groups, each entry times increments[part][g·G + h]: what tilting differentiates to. */
  weightedGains(increments: readonly Float64Array[]): Float64Array {
    const {
      size: n,
      coordinates: { groupOf, groups },
    } = this
    const out = new Float64Array(n * n)
    this.parts.forEach((part, p) => {
      for (let a = 0; a < n; a++)
        for (let b = 0; b < n; b++) {
          const increment = groupOf[a] === groupOf[b] ? 0 : increments[p]![groupOf[a]! * groups.length + groupOf[b]!]!
          if (increment !== 0) out[a * n + b]! += increment * this.gain(part, a, b)
        }
    })
    return out
  }

  /**
   * What the errors of all gains may do to yᵀ𝓛x, each through the gain and through the loss it causes; and rounding of
   * the matrix itself. `extra`, where given, is added to the derivative by a gain between groups: [part][g·G + h],
   * times the trace and e^{−sW_g}, a count that is asked for itself.
   */
  sensitivity({ left: y, right: x }: Sides, extra?: readonly Float64Array[]): number {
    return this.uncertainty([{ left: y, right: x }], ([derivative]) => Math.abs(derivative!), extra)
  }

  /** The same of several pairs at once, `size` making one number of their derivatives by one gain. */
  uncertainty(
    sides: readonly Sides[],
    size: (derivatives: Float64Array) => number,
    extra?: readonly Float64Array[],
  ): number {
    const { groupOf } = this.coordinates
    const returned = sides.map(({ left, right }) => this.coordinates.jordan(left, right))
    const centred = sides.map(({ left }) => this.withoutMean(left))
    const derivatives = new Float64Array(sides.length)
    let sum = 0
    this.eachGain((error, a, b, { up, out, between }, p) => {
      const inside = groupOf[a] === groupOf[b]
      const counted = extra === undefined || out === 0 ? 0 : extra[p]![between]! * out * Math.exp(-this.scales[b]!)
      for (let i = 0; i < sides.length; i++) {
        const y = inside ? centred[i]![a]! : sides[i]!.left[a]!
        derivatives[i] = (up * y + counted) * sides[i]!.right[b]! - out * returned[i]![b]!
      }
      sum += error * size(derivatives)
    })
    return sum
  }

  /** Visits the errors of all gains, with what multiplies these on the way in and out. */
  private eachGain(visit: (error: number, a: number, b: number, factors: Factors, p: number) => void): void {
    const {
      size: n,
      coordinates: { groupOf, groups, trace },
    } = this
    this.parts.forEach((part, p) => {
      for (let a = 0; a < n; a++) {
        for (let b = 0; b < n; b++) {
          const error = part.errors[a * n + b]!
          if (error === 0) continue
          const [g, h] = [groupOf[a]!, groupOf[b]!]
          const between = g * groups.length + h
          if (g === h) visit(error, a, b, { between, up: 1, out: 0 }, p)
          else
            visit(
              error,
              a,
              b,
              {
                between,
                up: Math.exp(part.gainExponents[between]!),
                out: trace[a]! * Math.exp(part.lossExponents[between]!),
              },
              p,
            )
        }
      }
    })
  }

  /**
   * What the errors of all gains may do to the n-th derivative by χ of y(χ)ᵀδ𝓛(χ)x(χ)/N(χ), gains tilted by
   * e^{χ·increment}; series hold derivatives, `inverse` those of 1/N.
   */
  tiltedUncertainty(
    increments: readonly Float64Array[],
    left: Series,
    right: Series,
    inverse: readonly number[],
    n: number,
  ): number {
    const { groupOf } = this.coordinates
    const terms = multinomials(n)
    const returned = left.slice(0, n + 1).map((y) => right.slice(0, n + 1).map((x) => this.coordinates.jordan(y, x)))
    const centred = left.map((y) => this.withoutMean(y))
    let sum = 0
    this.eachGain((error, a, b, { up, out, between }, p) => {
      const inside = groupOf[a] === groupOf[b]
      const increment = inside ? 0 : increments[p]![between]!
      let derivative = 0
      for (const {
        weight,
        powers: [i, j, k, m],
      } of terms) {
        const y = inside ? centred[i]![a]! : left[i]![a]!
        // the loss is not tilted
        const loss = k === 0 ? out * returned[i]![j]![b]! : 0
        derivative += weight * inverse[m]! * (up * y * right[j]![b]! * increment ** k - loss)
      }
      sum += error * Math.abs(derivative)
    })
    return sum
  }

  /** The sum of the errors of all gains: more than they can do to any singular value. */
  totalError(): number {
    return this.parts.reduce((sum, { errors }) => errors.reduce((total, error) => total + error, sum), 0)
  }

  /** y less its mean in each group: collisions inside a group conserve its trace, whatever their errors. */
  private withoutMean(y: Float64Array): Float64Array {
    const { groupOf, groups, trace } = this.coordinates
    const means = groups.map(
      (group, g) => y.reduce((sum, value, a) => (groupOf[a] === g ? sum + trace[a]! * value : sum), 0) / group.length,
    )
    return y.map((value, a) => value - trace[a]! * means[groupOf[a]!]!)
  }
}

/** Ax of a real n × n matrix. */
export function times(matrix: Float64Array, n: number, x: Float64Array): Float64Array {
  const out = new Float64Array(n)
  for (let a = 0; a < n; a++) {
    let sum = 0
    for (let b = 0; b < n; b++) sum += matrix[a * n + b]! * x[b]!
    out[a] = sum
  }
  return out
}

/** Aᵀy. */
export function transposedTimes(matrix: Float64Array, n: number, y: Float64Array): Float64Array {
  const out = new Float64Array(n)
  for (let a = 0; a < n; a++) if (y[a] !== 0) for (let b = 0; b < n; b++) out[b]! += matrix[a * n + b]! * y[a]!
  return out
}

export const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

/** Wells that all gases share, or none. */
export function commonWells(blocks: readonly ZeroFrequencyBlock[]): Float64Array {
  const [first, ...others] = blocks as readonly [ZeroFrequencyBlock, ...ZeroFrequencyBlock[]]
  return others.every(({ wells }) => wells.every((well, g) => well === first.wells[g]))
    ? first.wells
    : new Float64Array(first.wells.length)
}

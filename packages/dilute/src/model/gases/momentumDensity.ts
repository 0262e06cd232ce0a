import { monotoneCubic } from '../../numerics/index.js'
import { InvalidModel, requireFinite, requireNonNegative } from '../invalidModel.js'

/**
 * G(p) with ∫dᵈp G = 1: on the line a function of the signed momentum, in two and three dimensions of its modulus. It
 * may depend on nothing else: a density that changed in time or from place to place would not be stationary.
 */
export interface MomentumDensity {
  /** G at a momentum within the support; not negative. */
  readonly at: (momentum: number) => number
  /** The support: G is zero outside. */
  readonly from: number
  readonly to: number
  /**
   * Momenta inside the support where G is not smooth, or beside a feature so narrow that a look at 64 panels of the
   * support would miss it.
   */
  readonly kinks?: readonly number[]
  /** Bound on |∫dᵈp G − 1|, 10⁻⁶ unless given. Rates are of G divided by the integral found. */
  readonly normalizationTolerance?: number
}

/** Interpolated samples integrate to 1 only as well as they are dense. */
const toleranceOfSamples = 1e-2

/**
 * The density through samples at ascending momenta by cubics that keep between neighbouring samples (Fritsch and
 * Butland), zero outside: never negative, no wiggles at the edge of a beam.
 * @throws InvalidModel for momenta that do not ascend, or values that are not one per momentum, finite and not
 * negative.
 */
export function sampledMomentumDensity({
  momenta,
  values,
}: {
  readonly momenta: readonly number[]
  readonly values: readonly number[]
}): MomentumDensity {
  if (momenta.length < 2) throw new InvalidModel('momenta', 'at least two momenta', `${momenta.length}`)
  if (values.length !== momenta.length)
    throw new InvalidModel('values', `${momenta.length} values, one per momentum`, `${values.length}`)
  momenta.forEach((p, i) => {
    requireFinite(`momenta[${i}]`, p)
    if (i > 0 && !(p > momenta[i - 1]!))
      throw new InvalidModel(`momenta[${i}]`, `a momentum above the one before, ${momenta[i - 1]}`, String(p))
    requireNonNegative(`values[${i}]`, values[i]!)
  })
  return {
    at: monotoneCubic(momenta, values),
    from: momenta[0]!,
    to: momenta.at(-1)!,
    kinks: momenta.slice(1, -1),
    normalizationTolerance: toleranceOfSamples,
  }
}

import {
  ExtendedArray,
  modulus,
  negative,
  plus,
  scaled,
  times,
  toBar,
  toNumber,
  zero,
  type Extended,
} from '../numerics/index.js'
import { balancedCounts, measuredMean, shiftRounding, type BalancedCounts } from './balancedCounts.js'
import { excursionErrors, type Excursions } from './excursions.js'
import { conservedCurrents } from './kirchhoff.js'
import { secondOrderErrors } from './nearBalance.js'
import { eliminationError, propagated, type Circulation, type Flows } from './circulation.js'

/** The long-time growth of the first three cumulants of a count N(t), per unit time, with errors. */
export interface Cumulants {
  /** d⟨N⟩/dt. */
  readonly mean: number
  readonly meanError: number
  /** d⟨⟨N²⟩⟩/dt, the variance rate D. */
  readonly noise: number
  readonly noiseError: number
  /** d⟨⟨N³⟩⟩/dt, the rate of the third cumulant. */
  readonly skewness: number
  readonly skewnessError: number
}

/**
 * Perturbation theory of the largest eigenvalue, in the gauge where it is simplest. Adding h_k − h_l to every n_kl is a
 * similarity transformation and leaves the eigenvalue alone. With m = n + Δh balanced (`BalancedCounts`) the tilted
 * rates, seen from their left eigenvector e^{χh + χ²g/2 + χ³q/6}, are a_kl e^{χm + χ²Δg/2 + χ³Δq/6}, and their
 * stationary populations p_l(1 + χσ_l + χ²τ_l/2). Order by order, F_kl = a_kl p_l,
 *   λ₁ = Σ F m,  λ₂ = Σ F (m² + Δg),  λ₃ = Σ F (m³ + 3mΔg + Δq),
 * g, q making all levels grow equally fast; ΣFΔg = ΣFΔq = 0. The noise is a sum of squares and stays accurate where
 * transitions to and fro nearly cancel. The rates' errors follow from ∂λ/∂a_kl = p_l(1 + χσ_l + …)(e^{χm + …} − 1), and
 * what may happen outside the class from the same (`excursionErrors`).
 */
export function cumulantsOf(
  circulation: Circulation,
  parts: readonly Flows[],
  increments: readonly ExtendedArray[],
  excursions: Excursions | null,
): Cumulants {
  const balanced = balancedCounts(circulation, parts, increments)
  const { value: mean, error: meanError } = measuredMean(circulation, parts, balanced)
  const { counts } = balanced
  const squares = counts.map((m) => m.map((x) => times(x, x)))
  const second = growth(circulation, parts, squares)
  const sigma = shiftOf(circulation, parts, counts)
  const cubes = counts.map((m) => m.map((x, entry) => times(x, plus(times(x, x), scaled(second.shift.at(entry), 3)))))
  const third = growth(circulation, parts, cubes)
  const ofSecond = counts.map((m, part) =>
    m.map((x, entry) => plus(second.counts[part]!.at(entry), scaled(times(x, sigma.at(entry % sigma.length)), 2))),
  )
  const tau = shiftOf(circulation, parts, ofSecond)
  const gains = gainsOf(counts, second.counts, third.counts, sigma, tau)
  const unbalanced = [largestDrift(balanced), largestDrift(second)] as const
  const net = netGains(parts, counts, sigma)
  const ofShift = [
    scaled(shiftRounding(balanced.steps, net), 2),
    scaled(plus(shiftRounding(balanced.steps, netGains(parts, ofSecond, tau)), shiftRounding(second.steps, net)), 3),
  ] as const
  const nonlinear = secondOrderErrors(circulation, parts, balanced, second.rate)
  const rounding = [
    plus(plus(second.rounding, plus(ofShift[0], nonlinear[0])), scaled(weighted(unbalanced[0], sigma), 2)),
    plus(
      plus(third.rounding, plus(ofShift[1], nonlinear[1])),
      scaled(plus(weighted(unbalanced[1], sigma), weighted(unbalanced[0], tau)), 3),
    ),
  ] as const
  const [noise, skewness] = [toNumber(second.rate), toNumber(third.rate)]
  const outside = excursions
    ? excursionErrors(excursions, {
        growth: [mean, noise, skewness],
        heights: [balanced.shift, second.shift, third.shift],
        changes: [sigma, tau],
      })
    : [0, 0, 0]
  return {
    mean,
    meanError: meanError + outside[0],
    noise,
    noiseError: toBar(plus(rounding[0], propagatedAll(parts, gains.noise))) + outside[1],
    skewness,
    skewnessError: toBar(plus(rounding[1], propagatedAll(parts, gains.skewness))) + outside[2],
  }
}

/** How fast Σ F f grows, and rounding; f is balanced by the differences Δg. */
interface Growth extends BalancedCounts {
  readonly rate: Extended
  readonly rounding: Extended
}

function growth(circulation: Circulation, parts: readonly Flows[], gained: readonly ExtendedArray[]): Growth {
  const balance = balancedCounts(circulation, parts, gained)
  const rate = parts.reduce(
    (sum, { values }, part) => gained[part]!.reduce((s, x, entry) => plus(s, times(values.at(entry), x)), sum),
    zero,
  )
  const size = parts.reduce(
    (sum, { values }, part) => gained[part]!.reduce((s, x, entry) => plus(s, modulus(times(values.at(entry), x))), sum),
    zero,
  )
  const relative = eliminationError(circulation.members.length)
  const rounding = scaled(plus(size, plus(balance.modulus.sumOfModuli(), balance.residual.sumOfModuli())), relative)
  return { ...balance, rate, rounding }
}

/**
 * How the populations change, relatively, when flows gain f: Σ_l F_kl (σ_l − σ_k) = Σ_l (F_lk f_lk − F_kl f_kl), Σ p σ
 * = 0.
 */
function shiftOf(circulation: Circulation, parts: readonly Flows[], gained: readonly ExtendedArray[]): ExtendedArray {
  const m = circulation.members.length
  const source = new ExtendedArray(m)
  parts.forEach(({ values }, part) => {
    for (let entry = 0; entry < m * m; entry++) {
      const flow = times(values.at(entry), gained[part]!.at(entry))
      source.add(entry % m, flow)
      source.add(Math.floor(entry / m), negative(flow))
    }
  })
  const gaps = circulation.backwards(source)
  return ExtendedArray.from(m, (l) => {
    let sum = zero
    for (let j = 0; j < m; j++) sum = plus(sum, times(circulation.populations.at(j), gaps.at(l * m + j)))
    return sum
  })
}

/**
 * |F_kl (f_kl + σ_l) − F_lk (f_lk + σ_k)| with its rounding: in second order half of what an increment of k over l
 * adds, f = m; in third order a third of it, f = m² + Δg + 2mσ and τ in σ's place. A current, conserved at every
 * level.
 */
function netGains(parts: readonly Flows[], gained: readonly ExtendedArray[], shift: ExtendedArray): ExtendedArray {
  const m = shift.length
  const [net, size] = [new ExtendedArray(m * m), new ExtendedArray(m * m)]
  parts.forEach(({ values }, part) => {
    for (let entry = 0; entry < m * m; entry++) {
      const [back, flow] = [(entry % m) * m + Math.floor(entry / m), values.at(entry)]
      const gain = times(flow, plus(gained[part]!.at(entry), shift.at(entry % m)))
      net.add(entry, gain)
      net.add(back, negative(gain))
      const rounded = scaled(
        times(flow, plus(modulus(gained[part]!.at(entry)), modulus(shift.at(entry % m)))),
        eliminationError(m),
      )
      size.add(entry, rounded)
      size.add(back, rounded)
    }
  })
  const { values, errors } = conservedCurrents(m, net, size)
  return values.map((x, entry) => plus(modulus(x), errors.at(entry)))
}

/** ∂λ/∂F_kl in second and third order. */
function gainsOf(
  first: readonly ExtendedArray[],
  second: readonly ExtendedArray[],
  third: readonly ExtendedArray[],
  sigma: ExtendedArray,
  tau: ExtendedArray,
): { noise: ExtendedArray[]; skewness: ExtendedArray[] } {
  const m = sigma.length
  return {
    noise: first.map((x, part) =>
      x.map((one, entry) => plus(second[part]!.at(entry), scaled(times(one, sigma.at(entry % m)), 2))),
    ),
    skewness: first.map((x, part) =>
      x.map((one, entry) =>
        plus(
          third[part]!.at(entry),
          scaled(plus(times(second[part]!.at(entry), sigma.at(entry % m)), times(one, tau.at(entry % m))), 3),
        ),
      ),
    ),
  }
}

function propagatedAll(parts: readonly Flows[], gains: readonly ExtendedArray[]): Extended {
  return parts.reduce((sum, flows, part) => plus(sum, propagated(flows, gains[part]!)), zero)
}

/** What rounding may have left of an imbalance, per level. */
function largestDrift({
  residual,
  modulus: size,
}: {
  readonly residual: ExtendedArray
  readonly modulus: ExtendedArray
}): ExtendedArray {
  const relative = eliminationError(residual.length)
  return residual.map((x, l) => plus(modulus(x), scaled(size.at(l), relative)))
}

function weighted(drift: ExtendedArray, weights: ExtendedArray): Extended {
  return drift.reduce((sum, x, l) => plus(sum, times(x, modulus(weights.at(l)))), zero)
}

import { complexZeros, invertInPlace, multiply, type ComplexMatrix } from '../numerics/index.js'
import { deltaPotential, potentialInteraction, type ContactInteraction, type System } from '../model/index.js'
import { channelScatterer } from './coupledChannels/channelScatterer.js'
import { inverseCouplings } from './inverseCouplings.js'
import { fillMomenta, momentaFor } from './momenta.js'
import { forEachSum, levelPropagator, propagatorSlope, type LevelFunction } from './propagator.js'
import { coincide, scatteringSites, separations } from './separations.js'
import { finite, noExpansion, severalOpen, type ThresholdExpansion } from './threshold.js'

const rounding = 64 * Number.EPSILON

/**
 * Of contacts in their lowest level. In space t_c = u†[B − A_c]⁻¹u of the closed channels alone, u = U*_{ι0}: a = m
 * t_c/2π and, of scatterers at one point, r = (2π/m²)t_c′/t_c². On a line that of the deltas.
 */
export function contactThreshold(system: System, mass: number, interaction: ContactInteraction): ThresholdExpansion {
  if (interaction.dimension === 2)
    return noExpansion(
      'in the plane amplitudes fall off with the logarithm of the momentum: there is no expansion in its powers',
    )
  if (system.groups[0]!.length > 1) return noExpansion(severalOpen)
  if (scatteringSites(interaction).length === 0) return noExpansion('nothing scatters')
  if (interaction.dimension === 1) {
    const potentials = [...interaction.strengths].map((strength, i) =>
      deltaPotential({ strength, position: interaction.positions[i]![0]! }),
    )
    return channelScatterer({ system, mass, interaction: potentialInteraction(potentials) }).threshold()
  }
  const { t, slope, size } = closedAmplitude(system, mass, interaction)
  const length = (mass * t) / (2 * Math.PI)
  const range = (2 * Math.PI * slope) / (mass * mass * t * t)
  return {
    scatteringLength: finite(
      length,
      rounding * size * (mass / (2 * Math.PI)),
      'a state is bound at the threshold itself',
    ),
    effectiveRange: coincide(interaction)
      ? finite(range, rounding * Math.abs(range) * (1 + size / Math.abs(t)), 'the scattering length vanishes')
      : { reason: 'scatterers at several points have no single wave at low energies beyond the scattering length' },
  }
}

/** t_c, dt_c/dE = u†τA_c′τu, and the terms of t_c by absolute value. */
function closedAmplitude(
  system: System,
  mass: number,
  interaction: ContactInteraction & { readonly dimension: 2 | 3 },
): { t: number; slope: number; size: number } {
  const [sites, momenta] = [scatteringSites(interaction), momentaFor(system.sites)]
  fillMomenta(system, mass, 0, 0, momenta)
  const tau = closedSum(system, interaction, levelPropagator(3, mass, momenta))
  const b = inverseCouplings(interaction, mass)
  tau.re.forEach((x, i) => {
    tau.re[i] = (i % (tau.rows + 1) === 0 ? b[i / (tau.rows + 1)]! : 0) - x
    tau.im[i] = -tau.im[i]!
  })
  if (!invertInPlace(tau, new Int32Array(tau.rows))) return { t: Infinity, slope: NaN, size: Infinity }
  const u = sites.map((i) => ({
    re: system.eigenvectors.re[i * system.sites]!,
    im: system.eigenvectors.im[i * system.sites]!,
  }))
  const between = ({ re, im }: ComplexMatrix): [sum: number, size: number] => {
    let [sum, size] = [0, 0]
    u.forEach((a, s) =>
      u.forEach((c, t) => {
        const [x, y] = [re[s * u.length + t]!, im[s * u.length + t]!]
        const term = (a.re * c.re + a.im * c.im) * x - (a.re * c.im - a.im * c.re) * y
        sum += term
        size += Math.hypot(a.re, a.im) * Math.hypot(c.re, c.im) * Math.hypot(x, y)
      }),
    )
    return [sum, size]
  }
  const [t, size] = between(tau)
  return {
    t,
    size,
    slope: between(multiply(tau, multiply(closedSum(system, interaction, propagatorSlope(3, mass, momenta)), tau)))[0],
  }
}

/** Σ_k over all levels but the lowest. */
function closedSum(system: System, interaction: ContactInteraction, g: LevelFunction): ComplexMatrix {
  const size = scatteringSites(interaction).length
  const out = complexZeros(size, size)
  const closed: LevelFunction = (k, r, re, im) => {
    g(k, r, re, im)
    if (k === 0) re[k] = im[k] = 0
  }
  forEachSum(system, separations(interaction), closed, (s, t, re, im) => {
    out.re[s * size + t] = re
    out.im[s * size + t] = im
  })
  return out
}

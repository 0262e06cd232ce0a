import { adjoint, complexZeros, multiply, type ComplexMatrix } from '../numerics/index.js'
import type { ContactInteraction, System } from '../model/index.js'
import type { Momenta } from './momenta.js'
import type { SiteTransition } from './siteTransition.js'

/**
 * t = Σ e^{−ip′·r_ι} U*_ιk τ_ιι′ U_ι′l e^{ip·r_ι′} between (level, direction) pairs, from a solved transition matrix.
 */
export function siteAmplitudes(
  system: System,
  interaction: ContactInteraction,
  sites: readonly number[],
  { momenta, tau }: SiteTransition,
  directions: readonly (readonly number[])[],
  out: ComplexMatrix,
): void {
  const waves = complexZeros(system.sites * directions.length, sites.length)
  for (let k = 0; k < system.sites; k++)
    if (momenta.open[k]) fillWaves(system, interaction, sites, momenta, directions, k, waves)
  const t = multiply(multiply(waves, tau), adjoint(waves))
  out.re.set(t.re)
  out.im.set(t.im)
}

/** Rows (k, direction): e^{−ip·r_ι}U*_ιk; closed levels stay zero. */
function fillWaves(
  { eigenvectors: u }: System,
  interaction: ContactInteraction,
  sites: readonly number[],
  { value: p }: Momenta,
  directions: readonly (readonly number[])[],
  k: number,
  waves: ComplexMatrix,
): void {
  directions.forEach((direction, d) =>
    sites.forEach((i, s) => {
      const phase = -p[k]! * interaction.positions[i]!.reduce((sum, x, c) => sum + x * direction[c]!, 0)
      const [x, y] = [u.re[i * u.columns + k]!, -u.im[i * u.columns + k]!]
      const entry = (k * directions.length + d) * sites.length + s
      waves.re[entry] = Math.cos(phase) * x - Math.sin(phase) * y
      waves.im[entry] = Math.cos(phase) * y + Math.sin(phase) * x
    }),
  )
}

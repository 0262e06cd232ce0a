import { distance, isTransparent, type ContactInteraction } from '../model/index.js'

/** The sites that scatter at all (strength not zero). */
export function scatteringSites(interaction: ContactInteraction): number[] {
  return interaction.positions.map((_, i) => i).filter((i) => !isTransparent(interaction, i))
}

/** Pairs of sites the same distance apart; s and t count within the sites that scatter, or those asked for. */
export interface Separation {
  readonly distance: number
  readonly pairs: readonly { readonly s: number; readonly t: number; readonly i: number; readonly j: number }[]
}

/**
 * All pairs (i, j) of sites, both orders and i = j included, gathered by distance, so that each propagator is evaluated
 * once.
 */
export function separations(
  interaction: ContactInteraction,
  sites: readonly number[] = scatteringSites(interaction),
): Separation[] {
  const byDistance = new Map<number, { s: number; t: number; i: number; j: number }[]>()
  sites.forEach((i, s) =>
    sites.forEach((j, t) => {
      const x = distance(interaction, i, j)
      const pairs = byDistance.get(x) ?? []
      byDistance.set(x, pairs)
      pairs.push({ s, t, i, j })
    }),
  )
  return [...byDistance].map(([x, pairs]) => ({ distance: x, pairs }))
}

/** How far apart the outermost scattering sites are, a length; 0 for one, or none. */
export function extentOf(interaction: ContactInteraction): number {
  return Math.max(0, ...separations(interaction).map(({ distance: x }) => x))
}

/** Whether all scattering sites sit at one point. */
export function coincide(interaction: ContactInteraction): boolean {
  return extentOf(interaction) === 0
}

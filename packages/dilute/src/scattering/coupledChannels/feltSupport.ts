import { merged, type CentralInteraction, type Interval, type PotentialInteraction } from '../../model/index.js'
import { feltLayout } from './feltLayout.js'
import { lineLayout, radialLayout } from './layout.js'
import { potentialProfile } from './profile.js'

/** The supports of potentials together, without the tails that no wave of a particle of that mass feels. */
export function feltSupport(interaction: PotentialInteraction | CentralInteraction, mass: number): Interval[] {
  const { potentials } = interaction
  const walled = interaction.dimension === 3
  const whole = walled ? radialLayout(potentials, interaction.core) : lineLayout(potentials)
  const felt = feltLayout(whole, potentialProfile(potentials, whole), mass, walled)
  return merged(potentials.flatMap(({ support }) => support))
    .map(([from, to]): Interval => [Math.max(from, felt.from), Math.min(to, felt.to)])
    .filter(([from, to]) => to > from)
}

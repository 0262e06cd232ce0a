import {
  distance,
  hasPotentials,
  gasDistribution,
  type CentralInteraction,
  type ContactInteraction,
  type Gas,
  type Interaction,
  type PotentialInteraction,
  type System,
} from '../model/index.js'
import { feltSupport } from '../scattering/index.js'
import { asFewDigits } from './words.js'

/** What would take so long that nobody would wait for it; the message says why and what to change. */
export class Intractable extends Error {
  override readonly name = 'Intractable'
}

/**
 * Radians that waves may turn by across potentials: for so many coupled channels on a line, and for partial waves, of
 * which there are as many.
 */
const mostRadians = (dimension: 1 | 3, levelCount: number): number =>
  dimension === 3 ? 1000 : Math.max(400, Math.round(4500 / levelCount))

/**
 * Waves that turn many times across potentials take as many steps to follow, at every energy and for every pair of
 * levels.
 * @throws Intractable where they do so up to the kinetic energy `reach`.
 */
export function requireTractable(system: System, interaction: Interaction, gas: Gas, reach: number): void {
  if (!hasPotentials(interaction)) return requireFewInterferences(interaction, gas, reach)
  const radians = radiansAcross(system, interaction, gas, reach)
  const most = mostRadians(interaction.dimension, system.sites)
  if (radians <= most) return
  throw new Intractable(
    `the waves of a gas of mass ${asFewDigits(gas.mass)} turn by ${asFewDigits(radians)} radians across ` +
      `potentials of ${asFewDigits(feltLength(interaction, gas))} in all, at the energies up to ` +
      `${asFewDigits(reach + spreadOf(system))} above the lowest level that matter with a thermal energy of ` +
      `${asFewDigits(gasDistribution(gas).scales[1])} and levels ${asFewDigits(spreadOf(system))} apart: following them ` +
      `would take very long, and more than ${most} are not tried. Less of the mass, the width of the ` +
      `potentials, the temperature or the distance ` +
      'of the levels makes it possible; contacts have no such limit',
  )
}

type Potentials = PotentialInteraction | CentralInteraction

/**
 * By how much waves in the lowest level turn across potentials, of particles with the kinetic energy `reach` before they
 * took the system there from the highest.
 */
export const radiansAcross = (system: System, interaction: Potentials, gas: Gas, reach: number): number =>
  Math.sqrt(2 * gas.mass * (reach + spreadOf(system))) * feltLength(interaction, gas)

const spreadOf = ({ levels }: System): number => levels.at(-1)! - levels[0]!

const feltLength = (interaction: Potentials, { mass }: Gas): number =>
  feltSupport(interaction, mass).reduce((sum, [from, to]) => sum + to - from, 0)

/** Radians of interference between contacts that panels of energies are made for: a minute or so for a few levels. */
const mostInterference = 2e5

function requireFewInterferences(interaction: ContactInteraction, gas: Gas, reach: number): void {
  const length = interaction.positions.reduce(
    (most, _, i) =>
      interaction.positions.reduce((farthest, __, j) => Math.max(farthest, distance(interaction, i, j)), most),
    0,
  )
  const radians = 2 * Math.sqrt(2 * gas.mass * reach) * length
  if (radians <= mostInterference) return
  throw new Intractable(
    `waves between contacts up to ${asFewDigits(length)} apart interfere with a phase of ` +
      `${asFewDigits(radians)} radians at the kinetic energies up to ${asFewDigits(reach)} that matter ` +
      `with a thermal energy of ${asFewDigits(gasDistribution(gas).scales[1])}: more than ` +
      `${asFewDigits(mostInterference)} would take very long and are not tried. Contacts closer together, a ` +
      `colder or ` +
      'a lighter gas make it possible; so far apart, dots scatter almost independently of each other',
  )
}

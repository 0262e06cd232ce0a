import type { ContactInteraction, System } from '../model/index.js'
import type { HermitianPart } from './hermitianPart.js'
import type { BoundLevel, BoundStates } from './scatterer.js'
import { scatteringSites } from './separations.js'

/** Of an energy, as a share of itself and of the levels. */
const rounding = 32 * Number.EPSILON
/** As a share of the deepest: closer to the threshold a state is not told from none. */
const closest = 1e-14

/**
 * Bound states of contact scatterers: below every threshold B − A is Hermitian and its eigenvalues grow with the
 * energy, one passing zero at each of them. Far below as many are negative as there are attractive deltas, in the plane
 * and in space as there are scatterers.
 */
export function contactBoundStates(
  { levels }: System,
  mass: number,
  interaction: ContactInteraction,
  matrix: HermitianPart,
): BoundStates {
  const sites = scatteringSites(interaction)
  const all = interaction.dimension === 1 ? sites.filter((i) => interaction.strengths[i]! < 0).length : sites.length
  const below = (offset: number): number => all - matrix.negatives(0, offset)
  const depth = deepest(below, -scale(interaction, sites, mass))
  const total = below(closest * depth)
  const states = Array.from({ length: total }, (_, nodes): BoundLevel => {
    const offset = place(below, nodes, depth, closest * depth)
    return {
      energy: levels[0]! + offset,
      energyError: rounding * (Math.abs(offset) + levels.at(-1)! - levels[0]! + Math.abs(levels[0]!)),
      nodes,
    }
  })
  return { states, complete: true }
}

/** The binding of the strongest scatterer alone. */
function scale(interaction: ContactInteraction, sites: readonly number[], mass: number): number {
  const momenta = sites.map((i) =>
    interaction.dimension === 1
      ? mass * Math.abs(interaction.strengths[i]!)
      : 1 / Math.abs(interaction.scatteringLengths[i]!),
  )
  return momenta.reduce((most, k) => Math.max(most, (k * k) / (2 * mass)), Number.MIN_VALUE)
}

/** An energy with nothing below it. */
function deepest(below: (offset: number) => number, first: number): number {
  let depth = 2 * first
  while (below(depth) > 0) depth *= 4
  return depth
}

function place(below: (offset: number) => number, nodes: number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (;;) {
    const middle = low + (high - low) / 2
    if (high - low <= 2 * Number.EPSILON * Math.abs(high) || middle <= low || middle >= high) return middle
    if (below(middle) > nodes) high = middle
    else low = middle
  }
}

import { groupIndex, type System } from '../model/index.js'
import { oncePer } from '../numerics/index.js'
import { LevelRelations } from './levelRelations.js'

/**
 * The elements ρ_kk′ of the density matrix (energy basis) that turn with one Bohr frequency Ω = 𝓔_k − 𝓔_k′ and feed
 * each other.
 */
export interface BohrBlock {
  /** Ω, an energy. */
  readonly frequency: number
  readonly pairs: readonly (readonly [k: number, kPrime: number])[]
}

/** Bohr frequencies closer than this many degeneracy tolerances count as one. */
const toleranceFactor = 4

/** The tolerance, an energy, within which Bohr frequencies of a system count as equal. */
export const bohrTolerance = (system: System): number => toleranceFactor * system.degeneracyTolerance

/**
 * All N² elements in blocks of equal Bohr frequency, ascending; populations and coherences of degenerate levels are the
 * block Ω = 0. "Equal" is transitive: neighbouring frequencies within `bohrTolerance` are taken as an exact relation
 * between energies, the closest first, and two frequencies are equal where these relations say so. Relations that would
 * make levels of different groups equal are left out.
 */
export const bohrBlocks: (system: System) => readonly BohrBlock[] = oncePer((system: System) => {
  const { levels, sites } = system
  const groupOf = groupIndex(system)
  const relations = levelRelations(system)
  const blocks = new Map<string, { frequency: number; pairs: [number, number][] }>()
  for (let k = 0; k < sites; k++) {
    for (let l = 0; l < sites; l++) {
      const key = relations.key(groupOf[k]!, groupOf[l]!)
      const block = blocks.get(key) ?? { frequency: levels[k]! - levels[l]!, pairs: [] }
      block.pairs.push([k, l])
      blocks.set(key, block)
    }
  }
  return [...blocks.values()].sort((a, b) => a.frequency - b.frequency)
})

/** An upward difference between groups of levels. */
interface Difference {
  readonly upper: number
  readonly lower: number
  readonly energy: number
}

function levelRelations(system: System): LevelRelations {
  const energies = system.groups.map(([k]) => system.levels[k!]!)
  const differences = energies
    .flatMap((energy, upper) =>
      energies.slice(0, upper).map((other, lower): Difference => ({ upper, lower, energy: energy - other })),
    )
    .sort((a, b) => a.energy - b.energy)
  const tolerance = bohrTolerance(system)
  const near = differences
    .slice(1)
    .map((b, i) => ({ a: differences[i]!, b, defect: b.energy - differences[i]!.energy }))
    .filter(({ defect }) => defect <= tolerance)
    .sort((x, y) => x.defect - y.defect)
  const relations = new LevelRelations(energies.length)
  for (const { a, b } of near)
    relations.addUnlessLevelsMeet([
      [a.upper, 1],
      [a.lower, -1],
      [b.upper, -1],
      [b.lower, 1],
    ])
  return relations
}

import type { System } from '../model/index.js'

/** The elements ρ_kk′ of the density matrix (energy basis) that turn with one Bohr frequency Ω = 𝓔_k − 𝓔_k′ and feed each other. */
export interface BohrBlock {
  /** Ω, an energy. */
  readonly frequency: number
  readonly pairs: readonly (readonly [k: number, kPrime: number])[]
}

/** Bohr frequencies closer than this many degeneracy tolerances count as one. */
const toleranceFactor = 4

/** The tolerance, an energy, within which Bohr frequencies of a system count as equal. */
export const bohrTolerance = (system: System): number => toleranceFactor * system.degeneracyTolerance

/** All N² elements in blocks of equal Bohr frequency, ascending; populations and coherences of degenerate levels are the block Ω = 0. */
export function bohrBlocks(system: System): BohrBlock[] {
  const { levels } = system
  const pairs = [...levels].flatMap((_, k) => [...levels].map((__, l): [number, number] => [k, l]))
  const frequency = ([k, l]: readonly [number, number]): number => levels[k]! - levels[l]!
  pairs.sort((a, b) => frequency(a) - frequency(b) || a[0] - b[0])
  const blocks: { frequency: number; pairs: [number, number][] }[] = []
  let last = -Infinity
  for (const pair of pairs) {
    if (frequency(pair) - last <= bohrTolerance(system)) blocks.at(-1)!.pairs.push(pair)
    else blocks.push({ frequency: frequency(pair), pairs: [pair] })
    last = frequency(pair)
  }
  return blocks.map((block) => ({ ...block, frequency: block.pairs.some(([k, l]) => k === l) ? 0 : block.frequency }))
}

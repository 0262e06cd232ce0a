import { largestOf } from '../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from './generatorBlocks.js'

/**
 * Where the secular limit is nearest to failing: every decay must be far below the distance of distinct Bohr
 * frequencies, levels that nearly coincide included.
 */
export interface SecularDistance {
  /** `decay`/`distance`; 0 where all frequencies are equal. */
  readonly ratio: number
  /** The fastest decay of an element of the two blocks, 1/time. */
  readonly decay: number
  /** |Ω − Ω′|, an energy; ∞ where there is no other. */
  readonly distance: number
  readonly frequencies: readonly [number, number]
  /**
   * Elements of the two blocks whose frequencies are that far apart, [k, k′]; with Ω = 0 on one side, two levels that
   * nearly coincide.
   */
  readonly elements: readonly [readonly [number, number], readonly [number, number]]
}

/**
 * Of neighbouring Bohr frequencies, those whose distance is smallest for the decays at work; `generator` in the
 * physical normalisation.
 */
export function secularDistance({ system: { levels }, blocks }: SecularGenerator): SecularDistance {
  const frequency = ([k, l]: readonly [number, number]): number => levels[k]! - levels[l]!
  const extremes = blocks.map(({ pairs }) => {
    const sorted = [...pairs].sort((a, b) => frequency(a) - frequency(b))
    return { lowest: sorted[0]!, highest: sorted.at(-1)! }
  })
  const decays = blocks.map(fastestDecay)
  const none: SecularDistance = {
    ratio: 0,
    decay: largestOf(decays),
    distance: Infinity,
    frequencies: [0, 0],
    elements: [
      [0, 0],
      [0, 0],
    ],
  }
  return blocks.slice(1).reduce((worst, upper, i): SecularDistance => {
    const elements = [extremes[i]!.highest, extremes[i + 1]!.lowest] as const
    const distance = Math.abs(frequency(elements[1]) - frequency(elements[0]))
    const decay = Math.max(decays[i]!, decays[i + 1]!)
    if (!(decay / distance > worst.ratio)) return worst
    return { ratio: decay / distance, decay, distance, frequencies: [blocks[i]!.frequency, upper.frequency], elements }
  }, none)
}

/** −Re of the diagonal: how fast an element leaves itself. */
function fastestDecay({ pairs, matrix }: GeneratorBlock): number {
  return largestOf(pairs.map((_, i) => Math.abs(matrix.re[i * (matrix.columns + 1)]!)))
}

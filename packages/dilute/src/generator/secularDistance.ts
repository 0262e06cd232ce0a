import { groupIndex } from '../model/index.js'
import { complexZeros, hermitianEigenvalues, largestOf, type ComplexMatrix } from '../numerics/index.js'
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
export function secularDistance({ system, blocks }: SecularGenerator): SecularDistance {
  const { levels } = system
  const groupOf = groupIndex(system)
  const frequency = ([k, l]: readonly [number, number]): number => levels[k]! - levels[l]!
  const extremes = blocks.map(({ pairs }) => {
    const sorted = [...pairs].sort((a, b) => frequency(a) - frequency(b))
    return { lowest: sorted[0]!, highest: sorted.at(-1)! }
  })
  const decays = blocks.map((block) => fastestDecay(block, groupOf))
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

/** How fast an element leaves itself: −Re of the diagonal; where levels coincide, that of any basis inside them. */
function fastestDecay({ pairs, matrix }: GeneratorBlock, groupOf: Int32Array): number {
  const among = new Map<string, number[]>()
  pairs.forEach(([k, l], i) => {
    const key = `${groupOf[k]!} ${groupOf[l]!}`
    among.set(key, [...(among.get(key) ?? []), i])
  })
  return largestOf([...among.values()].map((places) => fastestAmong(matrix, places)))
}

/** The largest eigenvalue of minus the Hermitian part. */
function fastestAmong({ re, im, columns }: ComplexMatrix, places: readonly number[]): number {
  const at = (row: number, column: number): number => places[row]! * columns + places[column]!
  const size = places.length
  if (size === 1) return Math.abs(re[at(0, 0)]!)
  const decay = complexZeros(size, size)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      decay.re[row * size + column] = -(re[at(row, column)]! + re[at(column, row)]!) / 2
      decay.im[row * size + column] = -(im[at(row, column)]! - im[at(column, row)]!) / 2
    }
  return Math.max(0, hermitianEigenvalues(decay).at(-1)!)
}

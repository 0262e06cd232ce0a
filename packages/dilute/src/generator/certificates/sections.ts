import type { System } from '../../model/index.js'
import type { ComplexMatrix } from '../../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generatorBlocks.js'

/**
 * The elements ρ_kk′ of one block with k in one group of equal levels and k′ in another. Norms over sections do not
 * depend on the basis that was chosen among equal levels; without degeneracy a section is one element.
 */
export interface Section {
  /** The groups of k and of k′. */
  readonly groups: readonly [number, number]
  /** Rows of the block. */
  readonly rows: readonly number[]
}

/** The sections of a block, in the order in which they appear; `groupOf` from `groupIndex` of the model. */
export function sectionsOf(groupOf: Int32Array, { pairs }: GeneratorBlock): Section[] {
  const sections = new Map<number, { groups: [number, number]; rows: number[] }>()
  pairs.forEach(([k, kPrime], row) => {
    const groups: [number, number] = [groupOf[k]!, groupOf[kPrime]!]
    const key = groups[0] * groupOf.length + groups[1]
    const section = sections.get(key) ?? { groups, rows: [] }
    section.rows.push(row)
    sections.set(key, section)
  })
  return [...sections.values()]
}

/** The Frobenius norm of the part of a matrix between two sections; squares of entries may be no numbers. */
export function sectionNorm({ columns, re, im }: ComplexMatrix, to: Section, from: Section): number {
  let size = 0
  for (const row of to.rows) {
    for (const column of from.rows) size = Math.hypot(size, re[row * columns + column]!, im[row * columns + column]!)
  }
  return size
}

/** The block Ω = 0, which holds the populations. */
export function stationaryBlock({ blocks }: SecularGenerator): GeneratorBlock {
  return blocks.find(({ frequency }) => frequency === 0)!
}

/** Whether a block is that of the populations alone: its entries are rates, accurate one by one. */
export function holdsRatesOnly({ frequency, pairs }: GeneratorBlock, { sites }: System): boolean {
  return frequency === 0 && pairs.length === sites
}

/** √Σx². */
export const norm = (values: readonly number[]): number => values.reduce((size, x) => Math.hypot(size, x), 0)

import { type ComplexMatrix, complexZeros, OutOfDomain } from '../numerics/index.js'

/**
 * The block ω = 0 of a secular generator, which holds the populations and the coherences between equal levels: the
 * contract between a gas and the thermodynamics of systems whose levels coincide. Matrices are over `pairs`,
 * [to][from]; between different groups g ← h they hold the gain
 *   𝒥_{kk′,ll′} = prefactors · e^{wells[h] − barriers[g·G + h]}, k, k′ ∈ g, l, l′ ∈ h,
 * whose loss −½{Γ, ρ} inside h, Γ_l′l = Σ_k 𝒥_{kk,ll′}, is understood; inside a group they hold the whole generator of
 * the collisions that do not leave it. The trace is conserved by construction. Wells and barriers as in `RateTable`,
 * one for each group and pair of groups; 1/time.
 */
export interface ZeroFrequencyBlock {
  /** 𝓔_k ascending, an energy; equal inside a group to the last bit. */
  readonly levels: Float64Array
  /** G groups of equal levels, ascending. */
  readonly groups: readonly (readonly number[])[]
  /** The elements ρ_kk′ with k and k′ in one group. */
  readonly pairs: readonly (readonly [k: number, kPrime: number])[]
  readonly prefactors: ComplexMatrix
  /** Radii of the prefactors' errors, pairs × pairs. */
  readonly prefactorErrors: Float64Array
  /** G × G. */
  readonly barriers: Float64Array
  /** One per group. */
  readonly wells: Float64Array
  /** How well every well is known, absolutely. */
  readonly wellError: number
}

/** The group that each pair of a block belongs to. */
export function groupsOfPairs({ groups, pairs, levels }: ZeroFrequencyBlock): Int32Array {
  const of = new Int32Array(levels.length)
  groups.forEach((members, g) => {
    for (const k of members) of[k] = g
  })
  return Int32Array.from(pairs, ([k]) => of[k]!)
}

/** Relative rounding of one product. */
const rounding = 2 * Number.EPSILON

/**
 * The blocks of several gases on one system, added up: those of one temperature in their prefactors, others over the
 * lowest barrier of each pair of groups, without wells.
 * @throws RangeError for no block at all or for blocks of different systems.
 */
export function sumZeroFrequencyBlocks(blocks: readonly ZeroFrequencyBlock[]): ZeroFrequencyBlock {
  const [first, ...others] = blocks
  if (first === undefined) throw new OutOfDomain('blocks', 'a sum needs at least one block')
  if (
    others.some(({ pairs, groups }) => pairs.length !== first.pairs.length || groups.length !== first.groups.length)
  ) {
    throw new OutOfDomain('blocks', 'all blocks must be of one system')
  }
  if (others.length === 0) return first
  const alike = others.every((block) => same(block.wells, first.wells) && same(block.barriers, first.barriers))
  return alike ? addUp(first, blocks, first, () => ({ factor: 1, relative: 0 })) : overLowestBarriers(first, blocks)
}

const same = (a: Float64Array, b: Float64Array): boolean => a.every((x, i) => x === b[i])

function overLowestBarriers(first: ZeroFrequencyBlock, blocks: readonly ZeroFrequencyBlock[]): ZeroFrequencyBlock {
  const size = first.groups.length
  const height = ({ barriers, wells }: ZeroFrequencyBlock, entry: number): number =>
    barriers[entry]! - wells[entry % size]!
  const carrying = blocks.map(carriedBetween)
  const barriers = Float64Array.from({ length: size * size }, (_, entry) => {
    const present = blocks.filter((__, b) => carrying[b]![entry] === 1)
    return Math.min(...(present.length > 0 ? present : blocks).map((block) => height(block, entry)))
  })
  const heights = { barriers, wells: new Float64Array(size), wellError: 0 }
  return addUp(first, blocks, heights, (block, entry) => {
    const own = height(block, entry)
    return {
      factor: Math.min(1, Math.exp(barriers[entry]! - own)),
      relative: own === 0 ? 0 : 2 * block.wellError + rounding * Math.abs(own),
    }
  })
}

/** 1 for the pairs of groups between which a block has a gain, or might have one. */
function carriedBetween(block: ZeroFrequencyBlock): Uint8Array {
  const [n, size, groupOf] = [block.pairs.length, block.groups.length, groupsOfPairs(block)]
  const out = new Uint8Array(size * size)
  for (let entry = 0; entry < n * n; entry++) {
    const {
      prefactors: { re, im },
      prefactorErrors,
    } = block
    if (re[entry] !== 0 || im[entry] !== 0 || prefactorErrors[entry] !== 0)
      out[groupOf[Math.floor(entry / n)]! * size + groupOf[entry % n]!] = 1
  }
  return out
}

/** What each block is multiplied by, and the relative error that brings, for an entry of the matrix of groups. */
type Weight = (block: ZeroFrequencyBlock, entry: number) => { readonly factor: number; readonly relative: number }

function addUp(
  first: ZeroFrequencyBlock,
  blocks: readonly ZeroFrequencyBlock[],
  heights: Pick<ZeroFrequencyBlock, 'barriers' | 'wells' | 'wellError'>,
  weight: Weight,
): ZeroFrequencyBlock {
  const n = first.pairs.length
  const groupOf = groupsOfPairs(first)
  const [prefactors, prefactorErrors] = [complexZeros(n, n), new Float64Array(n * n)]
  for (const block of blocks) {
    const weights = heights.barriers.map((_, entry) => weight(block, entry).factor)
    const relative = heights.barriers.map((_, entry) => weight(block, entry).relative)
    for (let entry = 0; entry < n * n; entry++) {
      const groups = groupOf[Math.floor(entry / n)]! * first.groups.length + groupOf[entry % n]!
      const [re, im, factor] = [block.prefactors.re[entry]!, block.prefactors.im[entry]!, weights[groups]!]
      prefactors.re[entry]! += factor * re
      prefactors.im[entry]! += factor * im
      prefactorErrors[entry]! += factor * (block.prefactorErrors[entry]! + Math.hypot(re, im) * relative[groups]!)
    }
  }
  const { barriers, wells, wellError } = heights
  return { ...first, prefactors, prefactorErrors, barriers, wells, wellError }
}

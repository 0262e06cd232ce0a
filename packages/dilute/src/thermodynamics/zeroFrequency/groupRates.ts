import { arrheniusTable, groupsOfPairs, type RateTable, type ZeroFrequencyBlock } from '../../rates/index.js'

/** Rates between groups of equal levels as tables whose levels are the groups. */
export interface GroupRates {
  /** Tr P_g 𝒥(P_h/d_h), from h in its uniform state. */
  readonly uniform: RateTable
  /** Σ_{k∈g, l∈h} a_kl, whose ratios are I between groups. */
  readonly summed: RateTable
}

/** Of one gas, or of the sum of several; nothing in them depends on a basis inside a group. */
export function groupRates(block: ZeroFrequencyBlock): GroupRates {
  const { groups, pairs, prefactors, prefactorErrors, barriers, wells, wellError } = block
  const size = groups.length
  const groupOf = groupsOfPairs(block)
  const [sums, errors] = [new Float64Array(size * size), new Float64Array(size * size)]
  pairs.forEach(([k, kPrime], row) =>
    pairs.forEach(([l, lPrime], column) => {
      if (k !== kPrime || l !== lPrime || groupOf[row] === groupOf[column]) return
      const entry = groupOf[row]! * size + groupOf[column]!
      sums[entry]! += prefactors.re[row * pairs.length + column]!
      errors[entry]! += prefactorErrors[row * pairs.length + column]!
    }),
  )
  // what is not told from zero may come out negative
  const positive = sums.map((x) => Math.max(0, x))
  const per = (values: Float64Array): Float64Array => values.map((x, entry) => x / groups[entry % size]!.length)
  const table = (prefactorsOf: (values: Float64Array) => Float64Array): RateTable =>
    arrheniusTable({
      prefactors: prefactorsOf(positive),
      prefactorErrors: prefactorsOf(errors),
      barriers: offDiagonal(barriers, size),
      wells,
      wellError,
    })
  return { uniform: table(per), summed: table((values) => values) }
}

const offDiagonal = (matrix: Float64Array, size: number): Float64Array =>
  matrix.map((x, entry) => (entry % (size + 1) === 0 ? 0 : x))

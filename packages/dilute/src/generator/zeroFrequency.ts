import { complexZeros } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { groupsOfPairs, plainBlock, type RateTable, type ZeroFrequencyBlock } from '../rates/index.js'
import type { CoherenceIntegrals, ComplexIntegrals } from './coherenceIntegrals.js'
import type { GeneratorBlock, SecularGenerator } from './generatorBlocks.js'

type Prefactors = Pick<ZeroFrequencyBlock, 'prefactors' | 'prefactorErrors' | 'barriers'>

/**
 * The block ω = 0 of one gas in Arrhenius's form (docs/theory.md §9.2). Transitions between single levels are those of
 * the rate table; with groups of equal levels they are integrals over products of amplitudes at one energy. Inside a
 * group, with M = c + N, c the mean of its elastic amplitudes,
 *   ∫ [NρN† − ½(N†Nρ + ρN†N)] + [K, ρ],  K = ½∫(c*N − cN†).
 */
export function zeroFrequencyBlock(
  { levels, groups }: System,
  pairs: ZeroFrequencyBlock['pairs'],
  integrals: CoherenceIntegrals,
  rates: RateTable,
): ZeroFrequencyBlock {
  const [n, size] = [pairs.length, groups.length]
  const out = {
    prefactors: complexZeros(n, n),
    prefactorErrors: new Float64Array(n * n),
    barriers: new Float64Array(size * size),
  }
  const wells = Float64Array.from(groups, ([k]) => rates.wells[k!]!)
  const index = pairIndex(levels.length, pairs)
  groups.forEach((to, g) =>
    groups.forEach((from, h) => {
      const entry = g * size + h
      if (g === h) fillInside(to, integrals, index, out)
      else if (to.length === 1 && from.length === 1) fillRate(to[0]!, from[0]!, rates, index, entry, out)
      else {
        out.barriers[entry] = integrals.isThermal ? Math.max(wells[g]!, wells[h]!) : wells[h]!
        fillBetween(to, from, integrals.between(to, from), index, out)
      }
    }),
  )
  return { levels, groups, pairs, wells, wellError: rates.wellError, ...out }
}

type Index = (k: number, kPrime: number) => number

function pairIndex(levelCount: number, pairs: ZeroFrequencyBlock['pairs']): Index {
  const places = new Map(pairs.map(([k, l], i) => [k * levelCount + l, i]))
  return (k, l) => places.get(k * levelCount + l)!
}

function fillRate(
  k: number,
  l: number,
  rates: RateTable,
  index: Index,
  entry: number,
  { prefactors, prefactorErrors, barriers }: Prefactors,
): void {
  const [place, rate] = [index(k, k) * prefactors.columns + index(l, l), k * rates.size + l]
  prefactors.re[place] = rates.prefactors[rate]!
  prefactorErrors[place] = rates.prefactorErrors[rate]!
  barriers[entry] = rates.barriers[rate]!
}

function fillBetween(
  to: readonly number[],
  from: readonly number[],
  { values, errors }: ComplexIntegrals,
  index: Index,
  { prefactors, prefactorErrors }: Prefactors,
): void {
  let i = 0
  for (const k of to)
    for (const kPrime of to)
      for (const l of from)
        for (const lPrime of from) {
          const place = index(k, kPrime) * prefactors.columns + index(l, lPrime)
          prefactors.re[place] = values[2 * i]!
          prefactors.im[place] = values[2 * i + 1]!
          prefactorErrors[place] = errors[i++]!
        }
}

/** The generator of elastic collisions inside a group; a single level has none. */
function fillInside(group: readonly number[], integrals: CoherenceIntegrals, index: Index, out: Prefactors): void {
  if (group.length === 1) return
  const { values, errors } = integrals.inside(group)
  const d = group.length
  fillBetween(group, group, { values, errors }, index, out)
  const loss = innerLoss(d, values, errors)
  const add = (row: number, column: number, re: number, im: number, error: number): void => {
    const place = row * out.prefactors.columns + column
    out.prefactors.re[place]! += re
    out.prefactors.im[place]! += im
    out.prefactorErrors[place]! += error
  }
  for (let k = 0; k < d; k++)
    for (let kPrime = 0; kPrime < d; kPrime++)
      for (let l = 0; l < d; l++) {
        const row = index(group[k]!, group[kPrime]!)
        const [left, mirrored] = [k * d + l, kPrime * d + l]
        add(row, index(group[l]!, group[kPrime]!), loss.re[left]!, loss.im[left]!, loss.errors[left]!)
        // ρX† of what stands on the left as Xρ
        add(row, index(group[k]!, group[l]!), loss.re[mirrored]!, -loss.im[mirrored]!, loss.errors[mirrored]!)
      }
}

/** X = −½Γ + K over the levels of a group, the generator being N·N† + Xρ + ρX†; row-major. */
function innerLoss(
  d: number,
  values: Float64Array,
  errors: Float64Array,
): { re: Float64Array; im: Float64Array; errors: Float64Array } {
  const out = { re: new Float64Array(d * d), im: new Float64Array(d * d), errors: new Float64Array(d * d) }
  const product = (k: number, kPrime: number, l: number, lPrime: number): number =>
    ((k * d + kPrime) * d + l) * d + lPrime
  const elastic = (k: number, l: number): number => d ** 4 + k * d + l
  for (let k = 0; k < d; k++) {
    for (let l = 0; l < d; l++) {
      const entry = k * d + l
      for (let j = 0; j < d; j++) {
        const at = product(j, j, l, k)
        out.re[entry]! -= values[2 * at]! / 2
        out.im[entry]! -= values[2 * at + 1]! / 2
        out.errors[entry]! += errors[at]! / 2
      }
      const [there, back] = [elastic(k, l), elastic(l, k)]
      out.re[entry]! += (values[2 * there]! - values[2 * back]!) / 2
      out.im[entry]! += (values[2 * there + 1]! + values[2 * back + 1]!) / 2
      out.errors[entry]! += (errors[there]! + errors[back]!) / 2
    }
  }
  return out
}

/**
 * The block ω = 0 of any generator as plain data: in Arrhenius's form where the generator keeps it, else read off the
 * matrix, whose losses out of a group are what the others gain.
 */
export function zeroFrequencyOf({
  system: { levels, groups },
  blocks,
  zeroFrequency,
}: SecularGenerator): ZeroFrequencyBlock {
  if (zeroFrequency) return zeroFrequency
  const { pairs, matrix, errors } = blocks.find(({ frequency }) => frequency === 0)!
  const size = groups.length
  const heights = { barriers: new Float64Array(size * size), wells: new Float64Array(size), wellError: 0 }
  const gains = {
    levels,
    groups,
    pairs,
    prefactors: gainsBetween(groups, pairs, matrix, levels),
    prefactorErrors: errors,
    ...heights,
  }
  const losses = plainBlock(gains).matrix
  const of = groupsOfPairs(gains)
  const inside = (entry: number): boolean => of[Math.floor(entry / pairs.length)] === of[entry % pairs.length]
  const taken = (plane: 're' | 'im'): Float64Array =>
    matrix[plane].map((x, entry) => (inside(entry) ? x - losses[plane][entry]! : x))
  return { ...gains, prefactors: { ...matrix, re: taken('re'), im: taken('im') } }
}

/** The matrix with nothing inside the groups. */
function gainsBetween(
  groups: System['groups'],
  pairs: ZeroFrequencyBlock['pairs'],
  matrix: GeneratorBlock['matrix'],
  levels: Float64Array,
): GeneratorBlock['matrix'] {
  const of = new Int32Array(levels.length)
  groups.forEach((members, g) => {
    for (const k of members) of[k] = g
  })
  const kept = (plane: Float64Array): Float64Array =>
    plane.map((x, entry) =>
      of[pairs[Math.floor(entry / pairs.length)]![0]] === of[pairs[entry % pairs.length]![0]] ? 0 : x,
    )
  return { ...matrix, re: kept(matrix.re), im: kept(matrix.im) }
}

import type { ComplexMatrix } from '../../numerics/index.js'
import { groupIndex, type AntiunitarySymmetry } from '../../model/index.js'
import { hamiltonianPart, withHamiltonian } from '../hamiltonianPart.js'
import { kossakowskiForm } from '../kossakowski.js'
import type { GeneratorBlock, SecularGenerator } from '../generatorBlocks.js'
import { decisive, type Difference, type Residual } from './residual.js'
import { reversedBlock, reversalInLevels } from './reversal.js'
import { holdsRatesOnly, sectionNorm, sectionsOf, stationaryBlock, type Section } from './sections.js'

/**
 * Detailed balance in the quantum sense, against ρ = ρ_β. Residuals compare what joins two sections with what joins
 * them the other way round, both scaled to √ρ, relative to the largest that positivity allows, √(a_kl a_k′l′) from the
 * rates between groups of equal levels; inside one section relative to the fastest decay. For rates between single
 * levels this is 2|I − 1|/(I + 1).
 */
export interface QuantumDetailedBalance {
  /**
   * The block Ω = 0 alone, with ⟨A,B⟩_KMS: the rates, and for equal levels their coherences. For single levels it
   * vanishes exactly when all I(k,l) = 1.
   */
  readonly populations: Residual
  /**
   * The dissipative part self-adjoint in ⟨A,B⟩ = Tr[ρA†B] (Alicki 1976; Kossakowski, Frigerio, Gorini & Verri 1977).
   */
  readonly gns: Residual
  /** The same in ⟨A,B⟩ = Tr[ρ^{1/2}A†ρ^{1/2}B]: equal to GNS for a generator that commutes with H_S. */
  readonly kms: Residual
  /**
   * Detailed balance with a reversing operation: the KMS adjoint of D is ΘDΘ⁻¹ (Agarwal 1973; Fagnola & Umanità 2010).
   * Time reversal gives this one and not GNS: it makes a coherence's image symmetric, not Hermitian. Null where no Θ is
   * given.
   */
  readonly reversed: Residual | null
  /** GNS, or with the reversing operation. */
  readonly holds: boolean
}

/** ln of the weight that an element ρ_kk′ has in an inner product. */
type Weight = (k: number, kPrime: number) => number

/**
 * Residuals of detailed balance of the dissipator (7), block by block. For GNS and KMS the Hamiltonian that the
 * collisions add in Lindblad's form with traceless operators is taken out first: L − L^♯ may be a commutator.
 * @throws RangeError as `kossakowskiForm`.
 */
export function quantumDetailedBalance(
  generator: SecularGenerator,
  beta: number,
  theta?: AntiunitarySymmetry,
): QuantumDetailedBalance {
  const { levels } = generator.system
  const gns: Weight = (_, kPrime) => -beta * (levels[kPrime]! - levels[0]!)
  const kms: Weight = (k, kPrime) => (gns(k, k) + gns(kPrime, kPrime)) / 2
  const dissipative = withHamiltonian(generator, hamiltonianPart(kossakowskiForm(generator).effective), -1)
  const selfAdjoint = (weight: Weight, blocks = dissipative.blocks): Residual =>
    decisive(comparisons({ ...dissipative, blocks }, weight, (scaled) => scaled.matrix))
  const [plain, reversed] = [selfAdjoint(gns), theta === undefined ? null : reversedResidual(generator, kms, theta)]
  return {
    populations: selfAdjoint(kms, [stationaryBlock(dissipative)]),
    gns: plain,
    kms: selfAdjoint(kms),
    reversed,
    holds: plain.holds || (reversed?.holds ?? false),
  }
}

function reversedResidual(generator: SecularGenerator, weight: Weight, theta: AntiunitarySymmetry): Residual {
  const levels = reversalInLevels(generator.system, theta)
  return decisive(comparisons(generator, weight, (block) => reversedBlock(block, levels)))
}

/**
 * Every pair of sections: X_AB against the adjoint of Y_BA, X the block scaled to √ρ, Y the image it should be the
 * adjoint of.
 */
function comparisons(
  generator: SecularGenerator,
  weight: Weight,
  image: (scaled: GeneratorBlock) => ComplexMatrix,
): Difference[] {
  const { system, estimatedError } = generator
  const groupOf = groupIndex(system)
  const scaled = generator.blocks.map((block) => ({
    block: scaledBlock(block, weight),
    sections: sectionsOf(groupOf, block),
  }))
  const decay = fastestDecay(scaled)
  const rates = groupRates(generator)
  return scaled.flatMap(({ block, sections }) => {
    const other = image(block)
    return sections.flatMap((a, i) =>
      sections.slice(0, i + 1).map((b): Difference => {
        const factor = Math.exp(Math.abs(weightOf(weight, block, a) - weightOf(weight, block, b)) / 2)
        const error = holdsRatesOnly(block, system) ? 0 : estimatedError * factor * 2 * (a === b ? system.sites : 1)
        return {
          difference: adjointDifference(block.matrix, other, a, b),
          scale: positiveOr(a === b ? 0 : largestJoining(rates, a, b, factorOf(weight, block, a, b)), decay),
          error: error * Math.sqrt(a.rows.length * b.rows.length),
        }
      }),
    )
  })
}

/** The largest norm of what D does inside one section. */
function fastestDecay(
  blocks: readonly { readonly block: GeneratorBlock; readonly sections: readonly Section[] }[],
): number {
  return Math.max(...blocks.flatMap(({ block, sections }) => sections.map((a) => sectionNorm(block.matrix, a, a))))
}

const positiveOr = (x: number, otherwise: number): number => (x > 0 ? x : otherwise)

const weightOf = (weight: Weight, { pairs }: GeneratorBlock, { rows }: Section): number => weight(...pairs[rows[0]!]!)

/** √(w_b/w_a), by which entries from b to a are scaled. */
const factorOf = (weight: Weight, block: GeneratorBlock, a: Section, b: Section): number =>
  Math.exp((weightOf(weight, block, b) - weightOf(weight, block, a)) / 2)

/** M_ab √(w_b/w_a): Hermitian where D is self-adjoint. An entry that is zero stays so however large its factor. */
function scaledBlock(block: GeneratorBlock, weight: Weight): GeneratorBlock {
  const { pairs, matrix } = block
  const logs = pairs.map(([k, kPrime]) => weight(k, kPrime) / 2)
  const scale = (x: number, entry: number): number =>
    x === 0 ? 0 : x * Math.exp(logs[entry % pairs.length]! - logs[Math.floor(entry / pairs.length)]!)
  return { ...block, matrix: { ...matrix, re: matrix.re.map(scale), im: matrix.im.map(scale) } }
}

/** ‖X_AB − (Y_BA)†‖. */
function adjointDifference({ columns: n, re, im }: ComplexMatrix, y: ComplexMatrix, a: Section, b: Section): number {
  let size = 0
  for (const row of a.rows) {
    for (const column of b.rows) {
      const [entry, mirrored] = [row * n + column, column * n + row]
      size = Math.hypot(size, re[entry]! - y.re[mirrored]!, im[entry]! + y.im[mirrored]!)
    }
  }
  return size
}

/** ½(√(a_kl a_k′l′) √(w_b/w_a) + the same back), a the rates between groups. */
function largestJoining(rates: readonly Float64Array[], a: Section, b: Section, factor: number): number {
  const [[k, kPrime], [l, lPrime]] = [a.groups, b.groups]
  const root = (to: number, from: number): number => Math.sqrt(Math.max(0, rates[to]![from]!))
  return (root(k, l) * root(kPrime, lPrime) * factor + (root(l, k) * root(lPrime, kPrime)) / factor) / 2
}

/** Σ_{k∈G, l∈H} a_kl between groups of equal levels, [to][from]; the diagonal zero. */
function groupRates(generator: SecularGenerator): Float64Array[] {
  const { groups } = generator.system
  const out = groups.map(() => new Float64Array(groups.length))
  const groupOf = groupIndex(generator.system)
  const { pairs, matrix } = stationaryBlock(generator)
  const diagonal = pairs.flatMap(([k, kPrime], row) => (k === kPrime ? [{ row, group: groupOf[k]! }] : []))
  for (const to of diagonal) {
    for (const from of diagonal)
      if (to.group !== from.group) out[to.group]![from.group]! += matrix.re[to.row * matrix.columns + from.row]!
  }
  return out
}

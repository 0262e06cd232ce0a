import { groupIndex } from '../../model/index.js'
import type { ComplexMatrix } from '../../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generatorBlocks.js'
import { decisive, type Difference, type Residual } from './residual.js'
import { holdsRatesOnly, norm, sectionNorm, sectionsOf, stationaryBlock, type Section } from './sections.js'

/**
 * Σ_k D_{kk,ll′} = 0: the trace is conserved. Per group of equal levels l, l′, relative to the norms of everything that
 * D makes of them; for a level on its own, to the sum of the moduli in its column.
 */
export function tracePreservation(generator: SecularGenerator): Residual {
  const block = stationaryBlock(generator)
  const sections = sectionsOf(groupIndex(generator.system), block)
  const error = entryError(generator, block)
  return decisive(
    sections.map((from) => ({
      difference: norm(from.rows.flatMap((column) => columnSum(block, column))),
      scale: sections.reduce((sum, to) => sum + sectionNorm(block.matrix, to, from), 0),
      error: error * from.rows.length,
    })),
  )
}

/** The part of Σ_k D_{kk,ll′} in one column. */
function columnSum({ pairs, matrix }: GeneratorBlock, column: number): [number, number] {
  let [re, im] = [0, 0]
  pairs.forEach(([k, kPrime], row) => {
    if (k !== kPrime) return
    re += matrix.re[row * matrix.columns + column]!
    im += matrix.im[row * matrix.columns + column]!
  })
  return [re, im]
}

/**
 * D(ρ_β) = 0: the Gibbs state at β stays. Per section, relative to the norms of what flows into it and out of it;
 * for populations this is |inflow − outflow|/(inflow + outflow).
 */
export function gibbsResidual(generator: SecularGenerator, beta: number): Residual {
  const { levels } = generator.system
  const block = stationaryBlock(generator)
  const weights = Float64Array.from(block.pairs, ([l, lPrime]) =>
    l === lPrime ? Math.exp(-beta * (levels[l]! - levels[0]!)) : 0,
  )
  const sections = sectionsOf(groupIndex(generator.system), block)
  const error = entryError(generator, block) * weights.reduce((sum, p) => sum + p, 0)
  return decisive(sections.map((to) => changeOf(block.matrix, weights, sections, to, error)))
}

function changeOf(
  matrix: ComplexMatrix,
  weights: Float64Array,
  sections: readonly Section[],
  to: Section,
  error: number,
): Difference {
  const change = to.rows.flatMap((row) =>
    [matrix.re, matrix.im].map((plane) =>
      weights.reduce((sum, p, column) => sum + p * plane[row * matrix.columns + column]!, 0),
    ),
  )
  const flow = (from: Section): number =>
    Math.max(...from.rows.map((row) => weights[row]!)) * sectionNorm(matrix, to, from)
  return {
    difference: norm(change),
    scale: sections.reduce((sum, from) => sum + flow(from), 0),
    error: error * to.rows.length,
  }
}

/**
 * The error of an entry of the block Ω = 0: losses are sums of N integrals; rates carry error bars of their own, below
 * the tolerance.
 */
function entryError({ system, estimatedError }: SecularGenerator, block: GeneratorBlock): number {
  return holdsRatesOnly(block, system) ? 0 : system.sites * estimatedError
}

import type { GasCell } from '../../src/generator/index.js'
import { resonancesIn, stretches } from '../../src/generator/stretches.js'
import { gasDistribution } from '../../src/model/index.js'
import type { Scatterer } from '../../src/scattering/index.js'
import { collisionSamples, type CollisionSamples } from '../../src/solution/index.js'

/** Samples without a table, with the resonances that it would have. */
export function samplesOf(scatterer: Scatterer, cell: GasCell): CollisionSamples {
  const { betas = [], gases = [] } = cell.serves
  return collisionSamples(
    scatterer,
    cell,
    resonancesIn(scatterer, stretches(scatterer, betas, gases.map(gasDistribution))),
  )
}

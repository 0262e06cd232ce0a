import { gasRates, secularGenerator, unitOf, type SecularGenerator } from '../generator/index.js'
import { inverseTemperature, type Gas } from '../model/index.js'
import { lazily } from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import { balanceOf, type BalanceSolution } from './balance.js'
import type { CollisionSamples } from './collisionSamples.js'
import { scatteringEvidence, type ScatteringEvidence } from './evidence.js'
import { explain, explainWithoutBeta } from './explanation.js'
import { groupRates } from './groupRates.js'
import type { Encounter, Model } from './model.js'
import { withSeparateParts } from './separateParts.js'
import type { ScatteringTables } from './tables.js'

/** What one gas does to the system; everything but its name is made when it is first read. */
export interface GasSolution {
  readonly name: string
  readonly gas: Gas
  readonly scatteringKey: string
  /** null for a gas that has no temperature. */
  readonly beta: number | null
  readonly tables: ScatteringTables
  /** By level, in the normalisation of the model. */
  readonly rates: RateTable
  /** Per unit time, whatever the normalisation of the model. */
  readonly physicalRates: Pick<RateTable, 'values' | 'errors'>
  /** By group of equal levels, as `Solution.groupRates`. */
  readonly groupRates: RateTable
  readonly generator: SecularGenerator
  readonly balance: BalanceSolution
  readonly samples: CollisionSamples
  readonly evidence: ScatteringEvidence
}

export function gasSolution(model: Model, encounter: Encounter, tables: ScatteringTables): GasSolution {
  const { system, normalization } = model
  const { name, gas, scatteringKey } = encounter
  const solution: GasSolution = lazily({
    name: () => name,
    gas: () => gas,
    scatteringKey: () => scatteringKey,
    beta: () => inverseTemperature(gas),
    tables: () => tables,
    rates: (): RateTable =>
      withSeparateParts(encounter.rates ?? gasRates(tables.collisions, gas, normalization), system),
    physicalRates: (): GasSolution['physicalRates'] => {
      const { values, errors } = solution.rates
      const inUnits = (each: Float64Array): Float64Array => each.map((x) => x * unitOf(normalization, gas.dimension))
      return { values: inUnits(values), errors: inUnits(errors) }
    },
    groupRates: (): RateTable => groupRates(solution.rates, system.groups),
    generator: (): SecularGenerator =>
      secularGenerator({ table: tables.collisions, gas, amplitudes: tables.coherences, normalization }),
    balance: (): BalanceSolution => gasBalance(model, solution),
    samples: (): CollisionSamples => tables.samples,
    evidence: (): ScatteringEvidence => scatteringEvidence([tables], solution.rates),
  })
  return solution
}

function gasBalance({ system, bornOrder }: Model, { rates, beta, tables }: GasSolution): BalanceSolution {
  return balanceOf({
    rates,
    system,
    beta,
    symmetry: () => tables.enforcesBalance || bornOrder === 1,
    explained: ({ holds, undecided, cycles, tolerance }) =>
      beta === null
        ? explainWithoutBeta({ rates, holds, cycles }, 1)
        : explain({
            holds,
            undecided,
            cycles,
            tolerance,
            rates,
            system,
            bornOrder,
            get antiunitary() {
              return tables.antiunitary
            },
            get reasonToBreak() {
              return tables.reasonToBreak
            },
          }),
  })
}

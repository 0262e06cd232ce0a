import { sumGenerators, type SecularGenerator } from '../generator/index.js'
import type { AntiunitarySymmetry } from '../model/index.js'
import { lazily } from '../numerics/index.js'
import { sumRates, type RateTable } from '../rates/index.js'
import { gibbsState, type Populations } from '../thermodynamics/index.js'
import type { StationaryAnswers } from './answers.js'
import { balanceOf, type BalanceSolution } from './balance.js'
import { builtOrReason, pointCertificates, reasonToSkip, type PointCertificates } from './certificates.js'
import { equalLevelAnswers } from './equalLevels.js'
import { scatteringEvidence, type ScatteringEvidence } from './evidence.js'
import { explainSeveral, explainWithoutBeta } from './explanation.js'
import { gasSolution, type GasSolution } from './gasSolution.js'
import { groupRates } from './groupRates.js'
import type { Model } from './model.js'
import { singleLevelAnswers } from './singleLevels.js'
import { generatorSpectrum, type GeneratorSpectrum } from './spectrum.js'
import { tablesFor, type TablesOf } from './tables.js'
import { largest } from './largest.js'
import { lowDensityRatio, sampledGas, secularCondition, type Validity } from './validity.js'

/** One solved point: every question is answered once, when it is first asked. */
export interface Solution extends StationaryAnswers {
  readonly model: Model
  /**
   * Whether some levels have the same energy: answers are then by group, and come from the zero-frequency block of the
   * generator.
   */
  readonly degenerate: boolean
  readonly gases: readonly GasSolution[]
  /** Of all gases together, by level. */
  readonly rates: RateTable
  /** From each group of equal levels, in its uniform state, to each other. */
  readonly groupRates: RateTable
  /** The Gibbs state by level; null without a common β. */
  readonly gibbs: Populations | null
  readonly balance: BalanceSolution
  /** Of all gases together (7). */
  readonly generator: SecularGenerator
  readonly spectrum: GeneratorSpectrum
  /** Of the generator where it can be afforded, else of the rates alone. */
  readonly certificates: PointCertificates
  /** Of the generator, whatever it costs. */
  readonly generatorCertificates: PointCertificates
  readonly validity: Validity
  readonly evidence: ScatteringEvidence
}

/**
 * The solution of a model; `tablesOf` shares tables with other solutions of the same system.
 * Reading a property throws NotConverged or RangeError where what it needs does not reach its tolerance.
 */
export function solve(model: Model, tablesOf: TablesOf = tablesFor(model.system)): Solution {
  const { system, encounters, beta } = model
  const degenerate = system.groups.some((group) => group.length > 1)
  const gases = encounters.map((encounter) => gasSolution(model, encounter, tablesOf(encounter)))
  const solution: Solution = lazily({
    model: () => model,
    degenerate: () => degenerate,
    gases: () => gases,
    rates: (): RateTable => sumRates(gases.map((gas) => gas.rates)),
    groupRates: (): RateTable => (degenerate ? groupRates(solution.rates, system.groups) : solution.rates),
    gibbs: (): Populations | null => (beta === null ? null : gibbsState(system.levels, beta, system.levelError)),
    balance: (): BalanceSolution =>
      gases.length === 1 ? gases[0]!.balance : summedBalance(model, gases, solution.rates),
    generator: (): SecularGenerator => sumGenerators(gases.map((gas) => gas.generator)),
    spectrum: (): GeneratorSpectrum => generatorSpectrum(solution.generator, solution.stationary.dimension),
    certificates: (): PointCertificates => affordable(gases, model, solution),
    generatorCertificates: (): PointCertificates =>
      pointCertificates(solution.generator, solution.rates, system, beta ?? undefined, sharedSymmetry(gases)),
    validity: (): Validity => validityOf(model, gases),
    evidence: (): ScatteringEvidence =>
      scatteringEvidence(
        gases.map(({ tables }) => tables),
        solution.rates,
      ),
    ...(degenerate ? equalLevelAnswers : singleLevelAnswers)(model, gases, {
      get rates() {
        return solution.rates
      },
      get gibbs() {
        return solution.gibbs
      },
      get balance() {
        return solution.balance
      },
    }),
  })
  return solution
}

function summedBalance({ system, beta }: Model, gases: readonly GasSolution[], rates: RateTable): BalanceSolution {
  const broken = (): string[] => gases.filter(({ balance }) => balance.holds === false).map(({ name }) => name)
  const symmetry = (): boolean => beta !== null && gases.every(({ balance }) => balance.bySymmetry)
  return balanceOf({
    rates,
    system,
    beta,
    symmetry,
    explained: ({ holds, undecided, cycles }) =>
      beta === null
        ? explainWithoutBeta({ rates, holds, cycles }, gases.length)
        : explainSeveral({ rates, holds, undecided }, broken()),
  })
}

function affordable(
  gases: readonly GasSolution[],
  { system, beta }: Model,
  solution: Pick<Solution, 'generator' | 'rates'>,
): PointCertificates {
  const reason = gases.map(({ tables }) => reasonToSkip(tables.collisions)).find((each) => each !== null)
  const built = typeof reason === 'string' ? { reason } : builtOrReason(() => solution.generator)
  return pointCertificates(built, solution.rates, system, beta ?? undefined, sharedSymmetry(gases))
}

/** Θ, where all gases scatter alike. */
function sharedSymmetry(gases: readonly GasSolution[]): AntiunitarySymmetry | null {
  const [first] = gases as readonly [GasSolution]
  return gases.every(({ scatteringKey }) => scatteringKey === first.scatteringKey)
    ? first.tables.antiunitary.symmetry
    : null
}

function validityOf({ system }: Model, gases: readonly GasSolution[]): Validity {
  const sumOf = (part: 'values' | 'errors'): Float64Array =>
    system.hamiltonian.re.map((_, entry) =>
      gases.reduce((sum, { physicalRates }) => sum + physicalRates[part][entry]!, 0),
    )
  const sampled = gases.map(sampledGas)
  const { value, error } = largest(sampled.map(lowDensityRatio))
  return {
    secular: secularCondition(system, { values: sumOf('values'), errors: sumOf('errors') }, sampled),
    lowDensityRatio: value,
    lowDensityRatioError: error,
  }
}

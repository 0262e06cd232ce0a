import {
  alikePairs, atOnePoint, findAntiunitarySymmetry, fundamentalLoops, type AntiunitarySearch, type Interaction, type Loop, type System,
} from '../../model/index.js'
import type { RateTable } from '../../generator/index.js'
import type { DetailedBalance } from '../../thermodynamics/index.js'
import type { ScatteringConfig } from '../reading/config.js'
import { asCycles, asFraction, asList, asPhase } from './words.js'

/** What the explanation is drawn from. */
export interface Grounds {
  readonly report: DetailedBalance
  readonly rates: RateTable
  readonly system: System
  readonly interaction: Interaction
  readonly scattering: ScatteringConfig
  readonly antiunitary: AntiunitarySearch
}

/** Whether detailed balance holds, and why, in one sentence. */
export function explain(grounds: Grounds): string {
  if (grounds.rates.values.every((a) => a === 0)) return 'Nothing to balance: all rates are zero.'
  return grounds.report.holds !== false ? `Detailed balance holds ${reasonToHold(grounds)}.` : `Detailed balance is broken ${reasonToBreak(grounds)}.`
}

/** The same for several gases of one β. */
export function explainSeveral(rates: RateTable, holds: boolean, breaking: readonly string[]): string {
  if (rates.values.every((a) => a === 0)) return 'Nothing to balance: all rates are zero.'
  if (holds) return breaking.length === 0 ? 'Detailed balance holds for every gas, and all share one temperature.' : 'Detailed balance holds in the sum of the gases, though not for each.'
  return `Detailed balance is broken by the gas${breaking.length > 1 ? 'es' : ''} ${asList(breaking)}.`
}

/** The same where there is no common temperature: by the cycles alone. */
export function explainWithoutBeta(rates: RateTable, { holds, cycles }: Pick<DetailedBalance, 'holds' | 'cycles'>, gases: number): string {
  if (rates.values.every((a) => a === 0)) return 'Nothing to balance: all rates are zero.'
  const why = gases === 1 ? 'The gas has no temperature' : 'The gases share no temperature'
  if (holds === false) return `${why}, and the rates drive currents around cycles of levels: no state balances every transition.`
  return `${why}, yet some state balances every transition, since ${cycles.length === 0 ? 'the transitions form no cycle' : 'no cycle of levels has an affinity'}.`
}

function reasonToHold({ report, system, scattering, antiunitary: { symmetry } }: Grounds): string {
  if (symmetry) return reasonOfSymmetry(system, symmetry.permutation)
  if (scattering.method === 'born' || (scattering.method === 'series' && scattering.order === 1)) {
    return 'because the T matrix of the first Born order is Hermitian'
  }
  if (system.sites === 2) return 'because with two levels the stationarity of the Gibbs state leaves no other choice'
  if (report.cycles.length === 0) return 'because the transitions between levels form no cycle'
  return `within |I − 1| ≤ ${report.tolerance}, though no antiunitary symmetry of the model was found`
}

function reasonOfSymmetry(system: System, permutation: readonly number[]): string {
  if (permutation.some((image, site) => image !== site)) {
    return `because time reversal together with the exchange of dots ${asCycles(permutation)} is a symmetry of the model`
  }
  return fundamentalLoops(system).length === 0
    ? 'because the couplings between the dots form no loop and can all be made real: time reversal is a symmetry of the model'
    : 'because every loop of couplings has a real product (no flux, or half a quantum): time reversal is a symmetry of the model'
}

function reasonToBreak({ system, interaction, antiunitary }: Grounds): string {
  const loop = mostComplexLoop(system)
  const flux = loop ? `because ${describeLoop(system, loop)}` : 'although every loop of couplings is real'
  if (!antiunitary.complete) return `${flux}; the search for a symmetry that could restore it was cut short`
  return `${flux} and ${missingExchange(system, interaction)}`
}

function mostComplexLoop(system: System): Loop | undefined {
  return fundamentalLoops(system).sort((a, b) => b.imaginaryPart - a.imaginaryPart)[0]
}

function describeLoop({ sites, flux }: System, loop: Loop): string {
  const name = `the loop ${loop.sites.join('–')}`
  if (flux !== undefined && loop.sites.length === sites) return `${name} encloses ${asFraction(flux)} of a flux quantum`
  return `the product of the couplings around ${name} has the phase ${asPhase(loop.phase)}, where time reversal needs 0 or π,`
}

/** Why no exchange of dots undoes the conjugation of H. */
function missingExchange(system: System, interaction: Interaction): string {
  if (!findAntiunitarySymmetry(system).symmetry) return 'no exchange of dots turns the Hamiltonian into its complex conjugate'
  const alike = alikePairs(interaction)
  if (alike.length === 0) return 'no two dots couple alike'
  const pairs = asList(alike.map(([i, j]) => `${i} and ${j}`))
  return findAntiunitarySymmetry(system, atOnePoint(interaction)).symmetry
    ? `the dots that couple alike (${pairs}) do not sit at symmetric positions`
    : `no exchange of the dots that couple alike (${pairs}) turns the Hamiltonian into its complex conjugate`
}

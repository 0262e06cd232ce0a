import {
  alikeSites,
  atOnePoint,
  findAntiunitarySymmetry,
  fundamentalLoops,
  type AntiunitarySearch,
  type Interaction,
  type Loop,
  type System,
} from '../model/index.js'
import type { RateTable } from '../rates/index.js'
import type { CycleAffinity } from '../thermodynamics/index.js'
import { asCycles, asFraction, asList, asLoop, asPhase, asSome } from './words.js'

/** What the explanation is drawn from. */
export interface Grounds {
  /** The verdict: null where it is undecided. */
  readonly holds: boolean | null
  /** The pairs of levels, or of groups, whose error bars decide nothing. */
  readonly undecided: readonly { readonly k: number; readonly l: number }[]
  readonly cycles: readonly CycleAffinity[]
  readonly tolerance: number
  readonly rates: RateTable
  readonly system: System
  /** Of `reasonToBreak`. */
  readonly reasonToBreak: string
  /** null for exact amplitudes. */
  readonly bornOrder: number | null
  readonly antiunitary: AntiunitarySearch
}

/** Whether detailed balance holds, and why, in one sentence. */
export function explain(grounds: Grounds): string {
  if (isStill(grounds.rates)) return nothingToBalance
  if (grounds.holds === null) return undecidedSentence(grounds.undecided, grounds.rates.size)
  return grounds.holds
    ? `Detailed balance holds ${reasonToHold(grounds)}.`
    : `Detailed balance is broken ${grounds.reasonToBreak}.`
}

const nothingToBalance = 'Nothing to balance: no level changes.'

/** Whether no rate is told from zero. */
const isStill = ({ prefactors, prefactorErrors }: RateTable): boolean =>
  prefactors.every((a, entry) => !(a > prefactorErrors[entry]!))

function undecidedSentence(pairs: Grounds['undecided'], count: number): string {
  const named = pairs.slice(0, 4).map(({ k, l }) => `I(${k},${l})`)
  const all = pairs.length > named.length ? [...named, `${pairs.length - named.length} more`] : named
  const which =
    all.length === 0
      ? 'the error bars of some affinities decide'
      : `the error bar${pairs.length > 1 ? 's' : ''} of ${asList(all)} decide${pairs.length > 1 ? '' : 's'}`
  return `Whether detailed balance holds is undecided for these ${count} levels: ${which} nothing.`
}

/** The same for several gases of one β. */
export function explainSeveral(
  { holds, undecided, rates }: Pick<Grounds, 'holds' | 'undecided' | 'rates'>,
  breaking: readonly string[],
): string {
  if (isStill(rates)) return nothingToBalance
  if (holds === null) return undecidedSentence(undecided, rates.size)
  if (holds)
    return breaking.length === 0
      ? 'Detailed balance holds for every gas, and all share one temperature.'
      : 'Detailed balance holds in the sum of the gases, though not for each.'
  if (breaking.length === 0) return 'Detailed balance is broken in the sum of the gases.'
  return `Detailed balance is broken by the gas${breaking.length > 1 ? 'es' : ''} ${asList(breaking)}.`
}

/** The same where there is no common temperature: by the cycles alone. */
export function explainWithoutBeta(
  { rates, holds, cycles }: Pick<Grounds, 'rates' | 'holds' | 'cycles'>,
  gases: number,
): string {
  if (isStill(rates)) return nothingToBalance
  const why = gases === 1 ? 'The gas has no temperature' : 'The gases share no temperature'
  if (holds === null)
    return (
      `${why}, and whether some state balances every transition is undecided: error bars of affinities are ` +
      `too wide.`
    )
  if (!holds) return `${why}, and the rates drive currents around cycles of levels: no state balances every transition.`
  return (
    `${why}, yet some state balances every transition, since ` +
    `${cycles.length === 0 ? 'the transitions form no cycle' : 'no cycle of levels has an affinity'}.`
  )
}

function reasonToHold({ cycles, tolerance, system, bornOrder, antiunitary: { symmetry } }: Grounds): string {
  if (symmetry) return reasonOfSymmetry(system, symmetry.permutation)
  if (bornOrder === 1) return 'because the T matrix of the first Born order is Hermitian'
  if (system.sites === 2) return 'because with two levels the stationarity of the Gibbs state leaves no other choice'
  if (cycles.length === 0) return 'because the transitions between levels form no cycle'
  return `within |I − 1| ≤ ${tolerance}, though no antiunitary symmetry of the model was found`
}

function reasonOfSymmetry(system: System, permutation: readonly number[]): string {
  if (permutation.some((image, site) => image !== site)) {
    return (
      `because time reversal together with the exchange of dots ${asCycles(permutation)} is a symmetry of the ` +
      `model`
    )
  }
  return fundamentalLoops(system).length === 0
    ? 'because the couplings between the dots form no loop and can all be made real: time reversal is a symmetry ' +
        'of the model'
    : 'because every loop of couplings has a real product (no flux, or half a quantum): time reversal is a ' +
        'symmetry of the model'
}

/** Which symmetry the model lacks, in half a sentence. */
export function reasonToBreak({
  system,
  interaction,
  antiunitary,
}: Pick<Grounds, 'system' | 'antiunitary'> & { readonly interaction: Interaction }): string {
  const loop = mostComplexLoop(system)
  const flux = loop ? `because ${describeLoop(system, loop)}` : 'although every loop of couplings is real'
  if (!antiunitary.complete) return `${flux}; the search for a symmetry that could restore it was cut short`
  return `${flux} and ${missingExchange(system, interaction)}`
}

function mostComplexLoop(system: System): Loop | undefined {
  return fundamentalLoops(system).sort((a, b) => b.imaginaryPart - a.imaginaryPart)[0]
}

function describeLoop({ sites, flux }: System, loop: Loop): string {
  const name = `the loop ${asLoop(loop.sites)}`
  if (flux !== undefined && loop.sites.length === sites) return `${name} encloses ${asFraction(flux)} of a flux quantum`
  return (
    `the product of the couplings around ${name} has the phase ${asPhase(loop.phase)}, where time reversal ` +
    `needs 0 or π,`
  )
}

/** Why no exchange of dots undoes the conjugation of H. */
function missingExchange(system: System, interaction: Interaction): string {
  if (!findAntiunitarySymmetry(system).symmetry)
    return 'no exchange of dots turns the Hamiltonian into its complex conjugate'
  const alike = alikeSites(interaction)
  if (alike.length === 0) return 'no two dots couple alike'
  const pairs = asSome(alike.map(([i, j]) => `${i} and ${j}`))
  return findAntiunitarySymmetry(system, atOnePoint(interaction)).symmetry
    ? `the dots that couple alike (${pairs}) do not sit at symmetric positions`
    : `no exchange of the dots that couple alike (${pairs}) turns the Hamiltonian into its complex conjugate`
}

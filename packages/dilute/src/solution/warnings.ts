import { largestOf } from '../numerics/index.js'
import { gasParts, inverseTemperature, type System } from '../model/index.js'
import { isResolved, ratesBetween, type RateTable } from '../rates/index.js'
import type { GasSolution } from './gasSolution.js'
import type { Model } from './model.js'
import { asList, asSome } from './words.js'

/** What a reader must know, in a sentence; of several of one kind the one of largest severity is the worst. */
export interface Warning {
  readonly kind: string
  readonly severity: number
  readonly text: string
}

/** Of what the rates and the model leave doubtful; limits of the theory have warnings of their own. */
export function modelWarnings(
  { system, bornOrder, encounters }: Model,
  rates: RateTable,
  gases: readonly GasSolution[],
): Warning[] {
  const between = ratesBetween(rates, system.groups)
  const named = system.groups.map((group) => (group.length === 1 ? `${group[0]}` : `{${group.join(', ')}}`))
  return [
    ...single(system.sites),
    ...degenerate(system.groups),
    ...unresolved(between, named),
    ...oneWay(between, named, gases),
    ...approximate(bornOrder),
    ...withoutTemperature(encounters, system),
    ...rescaled(encounters),
  ]
}

function single(levelCount: number): Warning[] {
  if (levelCount > 1) return []
  return [
    {
      kind: 'single',
      severity: 0,
      text: 'a single level has nothing to exchange with a gas: what scatters from it is not computed',
    },
  ]
}

function degenerate(groups: readonly (readonly number[])[]): Warning[] {
  const equal = groups.filter((group) => group.length > 1)
  if (equal.length === 0) return []
  return [
    {
      kind: 'degenerate',
      severity: Math.max(...equal.map((group) => group.length)),
      text:
        `levels ${equal.map((group) => asList(group.map(String))).join('; ')} have the same energy: numbers ` +
        `are told by group, since what concerns ` +
        'one of them alone depends on the basis',
    },
  ]
}

function withoutTemperature(encounters: Model['encounters'], { groups, sites }: System): Warning[] {
  const names = encounters.filter(({ gas }) => inverseTemperature(gas) === null).map(({ name }) => name)
  if (names.length === 0) return []
  const verb = names.length > 1 ? 'have' : 'has'
  return [
    {
      kind: 'no temperature',
      severity: 0,
      text:
        groups.length === sites
          ? `no total entropy production and no violation part, since ${asList(names)} ${verb} no temperature; the ` +
            `Schnakenberg part needs none`
          : `no entropy production, since ${asList(names)} ${verb} no temperature: neither the total nor, with levels ` +
            `of the same energy, its parts`,
    },
  ]
}

/** Momentum densities that are normalised only within their tolerance. */
function rescaled(encounters: Model['encounters']): Warning[] {
  return encounters.flatMap(({ name, gas }) =>
    gasParts(gas).flatMap((part): Warning[] => {
      const integral = 'shape' in part ? part.shape.integral : 1
      if (Math.abs(integral - 1) < 1e-9) return []
      const text =
        `the momentum density of ${name} integrates to ${Number(integral.toPrecision(10))}, not 1: its ` +
        `rates are those of the density divided by that`
      return [{ kind: `rescaled ${name}`, severity: Math.abs(integral - 1), text }]
    }),
  )
}

/** Rates that are not zero, yet not told from zero; of equal levels together, since one of them has no meaning. */
function unresolved(rates: RateTable, name: readonly string[]): Warning[] {
  const { values, errors, prefactorErrors } = rates
  const pairs = pairsOf(rates).filter(
    ({ from, to, entry }) => prefactorErrors[entry]! > 0 && !isResolved(rates, { from, to }),
  )
  if (pairs.length === 0) return []
  const named = pairs.map(
    ({ from, to, entry }) =>
      `${name[from]} → ${name[to]} (${values[entry]!.toPrecision(2)} ± ${errors[entry]!.toPrecision(2)})`,
  )
  return [
    {
      kind: 'unresolved',
      severity: largestOf(pairs.map(({ entry }) => errors[entry]!)),
      text:
        `not told from zero: the rate${pairs.length > 1 ? 's' : ''} ${asSome(named)}; taken as no connection in ` +
        `stationary states and cycles`,
    },
  ]
}

function pairsOf({ size: n }: RateTable): { from: number; to: number; entry: number }[] {
  return Array.from({ length: n * n }, (_, entry) => ({ to: Math.floor(entry / n), from: entry % n, entry }))
}

/** Transitions whose reverse is not told from zero. */
function oneWay(rates: RateTable, name: readonly string[], gases: readonly GasSolution[]): Warning[] {
  const pairs = pairsOf(rates).filter(
    ({ from, to }) => isResolved(rates, { from, to }) && !isResolved(rates, { from: to, to: from }),
  )
  if (pairs.length === 0) return []
  const meaning = gases.every(({ beta }) => beta !== null)
    ? 'the ratio I has no error bar there, since one of the two rates is not told from zero'
    : 'the Schnakenberg part is infinite where they carry a current, and cycles through them have no affinity'
  return [
    {
      kind: 'one way',
      severity: pairs.length,
      text: `without a reverse: ${asSome(pairs.map(({ from, to }) => `${name[from]} → ${name[to]}`))}; ${meaning}`,
    },
  ]
}

function approximate(bornOrder: number | null): Warning[] {
  if (bornOrder === null) return []
  return [
    {
      kind: 'approximate',
      severity: 0,
      text:
        `the amplitudes are those of the Born series of order ${bornOrder}, not unitary; the evidence shows by ` +
        `how much`,
    },
  ]
}

/** Rates that rounding keeps from their tolerance. */
export function imprecise(relativeError: number, tolerance: number): Warning[] {
  if (relativeError <= tolerance) return []
  return [
    {
      kind: 'imprecise',
      severity: relativeError,
      text:
        `the rates are good to ${relativeError.toExponential(1)} at worst, not to ${tolerance}: the error of ` +
        `amplitudes of potentials, or rounding across a ` +
        'narrow resonance, between near-degenerate levels, or in a rate that is almost zero; their error bars ' +
        'say which',
    },
  ]
}

/** Amplitudes that refinement changes by more than they were solved for. */
export function impreciseAmplitudes(error: number | null, tolerance: number): Warning[] {
  if (error === null || error <= tolerance) return []
  return [
    {
      kind: 'imprecise amplitudes',
      severity: error,
      text:
        `the amplitudes change by ${error.toExponential(1)} when the solver refines, more than ${tolerance}: ` +
        `strong reflection between the potentials ` +
        'or a narrow resonance magnifies rounding; the error bars of the rates include it',
    },
  ]
}

import { inverseTemperature } from '../../model/index.js'
import { isResolved, type RateTable } from '../../generator/index.js'
import { stationaryStates } from '../../thermodynamics/index.js'
import type { StudyConfig } from '../reading/config.js'
import { hasRatios, type BalanceReport } from './balance.js'
import type { BathModel, StudyModel } from './model.js'
import { asList } from './words.js'

/** What a reader of the results must know, in sentences. */
export function warnings(config: StudyConfig, { system, baths }: StudyModel, rates: RateTable, report: BalanceReport): string[] {
  return [
    ...degenerate(system.groups), ...unresolved(rates), ...oneWay(rates, report), ...approximate(config), ...uncounted(config, rates),
    ...withoutTemperature(baths), ...rescaled(baths),
  ]
}

function withoutTemperature(baths: readonly BathModel[]): string[] {
  const names = baths.filter(({ gas }) => inverseTemperature(gas) === null).map(({ name }) => name)
  if (names.length === 0) return []
  return [`no total entropy production and no violation part, since ${asList(names)} ${names.length > 1 ? 'have' : 'has'} no temperature; the Schnakenberg part needs none`]
}

/** Momentum densities that are normalised only within their tolerance. */
function rescaled(baths: readonly BathModel[]): string[] {
  return baths.flatMap(({ name, gas }) => {
    if (!('integral' in gas) || Math.abs(gas.integral - 1) < 1e-9) return []
    return [`the momentum density of ${name} integrates to ${Number(gas.integral.toPrecision(10))}, not 1: its rates are those of the density divided by that`]
  })
}

function degenerate(groups: readonly (readonly number[])[]): string[] {
  return groups.filter((group) => group.length > 1).map((group) => (
    `levels ${asList(group.map(String))} are degenerate: rates and populations among them refer to an arbitrary basis, and coherences between them are left out`
  ))
}

/** Rates that are not zero, yet not told from zero. */
function unresolved(rates: RateTable): string[] {
  const { levels: n, values, errors } = rates
  const pairs: string[] = []
  for (let to = 0; to < n; to++) {
    for (let from = 0; from < n; from++) {
      const entry = to * n + from
      if (to !== from && errors[entry]! > 0 && !isResolved(rates, { from, to })) pairs.push(`${from} → ${to} (${values[entry]} ± ${errors[entry]})`)
    }
  }
  if (pairs.length === 0) return []
  const shown = pairs.length > 6 ? [...pairs.slice(0, 5), `${pairs.length - 5} more`] : pairs
  return [`not told from zero: the rate${pairs.length > 1 ? 's' : ''} ${asList(shown)}; taken as no connection in stationary states and cycles`]
}

function oneWay(rates: RateTable, report: BalanceReport): string[] {
  if (!hasRatios(report)) return withoutReverse(rates)
  const { ratio, ratioError } = report
  const n = rates.levels
  const pairs: string[] = []
  ratio.forEach((i, pair) => {
    if (!Number.isNaN(i) && !Number.isFinite(ratioError[pair]!)) pairs.push(`I(${Math.floor(pair / n)},${pair % n})`)
  })
  return pairs.length === 0 ? [] : [`${asList(pairs)}: no error bar, since one of the two rates is not told from zero`]
}

/** Transitions whose reverse is not told from zero. */
function withoutReverse(rates: RateTable): string[] {
  const levels = Array.from({ length: rates.levels }, (_, k) => k)
  const pairs = levels.flatMap((from) => levels.filter((to) => (
    from !== to && isResolved(rates, { from, to }) && !isResolved(rates, { from: to, to: from })
  )).map((to) => `${from} → ${to}`))
  if (pairs.length === 0) return []
  return [`without a reverse: ${asList(pairs)}; the Schnakenberg part is infinite where they carry a current, and cycles through them have no affinity`]
}

function approximate({ scattering }: StudyConfig): string[] {
  if (scattering.method === 'exact') return []
  const order = scattering.method === 'born' ? 1 : scattering.order
  return [`the amplitudes are those of the Born series of order ${order}, not unitary; the evidence shows by how much`]
}

function uncounted({ report }: StudyConfig, rates: RateTable): string[] {
  if (!report?.includes('counting') || stationaryStates(rates).unique) return []
  return ['no counting statistics, since the stationary state is not unique: which one is counted would be arbitrary']
}

/** Rates that rounding keeps from their tolerance. */
export function imprecise(relativeError: number, tolerance: number): string[] {
  if (relativeError <= tolerance) return []
  return [`the rates are good to ${relativeError.toExponential(1)} at worst, not to ${tolerance}: the error of amplitudes of potentials, or rounding across a narrow resonance, between `
    + 'near-degenerate levels, or in a rate that is almost zero; their error bars say which']
}

/** Amplitudes that refinement changes by more than they were solved for. */
export function impreciseAmplitudes(error: number | null, tolerance: number): string[] {
  if (error === null || error <= tolerance) return []
  return [`the amplitudes change by ${error.toExponential(1)} when the solver refines, more than ${tolerance}: strong reflection between the potentials `
    + 'or a narrow resonance magnifies rounding; the error bars of the rates include it']
}

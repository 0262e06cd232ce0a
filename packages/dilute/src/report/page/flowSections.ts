import { levelNames } from '../levelPairs.js'
import type { DetailedBalanceResults, PointResults } from '../../study/results.js'
import { roundTrip } from '../counts.js'
import { affinityError, currentError, entropyErrors, gasHeatError, heatError, relaxationError } from '../errorBars.js'
import { levelCurrents } from '../currents.js'
import { folded } from './folded.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { current } from './symbols.js'
import { facts, section, table } from './tables.js'
import { computed, netFlow, orZero } from './values.js'

/** Cycle affinities, and the conditions that keep the Gibbs state stationary. */
export function cyclesSection({ detailedBalance, levels, rates, evidence }: PointResults): Markup {
  const { cycles, thermalization, thermalizationResidual } = detailedBalance
  if (cycles.length === 0 && thermalizationResidual === null) return nothing
  const sides = thermalization.map(({ equation, left, right }) => [/^\d/.test(equation) ? `(${equation})` : equation, computed(left, 6), computed(right, 6)])
  return section(thermalizationResidual === null ? 'Cycles' : 'Cycles and thermalization',
    cycleTable(detailedBalance, { rates, evidence, names: levelNames(levels.length) }),
    thermalizationResidual === null ? nothing : markup`<p class="note">In the Gibbs state what flows into each level equals what flows out, up to a relative ${computed(thermalizationResidual, 2)}. Thermalization needs this, but not detailed balance.</p>`,
    sides.length === 0 ? nothing : folded(['Condition', 'Left side', 'Right side'], sides, 'conditions'))
}

/** The cycles with their affinities, for more than three levels the largest first. */
export function cycleTable(
  { cycles }: Pick<DetailedBalanceResults, 'cycles'>, { names, ...rated }: Parameters<typeof affinityError>[0] & { readonly names: readonly string[] },
): Markup {
  if (cycles.length === 0) return nothing
  const sorted = names.length <= 3 ? cycles : [...cycles].sort((a, b) => Math.abs(b.affinity ?? 0) - Math.abs(a.affinity ?? 0))
  const rows = sorted.map(({ states, affinity }) => [roundTrip(states, names), orZero(affinity, affinityError(rated, states), 6)])
  return markup`<p class="note">The affinity of a cycle is the logarithm of the product of its forward over its backward rates. It is 0 for every cycle where detailed balance holds.</p>${folded(['Cycle', 'Affinity'], rows, 'cycles')}`
}

/** What flows between the levels in the stationary state. */
export function currentsSection(point: PointResults): Markup {
  const names = levelNames(point.levels.length)
  const rows = levelCurrents(point).map(({ from, to, probability, heat }) => [markup`${names[from]!} → ${names[to]!}`, orZero(probability, currentError(point, from, to)), orZero(heat, heatError(point, { from, to }))])
  const gases = point.baths === undefined ? Object.entries(point.heatCurrents) : []
  if (rows.length === 0) return nothing
  return section('Currents in the stationary state',
    markup`<p class="note">The net probability flow between two levels, per unit time, and the heat it carries into the system. Arrows point the way the flow goes; where it is 0 within its error, either way.</p>`,
    folded(['Transition', markup`Probability current ${current}`, 'Heat current'], rows, 'currents'),
    gases.length === 0 ? nothing : facts(gases.map(([name, heat]) => [`Heat per unit time from ${name}`, orZero(heat, gasHeatError(point, name))])))
}

/** Entropy production with its two parts, and how fast the system relaxes. */
export function entropySection(point: PointResults): Markup {
  const { entropyProduction: { total, schnakenberg, violation }, relaxation, beta } = point
  const errors = entropyErrors(point)
  const eigenvalues = relaxation.eigenvalues.map(([real, imaginary], i) => [markup`${i + 1}`, orZero(real, relaxationError(point)), orZero(imaginary, relaxationError(point))])
  return section('Entropy production and relaxation',
    facts([
      ['Entropy production σ', total === null ? 'not known without a temperature of every gas' : netFlow(total, errors.total)],
      ['of it apparent (Schnakenberg)', orZero(schnakenberg, errors.schnakenberg)],
      ...(violation === null ? [] : [['of it from broken detailed balance', orZero(violation, errors.violation)] as const]),
      ['Slowest relaxation rate', computed(relaxation.gap)],
      ['the same, reversible part alone', computed(relaxation.reversibleGap)],
    ]),
    markup`<p class="note">${entropyNote(point)} The reversible part of the rates is what detailed balance would leave of them${beta === null ? ', here with respect to the stationary state' : ''}.</p>`,
    markup`<details><summary>All relaxation eigenvalues</summary>${table(['', 'Real part', 'Imaginary part'], eigenvalues)}</details>`)
}

function entropyNote({ baths = {}, entropyProduction: { total } }: PointResults): Content {
  const apparent = 'The apparent part is what the currents between the levels suggest, gas by gas'
  if (total === null) return markup`${apparent}; it needs no temperature.`
  if (Object.keys(baths).length < 2) return 'The two parts of the entropy production, Eq. (26), cancel at equilibrium: the apparent part counts a flow that costs nothing.'
  return markup`σ = −Σ β<sub><var>b</var></sub><var>J</var><sub><var>b</var></sub>, with the inverse temperature of each gas and the heat from it. ${apparent}; the other corrects it for the ratios of each gas that are not 1.`
}

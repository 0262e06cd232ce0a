import { levelNames } from '../../tell/levelPairs.js'
import type { DetailedBalanceResults, PointResults } from '../../study/results.js'
import { roundTrip } from '../../tell/counts.js'
import { currentPaths, stateCurrents } from '../../tell/currents.js'
import { reasonsAt } from '../../tell/reasons.js'
import { statesOf } from '../../tell/states.js'
import { folded } from './folded.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { dashNote } from './notes.js'
import { current } from './symbols.js'
import { facts, section, table } from './tables.js'
import { computed, measured } from './values.js'

/** Cycle affinities, and the conditions that keep the Gibbs state stationary. */
export function cyclesSection(point: PointResults): Markup {
  const { detailedBalance, levels } = point
  const { cycles, thermalization, thermalizationResidual } = detailedBalance
  if (cycles.length === 0 && thermalizationResidual === null) return nothing
  const sides = thermalization.map(({ equation, left, leftError, right, rightError }) => (
    [/^\d/.test(equation) ? `(${equation})` : equation, measured(left, leftError), measured(right, rightError)]
  ))
  return section(thermalizationResidual === null ? 'Cycles' : 'Cycles and thermalization',
    cycleTable(detailedBalance, levelNames(levels.length)), dashNote([point], 'detailedBalance.cycles'),
    thermalizationResidual === null ? nothing : thermalizationNote(thermalizationResidual),
    sides.length === 0 ? nothing : folded(['Condition', 'Left side', 'Right side'], sides, 'conditions'))
}

function thermalizationNote(residual: number): Markup {
  return markup`<p class="note">In the Gibbs state what flows into each level equals what flows out, up to a relative ${computed(residual, 2)}. ${
    'Thermalization needs this, but not detailed balance.'}</p>`
}

/** The cycles with their affinities, for more than three levels the largest first. */
export function cycleTable({ cycles }: Pick<DetailedBalanceResults, 'cycles'>, names: readonly string[]): Markup {
  if (cycles.length === 0) return nothing
  const sorted = names.length <= 3 ? cycles : [...cycles].sort((a, b) => Math.abs(b.affinity ?? 0) - Math.abs(a.affinity ?? 0))
  const rows = sorted.map(({ states, affinity, affinityError }) => [roundTrip(states, names), measured(affinity, affinityError)])
  return markup`<p class="note">The affinity of a cycle is the logarithm of the product of its forward over its backward rates. ${
    'It is 0 for every cycle where detailed balance holds.'}</p>${folded(['Cycle', 'Affinity'], rows, 'cycles')}`
}

/** What flows between the levels in the stationary state. */
export function currentsSection(point: PointResults): Markup {
  const states = statesOf(point), { names } = states
  const rows = stateCurrents(states, point).map(({ from, to, probability, probabilityError, heat, heatError }) => (
    [markup`${names[from]!} → ${names[to]!}`, measured(probability, probabilityError, 4), measured(heat, heatError, 4)]
  ))
  const gases = point.baths === undefined ? Object.entries(point.heatCurrents) : []
  if (rows.length === 0) return nothing
  return section('Currents in the stationary state',
    markup`<p class="note">The net probability flow between two ${states.grouped ? 'groups of levels' : 'levels'}, per unit time, and the heat ${
      'it carries into the system. Arrows point the way the flow goes; where it is 0 within its error, either way.'}</p>`,
    folded(['Transition', markup`Probability current ${current}`, 'Heat current'], rows, 'currents'), dashNote([point], ...currentPaths(states)),
    gases.length === 0 ? nothing : facts(gases.map(([name, heat]) => (
      [`Heat per unit time from ${name}`, measured(heat, point.heatCurrentsError[name], 4)]
    ))))
}

/** Entropy production with its two parts, and how fast the system relaxes. */
export function entropySection(point: PointResults): Markup {
  const { entropyProduction: entropy, relaxation, beta } = point
  const eigenvalues = relaxation.eigenvalues.map(([re, im], i) => {
    const radius = relaxation.eigenvaluesError[i]
    return [markup`${i + 1}`, measured(re, radius, 4), measured(im, radius, 4)]
  })
  return section('Entropy production and relaxation',
    facts([
      ['Entropy production σ', entropy.total === null ? noTotal(point) : measured(entropy.total, entropy.totalError, 4)],
      ['of it apparent (Schnakenberg)', measured(entropy.schnakenberg, entropy.schnakenbergError, 4)],
      ...(entropy.total === null ? [] : [['of it from broken detailed balance', measured(entropy.violation, entropy.violationError, 4)] as const]),
      ['Slowest relaxation rate', measured(relaxation.gap, relaxation.gapError, 4)],
      ['the same, reversible part alone', measured(relaxation.reversibleGap, relaxation.reversibleGapError, 4)],
    ]),
    dashNote([point], 'entropyProduction.schnakenberg', 'entropyProduction.violation', 'relaxation'),
    markup`<p class="note">${entropyNote(point)} The reversible part of the rates is what detailed balance would leave of them${
      beta === null ? ', here with respect to the stationary state' : ''}.</p>`,
    markup`<details><summary>All relaxation eigenvalues</summary>${table(['', 'Real part', 'Imaginary part'], eigenvalues)}</details>`)
}

function noTotal(point: PointResults): string {
  const [reason] = reasonsAt([point], 'entropyProduction.total')
  return reason ?? 'not known without a temperature of every gas'
}

function entropyNote({ baths = {}, entropyProduction: { total } }: PointResults): Content {
  const apparent = 'The apparent part is what the currents between the levels suggest, gas by gas'
  if (total === null) return markup`${apparent}; it needs no temperature.`
  if (Object.keys(baths).length < 2) {
    return 'The two parts of the entropy production, Eq. (26), cancel at equilibrium: the apparent part counts a flow that costs nothing.'
  }
  return markup`σ = −Σ β<sub><var>b</var></sub><var>J</var><sub><var>b</var></sub>, with the inverse temperature of each gas and the heat from it. ${
    apparent}; the other corrects it for the ratios of each gas that are not 1.`
}

import { levelNames } from '../levelPairs.js'
import type { PointResults } from '../../study/results.js'
import { levelCurrents } from '../currents.js'
import { folded } from './folded.js'
import { markup, nothing, type Markup } from './markup.js'
import { current } from './symbols.js'
import { facts, section, table } from './tables.js'
import { computed } from './values.js'

/** Cycle affinities, and the conditions that keep the Gibbs state stationary. */
export function cyclesSection({ detailedBalance: { cycles, thermalization, thermalizationResidual }, levels }: PointResults): Markup {
  const names = levelNames(levels.length)
  const sorted = levels.length <= 3 ? cycles : [...cycles].sort((a, b) => Math.abs(b.affinity ?? 0) - Math.abs(a.affinity ?? 0))
  const rows = sorted.map(({ states, affinity }) => [[...states, states[0]!].map((k) => names[k] ?? String(k)).join(' → '), computed(affinity, 6)])
  const sides = thermalization.map(({ equation, left, right }) => [/^\d/.test(equation) ? `(${equation})` : equation, computed(left, 6), computed(right, 6)])
  return section('Cycles and thermalization',
    cycles.length === 0 ? nothing : [markup`<p class="note">The affinity of a cycle is the logarithm of the product of its forward over its backward rates. It is 0 for every cycle where detailed balance holds.</p>`,
      folded(['Cycle', 'Affinity'], rows, 'cycles')],
    thermalizationResidual === null ? nothing : markup`<p class="note">In the Gibbs state what flows into each level equals what flows out, up to a relative ${computed(thermalizationResidual, 2)}. Thermalization needs this, but not detailed balance.</p>`,
    sides.length === 0 ? nothing : folded(['Condition', 'Left side', 'Right side'], sides, 'conditions'))
}

/** What flows between the levels in the stationary state. */
export function currentsSection(point: PointResults): Markup {
  const names = levelNames(point.levels.length)
  const rows = levelCurrents(point).map(({ from, to, probability, heat }) => [markup`${names[from]!} → ${names[to]!}`, computed(probability), computed(heat)])
  const baths = Object.entries(point.heatCurrents)
  if (rows.length === 0) return nothing
  return section('Currents in the stationary state',
    markup`<p class="note">The net probability flow between two levels, per unit time, and the heat it carries into the system. Arrows point the way the flow goes.</p>`,
    folded(['Transition', markup`Probability current ${current}`, 'Heat current'], rows, 'currents'),
    baths.length === 0 ? nothing : facts(baths.map(([name, heat]) => [`Heat per unit time from ${name}`, computed(heat)])))
}

/** Entropy production with its two parts, and how fast the system relaxes. */
export function entropySection({ entropyProduction: { total, schnakenberg, violation }, relaxation }: PointResults): Markup {
  const eigenvalues = relaxation.eigenvalues.map(([real, imaginary], i) => [markup`${i + 1}`, computed(real), computed(imaginary)])
  return section('Entropy production and relaxation',
    facts([
      ['Entropy production', computed(total)],
      ['of it apparent (Schnakenberg)', computed(schnakenberg)],
      ['of it from broken detailed balance', computed(violation)],
      ['Slowest relaxation rate', computed(relaxation.gap)],
      ['the same, reversible part alone', computed(relaxation.reversibleGap)],
    ]),
    markup`<p class="note">The two parts of the entropy production, Eq. (26), cancel at equilibrium: the apparent part counts a flow that costs nothing. The reversible part of the rates is what detailed balance would leave of them.</p>`,
    markup`<details><summary>All relaxation eigenvalues</summary>${table(['', 'Real part', 'Imaginary part'], eigenvalues)}</details>`)
}

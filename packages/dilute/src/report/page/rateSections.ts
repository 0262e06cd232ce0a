import { levelNames, ratioPairs } from '../levelPairs.js'
import type { PointResults } from '../../study/results.js'
import { folded } from './folded.js'
import { markup, nothing, type Markup } from './markup.js'
import { rate, ratio, ratioSymbol } from './symbols.js'
import { levelMatrix, section, table } from './tables.js'
import { chosen, computed, measured } from './values.js'

/** Energies and populations of the levels. */
export function levelsSection(point: PointResults): Markup {
  const names = levelNames(point.levels.length)
  const { populations, gibbs, gibbsResidual, unique, extremal } = point.stationary
  const rows = point.levels.map((energy, k) => [names[k]!, markup`${k}`, computed(energy, 6), computed(populations[k], 6), computed(gibbs?.[k], 6)])
  const several = unique ? nothing : markup`<p class="warning">The stationary state is not unique: there are ${extremal.length} independent ones.</p>`
  return section('Levels and stationary state',
    table(['Level', 'Index', 'Energy', 'Stationary population', 'Gibbs population'], rows),
    point.beta === null
      ? markup`<p class="note">There is no common temperature, hence no Gibbs state.</p>`
      : markup`<p class="note">Inverse temperature β = ${chosen(point.beta)}. The stationary state differs from the Gibbs state by ${computed(gibbsResidual, 2)}.</p>`, several)
}

/** The matrix of rates. */
export function ratesSection({ rates, levels, normalization, evidence }: PointResults): Markup {
  const names = levelNames(levels.length)
  const kind = normalization === 'paper' ? 'normalized as in Eq. (20) of PRL 131, 040401' : 'per unit time, in physical normalization (flux times probability)'
  return section('Transition rates',
    markup`<p class="note">${rate} is the rate to level <var>k</var> from level <var>l</var>, ${kind}.</p>`,
    levelMatrix(names, (to, from) => computed(rates[to]?.[from])),
    markup`<details><summary>Estimated errors of the rates</summary>${levelMatrix(names, (to, from) => computed(evidence.rateErrors[to]?.[from], 2))}</details>`)
}

/** Every I(k,l) with its error bar. */
export function ratioSection({ detailedBalance: { ratio: ratios, ratioError }, levels }: PointResults): Markup {
  const names = levelNames(levels.length)
  const pairs = ratioPairs(levels.length).map((pair) => ({ ...pair, size: Math.abs(Math.log(ratios[pair.k]?.[pair.l] ?? 1)) }))
  if (levels.length > 3) pairs.sort((a, b) => b.size - a.size)
  const rows = pairs.map((pair) => {
    const value = ratios[pair.k]?.[pair.l] ?? null
    return [ratioSymbol(pair, names), measured(value, ratioError[pair.k]?.[pair.l]), computed(value === null ? null : Math.log(value))]
  })
  return section(markup`Detailed balance ratios ${ratio}`,
    markup`<p class="note">${ratio} = ${rate} e<sup>−β<var>E</var><sub><var>l</var></sub></sup> / <var>a</var><sub><var>lk</var></sub> e<sup>−β<var>E</var><sub><var>k</var></sub></sup>. Detailed balance holds where every ratio is 1. Exchanging the levels inverts the ratio.</p>`,
    folded(['Pair', 'Ratio', 'Its logarithm'], rows, 'pairs'))
}

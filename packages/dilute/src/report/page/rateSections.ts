import { levelError } from '../errorBars.js'
import { levelNames, ratioPairs } from '../levelPairs.js'
import type { DetailedBalanceResults, PointResults } from '../../study/results.js'
import { folded } from './folded.js'
import { markup, nothing, type Markup } from './markup.js'
import { rate, ratio, ratioSymbol } from './symbols.js'
import { levelMatrix, section, table } from './tables.js'
import { chosen, computed, measured, orZero } from './values.js'

/** Matrices of more levels than this are folded away. */
const mostShown = 8

/** Energies and populations of the levels. */
export function levelsSection(point: PointResults): Markup {
  const names = levelNames(point.levels.length)
  const { populations, gibbs, gibbsResidual, unique, extremal } = point.stationary
  const rows = point.levels.map((energy, k) => [names[k]!, markup`${k}`, orZero(energy, levelError(point), 6), computed(populations[k], 6), ...(gibbs === null ? [] : [computed(gibbs[k], 6)])])
  const several = unique ? nothing : markup`<p class="warning">The stationary state is not unique: there are ${extremal.length} independent ones.</p>`
  return section('Levels and stationary state',
    table(['Level', 'Index', 'Energy', 'Stationary population', ...(gibbs === null ? [] : ['Gibbs population'])], rows),
    point.beta === null
      ? markup`<p class="note">There is no common temperature, hence no Gibbs state.</p>`
      : markup`<p class="note">Inverse temperature β = ${chosen(point.beta)}. The stationary state differs from the Gibbs state by ${computed(gibbsResidual, 2)}.</p>`, several)
}

/** The matrix of rates. */
export function ratesSection({ rates, levels, normalization, evidence, baths = {} }: PointResults): Markup {
  const names = levelNames(levels.length)
  const kind = normalization === 'paper' ? 'normalized as in Eq. (20) of PRL 131, 040401' : 'per unit time, in physical normalization (flux times probability)'
  return section('Transition rates',
    markup`<p class="note">${rate} is the rate to level <var>k</var> from level <var>l</var>${Object.keys(baths).length > 1 ? ', all gases together' : ''}, ${kind}.</p>`,
    shownMatrix(rates, names),
    markup`<details><summary>Estimated errors of the rates</summary>${levelMatrix(names, (to, from) => computed(evidence.rateErrors[to]?.[from], 2))}</details>`)
}

/** The matrix at once up to a few levels, beyond them folded away behind its range. */
function shownMatrix(rates: PointResults['rates'], names: readonly string[]): Markup {
  const matrix = levelMatrix(names, (to, from) => computed(rates[to]?.[from]))
  if (names.length <= mostShown) return matrix
  const values = rates.flatMap((row, to) => row.filter((_, from) => from !== to))
  return markup`<p>${values.length} rates, from ${computed(Math.min(...values))} to ${computed(Math.max(...values))}.</p><details><summary>All rates</summary>${matrix}</details>`
}

/** Every I(k,l) with its error bar; without a common β, why there are none. */
export function ratioSection({ detailedBalance, levels, beta, baths = {} }: PointResults): Markup {
  const title = markup`Detailed balance ratios ${ratio}`
  if (beta === null) return section(title, markup`<p>There are none: ${whyNoRatios(Object.keys(baths).length)}, so no Gibbs state to weigh the rates with. Whether some other state balances every transition is told by the cycles of levels below.</p>`)
  return section(title,
    markup`<p class="note">${ratio} = ${rate} e<sup>−β<var>E</var><sub><var>l</var></sub></sup> / <var>a</var><sub><var>lk</var></sub> e<sup>−β<var>E</var><sub><var>k</var></sub></sup>. Detailed balance holds where every ratio is 1. Exchanging the levels inverts the ratio.</p>`,
    ratioTable(detailedBalance, levelNames(levels.length)))
}

function whyNoRatios(gases: number): string {
  return gases > 1 ? 'the gases have no common temperature' : 'the gas has no temperature'
}

/** The ratios with error bars and logarithms, for more than three levels the farthest from 1 first. */
export function ratioTable({ ratio: ratios, ratioError }: Pick<DetailedBalanceResults, 'ratio' | 'ratioError'>, names: readonly string[]): Markup {
  const pairs = ratioPairs(names.length).map((pair) => ({ ...pair, size: Math.abs(Math.log(ratios[pair.k]?.[pair.l] ?? 1)) }))
  if (names.length > 3) pairs.sort((a, b) => b.size - a.size)
  const rows = pairs.map((pair) => {
    const value = ratios[pair.k]?.[pair.l] ?? null, error = ratioError[pair.k]?.[pair.l]
    const logarithm = value === null ? null : Math.log(value)
    return [ratioSymbol(pair, names), measured(value, error), orZero(logarithm, (error ?? 0) / (value ?? 1))]
  })
  return folded(['Pair', 'Ratio', 'Its logarithm'], rows, 'pairs')
}

import { ratioPairs, type Pair } from '../../tell/levelPairs.js'
import { levelRows } from '../../tell/levelRows.js'
import { measureRatio, ratioEntry, ratioPaths } from '../../tell/ratioText.js'
import { coincidences, isDegenerate, ratesBetween, statesOf, type MeasuredMatrix, type States } from '../../tell/states.js'
import { levelPaths } from '../../tell/reasons.js'
import { rankedViolations } from '../../tell/violation.js'
import type { DetailedBalanceResults, PointResults } from '../../study/results.js'
import { folded } from './folded.js'
import { markup, nothing, type Markup } from './markup.js'
import { dashNote } from './notes.js'
import { rate, ratio, ratioSymbol } from './symbols.js'
import { levelMatrix, section, table } from './tables.js'
import { chosen, computed, measured, shown } from './values.js'

/** Matrices of more levels than this are folded away. */
const mostShown = 8
/** Up to so many levels each entry of a matrix carries its error bar. */
const mostWithBars = 4

/** Energies and populations of the levels, and of groups of levels that coincide. */
export function levelsSection(point: PointResults): Markup {
  const { gibbs, gibbsResidual, unique, extremal } = point.stationary
  const rows = levelRows(point).map((row) => (
    [row.name, row.index, shown(row.energy), shown(row.population), ...(gibbs === null ? [] : [row.gibbs === null ? '' : shown(row.gibbs)])]
  ))
  const several = unique ? nothing : markup`<p class="warning">The stationary state is not unique: there are ${extremal.length} independent ones.</p>`
  return section('Levels and stationary state',
    table(['Level', 'Index', 'Energy', 'Stationary population', ...(gibbs === null ? [] : ['Gibbs population'])], rows),
    coincidences(point).map((levels) => markup`<p class="note">Levels ${levels} coincide.</p>`),
    dashNote([point], ...levelPaths(isDegenerate(point))),
    point.beta === null
      ? markup`<p class="note">There is no common temperature, hence no Gibbs state.</p>`
      : markup`<p class="note">Inverse temperature β = ${chosen(point.beta)}. The stationary state differs from the Gibbs state by ${
        computed(gibbsResidual, 2)}.</p>`, several)
}

/** The matrix of rates. */
export function ratesSection(point: PointResults): Markup {
  const { normalization, baths = {} } = point, states = statesOf(point)
  const kind = normalization === 'paper' ? 'normalized as in Eq. (20) of PRL 131, 040401' : 'per unit time, in physical normalization (flux times probability)'
  const of = states.grouped ? 'group' : 'level'
  const uniform = states.grouped ? ', from a group in its uniform state' : ''
  return section('Transition rates',
    markup`<p class="note">${rate} is the rate to ${of} <var>k</var> from ${of} <var>l</var>${
      Object.keys(baths).length > 1 ? ', all gases together' : ''}${uniform}, ${kind}.</p>`,
    rateMatrix(ratesBetween(states, point), states.names), dashNote([point], states.grouped ? 'groupRates' : 'rates'))
}

/** The matrix at once up to a few levels, beyond them folded away behind its range; the error bars with it or below it. */
export function rateMatrix({ values, errors }: MeasuredMatrix, names: readonly string[]): Markup {
  if (names.length <= mostWithBars) return levelMatrix(names, (to, from) => measured(values[to]?.[from], errors[to]?.[from], 4))
  const bars = markup`<details><summary>Error bars of the rates</summary>${levelMatrix(names, (to, from) => computed(errors[to]?.[from], 2))}</details>`
  const matrix = levelMatrix(names, (to, from) => computed(values[to]?.[from]))
  if (names.length <= mostShown) return markup`${matrix}${bars}`
  const given = values.flatMap((row, to) => row.filter((value, from): value is number => from !== to && value !== null))
  return markup`<p>${given.length} rates, from ${computed(Math.min(...given))} to ${computed(Math.max(...given))}.</p>${
    markup`<details><summary>All rates</summary>${matrix}</details>`}${bars}`
}

/** Every I(k,l) with its error bar; without a common β, why there are none. */
export function ratioSection(point: PointResults): Markup {
  const { detailedBalance, beta, baths = {} } = point, states = statesOf(point)
  const title = markup`Detailed balance ratios ${ratio}`
  if (beta === null) return section(title, markup`<p>There are none: ${whyNoRatios(Object.keys(baths).length)}, so no Gibbs state to weigh the rates with. ${
    'Whether some other state balances every transition is told by the cycles of levels below.'}</p>`)
  return section(title,
    markup`<p class="note">${ratio} = ${rate} e<sup>−β<var>E</var><sub><var>l</var></sub></sup> / <var>a</var><sub><var>lk</var></sub> e<sup>−β<var>E</var>${
      markup`<sub><var>k</var></sub></sup>`}. Detailed balance holds where every ratio is 1. Exchanging the levels inverts the ratio.</p>`,
    ratioTable(detailedBalance, states), dashNote([point], ...ratioPaths(states)))
}

function whyNoRatios(gases: number): string {
  return gases > 1 ? 'the gases have no common temperature' : 'the gas has no temperature'
}

/** The ratios with their logarithms and the error bars of both, for more than three levels the farthest from 1 first. */
export function ratioTable(balance: DetailedBalanceResults, states: States): Markup {
  const rows = rankedPairs(balance, states).map((pair) => {
    const entry = ratioEntry(states, balance, pair)
    return [ratioSymbol(pair, states.names), shown(measureRatio(entry)), measured(entry.logRatio, entry.logRatioError)]
  })
  return rows.length === 0 ? nothing : folded(['Pair', 'Ratio', 'Its logarithm'], rows, 'pairs')
}

/** All pairs, those without a ratio last. */
function rankedPairs(balance: DetailedBalanceResults, states: States): readonly Pair[] {
  const all = ratioPairs(states.names.length)
  if (states.names.length <= 3) return all
  const ranked = rankedViolations(states, balance).map(({ pair }) => pair)
  return [...ranked, ...all.filter(({ k, l }) => !ranked.some((pair) => pair.k === k && pair.l === l))]
}

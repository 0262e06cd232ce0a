import type { DetailedBalanceResults, PointResults } from '../../study/index.js'
import { ratioPairs, type Pair } from '../levelPairs.js'
import {
  explanation,
  measuredCell,
  nameColumn,
  note,
  numberColumn,
  table,
  withDashNotes,
  writtenCell,
} from '../parts.js'
import { measureRatio, ratioEntry, ratioPaths, type RatioEntry } from '../ratioText.js'
import type { Matrix, NumberCell, Part, Section, Table } from '../section.js'
import { statesOf, type States } from '../states.js'
import { subjectOf } from '../subject.js'
import { rateSymbol, ratioOf, ratioSymbol } from '../symbols.js'
import { index, italic, rich, sup, type RichText } from '../text.js'
import { rankedViolations } from '../violation.js'

/** Up to so many levels every pair is told where there is little room, beyond it so many pairs. */
const mostListed = 4
const mostPairs = 6
/** Matrices of ratios are told up to this many levels. */
const mostInMatrix = 8

/** Every I(k,l) with its error bar; without a common β, why there are none. */
export function ratioSection(point: PointResults): Section {
  const states = statesOf(point)
  return {
    title: rich('Detailed balance ratios ', ratioSymbol),
    heading: 'I(k,l) = a(k,l) p(l) / a(l,k) p(k) with Gibbs p; 1 where detailed balance holds',
    parts:
      subjectOf([point]) === 'flows'
        ? [explanation(noRatios(point))]
        : [
            explanation(definition),
            ...withDashNotes(ratioParts(point.detailedBalance, states), [point], ...ratioPaths(states)),
          ],
  }
}

const definition: RichText = rich(
  ratioSymbol,
  ' = ',
  rateSymbol,
  ' e',
  sup('−βE'),
  index('l'),
  ' / ',
  italic('a'),
  index('lk'),
  ' e',
  sup('−βE'),
  index('k'),
  '. Detailed balance holds where every ratio is 1. Exchanging the levels inverts the ratio.',
)

function noRatios({ baths = {} }: PointResults): string {
  const why = Object.keys(baths).length > 1 ? 'the gases have no common temperature' : 'the gas has no temperature'
  return (
    `There are none: ${why}, so no Gibbs state to weigh the rates with. ` +
    'Whether some other state balances every transition is told by the cycles of levels below.'
  )
}

function ratioParts(balance: DetailedBalanceResults, states: States): Part[] {
  const count = states.names.length,
    pairs = ratioPairs(count).length
  if (pairs === 0) return []
  const list = ratioTable(balance, states)
  if (count <= mostListed) return [list]
  const heading = note(`The ${Math.min(mostPairs, pairs)} of ${pairs} pairs farthest from 1:`, 'narrow')
  return [...(count <= mostInMatrix ? [ratioMatrix(balance, states)] : []), heading, list]
}

function ratioMatrix(balance: DetailedBalanceResults, states: States): Matrix {
  const { names } = states
  const cells = names.map((_, k) => names.map((__, l) => ratioCell(ratioEntry(states, balance, { k, l }), 4)))
  return { kind: 'matrix', what: 'ratios', names, cells, range: '' }
}

/**
 * The ratios with their logarithms and the error bars of both, for more than three levels the farthest from 1 first.
 */
export function ratioTable(balance: DetailedBalanceResults, states: States): Table {
  const rows = rankedPairs(balance, states).map((pair) => {
    const entry = ratioEntry(states, balance, pair)
    return [ratioOf(pair, states.names), ratioCell(entry), measuredCell(entry.logRatio, entry.logRatioError)]
  })
  const most = states.names.length <= mostListed ? rows.length : mostPairs
  return table(
    [
      nameColumn('pair'),
      numberColumn('ratio', null, { short: 'I' }),
      numberColumn('its logarithm', null, { short: 'ln I' }),
    ],
    rows,
    'pairs',
    { most, rest: '' },
  )
}

/** I, as its logarithm where it is out of the range of numbers. */
export function ratioCell(entry: RatioEntry, digits = 6): NumberCell {
  return writtenCell(entry.ratio, entry.ratioError, measureRatio(entry, digits))
}

/** All pairs, those without a ratio last. */
function rankedPairs(balance: DetailedBalanceResults, states: States): readonly Pair[] {
  const all = ratioPairs(states.names.length)
  if (states.names.length <= 3) return all
  const ranked = rankedViolations(states, balance).map(({ pair }) => pair)
  return [...ranked, ...all.filter(({ k, l }) => !ranked.some((pair) => pair.k === k && pair.l === l))]
}

import type { PointResults } from '../../study/index.js'
import { isZeroWithin } from '../../tell/measured.js'
import { typeset, significant } from '../../tell/numbers.js'
import { ratioEntry } from '../../tell/ratioText.js'
import type { States } from '../../tell/states.js'
import { outcomeOf } from '../../tell/verdict.js'
import { largest } from '../sweep/extremes.js'
import { divergingColor, inkOn } from './divergingColor.js'

/** One field of the matrix: to level k from level l, or to group from group. */
export interface Cell {
  readonly k: number
  readonly l: number
  readonly text: string
  readonly color: string
  readonly ink: string
}

/** What is written where the error bars decide nothing. */
export const undecidedText = '?'

const noValue = '#e4e4e4'
const undecidedColor = '#f3ead0'

/** The largest |ln I| of the colour scale; never so small that rounding errors would look like a violation. */
export function colorReach(point: PointResults, states: States): number {
  const undecided = undecidedNames(point)
  const most = largest(
    pairsOf(states).map((pair) => Math.abs(logRatio(point, states, undecided, pair) ?? 0)),
    0,
  )
  return outcomeOf(point.detailedBalance.holds) === 'broken' && most > 0 ? most : Math.max(0.1, most)
}

/** Every field with its number, colour and a readable ink. */
export function matrixCells(point: PointResults, states: States, reach: number): Cell[] {
  const undecided = undecidedNames(point)
  return pairsOf(states).map(({ k, l }) => {
    if (undecided.has(nameOf(k, l))) return { k, l, text: undecidedText, color: undecidedColor, ink: inkOn(0) }
    const log = logRatio(point, states, undecided, { k, l })
    const share = (log ?? 0) / reach
    return {
      k,
      l,
      text: k === l ? '' : cellText(log),
      color: log === null ? noValue : divergingColor(share),
      ink: inkOn(log === null ? 0 : share),
    }
  })
}

/**
 * ln I(k,l), 0 within its error bar; null on the diagonal, where it is undefined, and where the bars decide nothing.
 */
function logRatio(
  point: PointResults,
  states: States,
  undecided: ReadonlySet<string>,
  { k, l }: Pick<Cell, 'k' | 'l'>,
): number | null {
  if (k === l || undecided.has(nameOf(k, l))) return null
  const { logRatio: log, logRatioError } = ratioEntry(states, point.detailedBalance, { k, l })
  return isZeroWithin(log, logRatioError) ? 0 : (log ?? null)
}

const undecidedNames = ({ detailedBalance: { undecided } }: PointResults): ReadonlySet<string> =>
  new Set(undecided.map(([k, l]) => nameOf(k, l)))

/** Of a pair, whichever stands first. */
const nameOf = (k: number, l: number): string => `${Math.max(k, l)} ${Math.min(k, l)}`

function pairsOf({ names }: States): { k: number; l: number }[] {
  return names.flatMap((_, k) => names.map((__, l) => ({ k, l })))
}

/** Two or three decimals, or a power of ten for what they would show as zero. */
function cellText(log: number | null): string {
  if (log === null) return '–'
  if (log === 0) return '0'
  const size = Math.abs(log)
  return typeset(
    size >= 1e4
      ? significant(log, 5)
      : size >= 0.01
        ? log.toFixed(2)
        : size >= 0.001
          ? log.toFixed(3)
          : significant(log, 1),
  )
}

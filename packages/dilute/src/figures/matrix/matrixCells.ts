import type { PointResults } from '../../study/results.js'
import { typeset, significant } from '../../report/numbers.js'
import { divergingColor, inkOn } from './divergingColor.js'
import { ratioAt } from '../../report/levelPairs.js'

/** One field of the matrix: to level k from level l. */
export interface Cell {
  readonly k: number
  readonly l: number
  readonly text: string
  readonly color: string
  readonly ink: string
}

/** The largest |ln I| of the colour scale; never so small that rounding errors would look like a violation. */
export function colorReach(point: PointResults): number {
  const logs = point.levels.flatMap((_, k) => point.levels.map((__, l) => Math.abs(logRatio(point, k, l) ?? 0)))
  const largest = Math.max(0, ...logs.filter(Number.isFinite))
  return point.detailedBalance.holds ? Math.max(0.1, largest) : largest || 0.1
}

/** Every field with its number, colour and a readable ink. */
export function matrixCells(point: PointResults, reach: number): Cell[] {
  return point.levels.flatMap((_, k) => point.levels.map((__, l) => {
    const log = logRatio(point, k, l)
    const share = (log ?? 0) / reach
    const color = log === null ? '#e4e4e4' : divergingColor(share)
    return { k, l, text: k === l ? '' : cellText(log), color, ink: inkOn(log === null ? 0 : share) }
  }))
}

/** ln I(k,l); null on the diagonal and where the ratio is undefined. */
export function logRatio(point: PointResults, k: number, l: number): number | null {
  const ratio = k === l ? null : ratioAt(point, { k, l })
  return ratio === null ? null : Math.log(ratio)
}

/** Two or three decimals, or a power of ten for what they would show as zero. */
function cellText(log: number | null): string {
  if (log === null) return '–'
  if (log === 0) return '0'
  if (!Number.isFinite(log)) return 'I = 0'
  const size = Math.abs(log)
  return typeset(size >= 0.01 ? log.toFixed(2) : size >= 0.001 ? log.toFixed(3) : significant(log, 1))
}

import type { PointResults, StudyResults } from '../study/results.js'
import { brief } from '../tell/numbers.js'
import { paint } from './terminal/paint.js'
import { pointLines } from './terminal/pointTable.js'
import { sweepLines } from './terminal/sweepTable.js'
import { wrappedLines } from './terminal/lines.js'

export interface TableOptions {
  /** Colours for a terminal; none by default. */
  readonly color?: boolean
}

/** The results as `dilute run` prints them: one point in full, a sweep as a row for a point. */
export function resultsTable(results: StudyResults, options: TableOptions = {}): string {
  const pen = paint(options.color ?? false)
  const [first, head] = 'points' in results
    ? [results.points[0], [`${results.points.length} points`]]
    : [results, [results.beta === null ? 'no common beta' : `beta = ${brief(results.beta, 6)}`]]
  if (first === undefined) return 'The sweep has no points.\n'
  const body = 'points' in results ? sweepLines(results, pen) : pointLines(results, pen)
  return [...titleLines(first).map(pen.heading), [...head, ...subtitle(first)].join(', '), ...body, ''].join('\n')
}

function titleLines({ title }: PointResults): string[] {
  return wrappedLines(title?.trim() ? title : 'Detailed balance', 96, '')
}

function subtitle({ levels, normalization }: PointResults): string[] {
  const symbols = levels.length === 3 ? ' (−, 0, + are indices 0, 1, 2)' : ''
  return [`${levels.length} levels${symbols}`, `${normalization} normalization`]
}

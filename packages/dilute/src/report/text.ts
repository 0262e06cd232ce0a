import type { StudyResults } from '../study/index.js'
import type { Telling } from '../tell/section.js'
import { tell } from '../tell/telling.js'
import { wrappedLines } from './terminal/lines.js'
import { paint } from './terminal/paint.js'
import { sectionLines, verdictLines, warningLines } from './terminal/sectionLines.js'

const width = 96
/** Points of a sweep that are printed. */
const mostPoints = 25

/** How text for a terminal is set. */
export interface TextOptions {
  /** Colours for a terminal; none by default. */
  readonly color?: boolean
}

/** The results of a study as `dilute run` prints them: one point in full, a sweep as a row for a point. */
export function resultsText(results: StudyResults, { color = false }: TextOptions = {}): string {
  const pen = paint(color),
    telling = tell(results, { points: mostPoints })
  if (telling.verdict === null) return `${telling.subtitle}\n`
  const { title, subtitle, verdict, warnings } = telling
  const body = sectionLines(telling.sections, pen),
    said = ['', ...verdictLines(verdict, pen)]
  return [
    ...wrappedLines(title, width, '').map(pen.heading),
    subtitle,
    ...('points' in results ? [...body, ...said] : [...said, ...body]),
    ...warningLines(warnings, pen),
    '',
  ].join('\n')
}

/** What is told of an evolution, of trajectories or of scattering, as the commands print it. */
export function tellingText(
  { title, subtitle, sections, warnings }: Telling,
  { color = false }: TextOptions = {},
): string {
  const pen = paint(color)
  return [
    ...(title.trim() === '' ? [] : [...wrappedLines(title, width, '').map(pen.heading), '']),
    ...wrappedLines(subtitle, width, ''),
    ...sectionLines(sections, pen),
    ...warningLines(warnings, pen),
    '',
  ].join('\n')
}

import type { FigureOptions, SvgDocument } from '../figures/index.js'
import type { StudyResults, RunProgress } from '../study/index.js'

/** A figure that comes with the package: a study to run, or a computation of its own. */
export type Demo = StudyDemo | ComputedDemo

/** A study, drawn like any other unless it has a drawing of its own. */
export interface StudyDemo {
  readonly kind: 'study'
  /** The text of the study. */
  readonly text: string
  /** Draws its results as SVG text. */
  readonly draw?: (results: StudyResults, document: SvgDocument, options: FigureOptions) => Promise<string>
}

/** What a computation has found: plain data, a line or two about it, and its figure. */
export interface Computed {
  readonly results: object
  readonly summary: string
  /** Draws the results as SVG text. */
  readonly draw: (document: SvgDocument) => Promise<string>
}

/** A computation that no study describes. */
export interface ComputedDemo {
  readonly kind: 'computed'
  readonly compute: (onProgress: (progress: RunProgress) => void) => Computed
}

import type { FigureOptions, SvgDocument } from '../figures/index.js'
import { singleStep, type Steps } from '../numerics/index.js'
import { running, type RunOptions, type Running, type Step, type StudyResults } from '../study/index.js'

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
  readonly compute: (options?: RunOptions) => Running<Computed, Computed>
}

/** A computation in steps, attended as a study is; there is no half of it. */
export function computedInSteps(steps: () => Steps<Computed>): ComputedDemo {
  const compute: ComputedDemo['compute'] = ({ signal, onProgress } = {}) =>
    running(() => ({ total: 1, parts: onePart(steps()), together: ([whole]) => whole! }), {
      signal,
      onProgress: ({ step: { what, done, of } }) => onProgress?.({ done, total: of, step: singleStep(what) }),
    })
  return { kind: 'computed', compute }
}

function* onePart<T>(steps: Steps<T>): Generator<Step<T>, void, void> {
  yield { part: yield* steps }
}

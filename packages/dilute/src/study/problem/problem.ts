import { InvalidModel } from '../../model/index.js'
import { formatPath, parsePath, type Path } from './path.js'

/** What is wrong with one part of a study, as in `gas.beta: expected a positive number, found -3`. Plain data. */
export interface Problem {
  readonly path: Path
  readonly expected: string
  readonly found: string
  /** Point at the key rather than at its value. */
  readonly atKey?: boolean
}

export type Problems = readonly [Problem, ...Problem[]]

/** The problems of a list that has any. */
export function someProblems([first, ...others]: readonly Problem[]): Problems | undefined {
  return first && [first, ...others]
}

/**
 * Where a problem is: a position in the study file, or the `--set` that brought the value. Lines and columns count from
 * 1.
 */
export interface ProblemPlace {
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** The point of a sweep at which a problem is met. */
export interface ProblemPoint {
  /** The axis to blame; undefined where none is alone. */
  readonly axis?: number | undefined
  /** The values that were set, of that axis or of all. */
  readonly set: Readonly<Record<string, number>>
}

/** A problem with its place. Plain data; `sentence` says it. */
export interface PlacedProblem extends ProblemPlace {
  /** Empty for the study as a whole. */
  readonly path: Path
  readonly expected: string
  readonly found: string
  readonly point?: ProblemPoint | undefined
}

/** How many problems a message has a line for. */
export const shown = 8

/** Of so many problems of one kind or more none need be looked for. */
export const manyProblems = 100

/**
 * An invalid study: its problems as data. The message has one line for each,
 * `FILE:LINE:COLUMN: PATH: expected …, found …`, with `--set …` for the place where a value came from there.
 */
export class StudyError extends Error {
  override readonly name = 'StudyError'

  constructor(
    readonly problems: readonly [PlacedProblem, ...PlacedProblem[]],
    options?: ErrorOptions,
  ) {
    super(message(problems), options)
  }
}

function message(problems: readonly PlacedProblem[]): string {
  const lines = problems.slice(0, shown).map(sentence)
  const more = problems.length - shown
  return (more > 0 ? [...lines, `… and ${problems.length < manyProblems ? more : 'many'} more`] : lines).join('\n')
}

/** A problem in words. */
export function sentence({ file, line, column, path, expected, found, point }: PlacedProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`
  return [place, ...(point ? [pointText(point)] : []), formatPath(path), `expected ${expected}, found ${found}`]
    .filter((part) => part !== '')
    .join(': ')
}

function pointText({ axis, set }: ProblemPoint): string {
  return `sweep${axis === undefined ? '' : `[${axis}]`}: ${Object.entries(set)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')}`
}

/** What `make` makes, or what the model has against it; `within` is where its arguments stand in the study. */
export function attempt<T>(within: Path, make: () => T): { readonly made: T } | { readonly problem: Problem } {
  try {
    return { made: make() }
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    return {
      problem: { path: [...within, ...(parsePath(error.path) ?? [])], expected: error.expected, found: error.found },
    }
  }
}

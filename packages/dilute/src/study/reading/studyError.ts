import { formatPath, type Path } from './path.js'

/** What is wrong with one part of a study, as in `gas.beta: expected a positive number, found -3`. */
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

/** Where a problem is: a position in the study file, or the `--set` that brought the value. */
export interface ProblemPlace {
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
}

export interface PlacedProblem extends ProblemPlace {
  /** Empty for the study as a whole. */
  readonly path: string
  readonly expected: string
  readonly found: string
  /** The point of a sweep at which it happened: `sweep[0]: gas.beta = -1`. */
  readonly context?: string | undefined
}

/** How many problems a message has a line for. */
export const shown = 8

/** Of so many problems of one kind or more none need be looked for. */
export const manyProblems = 100

/**
 * An invalid study. The fields are those of the first problem; the message has one line for each problem,
 * `FILE:LINE:COLUMN: PATH: expected …, found …`, with `--set …` for the place where a value came from there.
 */
export class StudyError extends Error {
  override readonly name = 'StudyError'
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined
  readonly path: string
  readonly expected: string
  readonly found: string

  constructor(readonly problems: readonly [PlacedProblem, ...PlacedProblem[]], options?: ErrorOptions) {
    super(message(problems), options)
    const [first] = problems
    this.file = first.file
    this.line = first.line
    this.column = first.column
    this.path = first.path
    this.expected = first.expected
    this.found = first.found
  }
}

export function placed(problem: Problem, place: ProblemPlace, context?: string): PlacedProblem {
  const { expected, found } = problem
  return { ...place, path: formatPath(problem.path), expected, found, context }
}

function message(problems: readonly PlacedProblem[]): string {
  const lines = problems.slice(0, shown).map(sentence)
  const more = problems.length - shown
  return (more > 0 ? [...lines, `… and ${problems.length < manyProblems ? more : 'many'} more`] : lines).join('\n')
}

function sentence({ file, line, column, path, expected, found, context }: PlacedProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`
  return [place, context, path, `expected ${expected}, found ${found}`].filter((part) => part !== undefined && part !== '').join(': ')
}

/** A study that has been read: what it says, and where it says it. */
import type { StudyConfig } from './config.js'
import { locate, type Place } from './locate.js'
import type { Override } from './overrides.js'
import { parsePath, startsWith, valueAt, type Path } from './path.js'
import type { ParsedSource } from './source.js'
import { manyProblems, placed, shown, StudyError, type Problem, type ProblemPlace, type Problems } from './studyError.js'

/** A study that has been read: what it says, and where it says it. */
export interface Study {
  /** The name it was read under; messages begin with it. */
  readonly file: string
  readonly text: string
  /** The values set from outside, as written: `gas.beta=2`. */
  readonly set: readonly string[]
  readonly config: StudyConfig
  /** The study as plain data, with the values set from outside, before anything is evaluated. */
  readonly tree: unknown
  /** Where a value is written; undefined when it was set from outside. */
  locate(path: string | Path): Place | undefined
  /** The error for problems of this study, with their places. */
  error(problems: Problems, at?: ProblemContext): StudyError
}

/** A problem at one point of a sweep belongs to the axis that led there. */
export interface ProblemContext {
  readonly path: Path
  readonly context: string
}

export type Places = Pick<Study, 'locate' | 'error'>

export function placesOf(source: ParsedSource, file: string, overrides: readonly Override[]): Places {
  const placeOf = (path: Path, atKey?: boolean): ProblemPlace => {
    const override = overrides.findLast((candidate) => brings(candidate, path, source))
    return override ? { file: override.origin } : { file, ...locate(source, path, atKey) }
  }
  return {
    locate: (path) => position(placeOf(typeof path === 'string' ? (parsePath(path) ?? []) : path)),
    error: ([first, ...others], at) => {
      const place = (problem: Problem) => placed(problem, at ? placeOf(at.path) : placeOf(problem.path, problem.atKey), at?.context)
      return new StudyError([place(first), ...others.slice(0, located(source) - 1).map(place), ...others.slice(located(source) - 1).map((one) => placed(one, { file }))])
    },
  }
}

/** In a text of many letters the place of a problem takes a while to find: none is looked for that no message shows. */
const located = ({ text }: ParsedSource): number => (text.length > manyLetters ? shown : manyProblems)
const manyLetters = 1e6

/** Whether a value came from outside, alone or in a part that the text does not have. */
function brings(override: Override, path: Path, { tree }: ParsedSource): boolean {
  const missing = path.map((_, depth) => path.slice(0, depth + 1)).find((part) => valueAt(tree, part) === undefined)
  return startsWith(path, override.path) || (missing !== undefined && startsWith(override.path, missing))
}

function position({ line, column }: ProblemPlace): Place | undefined {
  return line === undefined || column === undefined ? undefined : { line, column }
}

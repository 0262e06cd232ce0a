/** A study that has been read: what it says, as plain data, and where its text says it. */
import type { StudyConfig } from '../declare/study.js'
import { oncePer } from '../../numerics/index.js'
import { parsePath, startsWith, valueAt, type Path } from '../problem/path.js'
import {
  manyProblems,
  shown,
  StudyError,
  type PlacedProblem,
  type Problem,
  type ProblemPlace,
  type ProblemPoint,
  type Problems,
} from '../problem/problem.js'
import { locate, type Place } from './locate.js'
import { overridesOf, type Override } from './overrides.js'
import { parseSource, type ParsedSource } from './source.js'

/** The text of a study, and what replaces its values. */
export interface StudyText {
  /** The name it is read under; messages begin with it. */
  readonly file: string
  readonly text: string
  /** The values set from outside, as written: `gas.beta=2`. */
  readonly set: readonly string[]
}

/** A study that has been read. Plain data: it can be cloned, sent and written as JSON. */
export interface Study extends StudyText {
  /** The texts of files of points, by their names, where the sweep names any. */
  readonly files?: Readonly<Record<string, string>>
  readonly config: StudyConfig
  /** As written, with the values set from outside and quantities as bare numbers, before anything is evaluated. */
  readonly tree: unknown
}

/** Where a value is written; undefined when it was set from outside. */
export function locateInStudy(study: StudyText, path: string | Path): Place | undefined {
  const { line, column } = placeIn(study, typeof path === 'string' ? (parsePath(path) ?? []) : path)
  return line === undefined || column === undefined ? undefined : { line, column }
}

/**
 * The error for problems of a study, with their places; those at one point of a sweep are at the axis that led there.
 */
export function studyError(study: StudyText, [first, ...others]: Problems, point?: ProblemPoint): StudyError {
  const place = ({ path, expected, found, atKey }: Problem): PlacedProblem => ({
    ...(point ? placeOfAxis(study, point) : placeIn(study, path, atKey)),
    path,
    expected,
    found,
    point,
  })
  const many = located(study) - 1
  return new StudyError([
    place(first),
    ...others.slice(0, many).map(place),
    ...others.slice(many).map((one) => ({ ...one, file: study.file })),
  ])
}

/** In a text of many letters the place of a problem takes a while to find: none is looked for that no message shows. */
const located = ({ text }: StudyText): number => (text.length > manyLetters ? shown : manyProblems)
const manyLetters = 1e6

interface Places {
  readonly source: ParsedSource
  readonly overrides: readonly Override[]
}

const placesOf = oncePer(({ file, text, set }: StudyText): Places => {
  const source = parseSource(text, file)
  return { source, overrides: overridesOf(source.tree, set) }
})

/** Where an axis says what it sets, or all of them. */
function placeOfAxis(study: StudyText, { axis }: ProblemPoint): ProblemPlace {
  const path = axis === undefined ? ['sweep'] : ['sweep', axis]
  const override = placesOf(study).overrides.findLast((one) => startsWith(one.path, path) && saysWhatIsSet(one))
  return override ? { file: override.origin } : placeIn(study, path)
}

/** Whether a value from outside is the name of what an axis sets or one of its values, not how many there are. */
const saysWhatIsSet = ({ path }: Override): boolean =>
  path.some((segment) => ['set', 'values', 'from', 'to'].includes(String(segment)))

function placeIn(study: StudyText, path: Path, atKey?: boolean): ProblemPlace {
  const { source, overrides } = placesOf(study)
  const override = overrides.findLast((candidate) => brings(candidate, path, source))
  return override ? { file: override.origin } : { file: study.file, ...locate(source, path, atKey) }
}

/** Whether a value came from outside, alone or in a part that the text does not have. */
function brings(override: Override, path: Path, { tree }: ParsedSource): boolean {
  const missing = path.map((_, depth) => path.slice(0, depth + 1)).find((part) => valueAt(tree, part) === undefined)
  return startsWith(path, override.path) || (missing !== undefined && startsWith(override.path, missing))
}

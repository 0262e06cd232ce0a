/** The way in: text to a checked study. */
import { optionalUnits } from '../declare/units.js'
import { formatPath } from '../problem/path.js'
import { someProblems, type Problem, type Problems } from '../problem/problem.js'
import { overridesOf, UnreachablePath, withValue, type Override } from './overrides.js'
import { planOf, requireValidPoints } from './plan.js'
import { inUnits } from './inUnits.js'
import { withPointFiles, type ReadFile } from './pointFiles.js'
import { parseSource } from './source.js'
import { studyError, type Study, type StudyText } from './study.js'
import { readPart, validate } from './validate.js'

/** Where the text comes from, and what replaces its values. */
export interface ReadOptions {
  /** The name of the text in messages. */
  readonly file: string
  /** Values that replace those of the text: `gas.beta=2`, in this order. */
  readonly set?: readonly string[]
  /** The texts of files of points that the sweep names, by their names; as a study that was read has them. */
  readonly files?: Readonly<Record<string, string>> | undefined
  /** Reads those that are not among them; without it there are no others. */
  readonly readFile?: ReadFile | undefined
  /** Whether the points of its sweep are known to be valid, since the same text has been read before. */
  readonly checked?: boolean
}

/** Throws a StudyError with the place of everything that is wrong, in the sweep's points too. */
export function readStudy(text: string, { file, set = [], files, readFile, checked = false }: ReadOptions): Study {
  const source = parseSource(text, file)
  const written = set.reduce(
    (before: unknown, _, i) => overridden(before, { file, text, set: set.slice(0, i + 1) }, source.tree),
    source.tree,
  )
  const said: StudyText = { file, text, set }
  const known = new Map(Object.entries(files ?? {}))
  const filled = withPointFiles(written, keeping(known, readFile))
  if ('problem' in filled) throw studyError(said, [filled.problem])
  const refuse = ([first, ...others]: Problems): never => {
    throw studyError(said, [filled.inFiles(first), ...others.map(filled.inFiles)])
  }
  const tree = withoutUnits(filled.tree, refuse)
  const valid = validate(tree)
  if ('problems' in valid) return refuse(valid.problems)
  const kept = known.size > 0 ? { files: Object.fromEntries(known) } : {}
  const study: Study = { ...said, ...kept, config: valid.config, tree }
  requireAxesFree(study, overridesOf(source.tree, set))
  if (!checked) requireValidPoints(planOf(study))
  return study
}

/** Reads a file once and keeps its text with the others. */
function keeping(known: Map<string, string>, readFile: ReadFile | undefined): ReadFile | undefined {
  if (readFile === undefined && known.size === 0) return undefined
  return (name) => {
    const text = known.get(name) ?? readFile?.(name)
    if (text === undefined) throw new Error('not among the files of the study')
    known.set(name, text)
    return text
  }
}

/** The tree with bare numbers. */
function withoutUnits(filled: unknown, refuse: (problems: Problems) => never): unknown {
  const named = readPart(optionalUnits, filled, ['units'])
  if ('problems' in named) return refuse(named.problems)
  const { tree, problems } = inUnits(filled, named.value)
  const wrong = someProblems(problems)
  return wrong ? refuse(wrong) : tree
}

/** The tree with the last of the values set. */
function overridden(before: unknown, said: StudyText, tree: unknown): unknown {
  const { path, value } = overridesOf(tree, said.set).at(-1)!
  try {
    return withValue(before, path, value)
  } catch (error) {
    if (!(error instanceof UnreachablePath)) throw error
    throw studyError(said, [{ ...error.problem, path }])
  }
}

/** A value set from outside and swept at once would be ignored. */
function requireAxesFree(study: Study, overrides: readonly Override[]): void {
  const axes = planOf(study).axes.map(({ parameters }) => parameters.map(({ path }) => formatPath(path)))
  const swept = overrides
    .map(({ path }) => ({ path, axis: axes.findIndex((names) => names.includes(formatPath(path))) }))
    .filter(({ axis }) => axis >= 0)
  const problems = someProblems(swept.map(sweptProblem))
  if (problems) throw studyError(study, problems)
}

function sweptProblem({ path, axis }: Pick<Override, 'path'> & { axis: number }): Problem {
  return {
    path,
    expected: 'no sweep over a value that is set',
    found: `sweep[${axis}] (--set sweep=null takes the sweep out)`,
  }
}

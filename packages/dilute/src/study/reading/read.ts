/** The way in: text to a checked study. */
import { parseOverride, UnreachablePath, withoutNames, withValue, type Override } from './overrides.js'
import { formatPath, parsePath, type Path } from './path.js'
import { planPoints } from './plan.js'
import { parseSource } from './source.js'
import { placesOf, type Places, type Study } from './study.js'
import { someProblems, type Problem } from './studyError.js'
import { validate } from './validate.js'

/** Where the text comes from, and what replaces its values. */
export interface ReadOptions {
  /** The name of the text in messages. */
  readonly file: string
  /** Values that replace those of the text: `gas.beta=2`, in this order. */
  readonly set?: readonly string[]
}

/** Throws a StudyError with the place of everything that is wrong, in the sweep's points too. */
export function readStudy(text: string, { file, set = [] }: ReadOptions): Study {
  const source = parseSource(text, file)
  const overrides: Override[] = []
  const places = placesOf(source, file, overrides)
  const tree = set.map(parseOverride).reduce((before, given) => {
    const override = { ...given, path: withoutNames(before, given.path) }
    overrides.push(override)
    return overridden(before, override, places)
  }, source.tree)
  const checked = validate(tree)
  if ('problems' in checked) throw places.error(checked.problems)
  const study: Study = { file, text, set, config: checked.config, tree, ...places }
  requireAxesFree(study, overrides)
  planPoints(study)
  return study
}

function overridden(tree: unknown, { path, value }: Override, places: Places): unknown {
  try {
    return withValue(tree, path, value)
  } catch (error) {
    if (!(error instanceof UnreachablePath)) throw error
    throw places.error([{ ...error.problem, path }])
  }
}

/** A value set from outside and swept at once would be ignored. */
function requireAxesFree(study: Study, overrides: readonly Override[]): void {
  const axes = (study.config.sweep ?? []).map(({ set }) => formatPath(withoutNames(study.tree, parsePath(set)!)))
  const swept = overrides.map(({ path }) => ({ path, axis: axes.indexOf(formatPath(path)) })).filter(({ axis }) => axis >= 0)
  const problems = someProblems(swept.map(sweptProblem))
  if (problems) throw study.error(problems)
}

function sweptProblem({ path, axis }: { path: Path; axis: number }): Problem {
  return { path, expected: 'no sweep over a value that is set', found: `sweep[${axis}] (--set sweep=null takes the sweep out)` }
}

/** Values put into a study from outside: `--set gas.beta=2` and the points of a sweep. */
import { defaultList, withoutNames } from '../declare/paths.js'
import { describe } from '../problem/describe.js'
import { entry, formatPath, parsePath, replacedAt, type Path } from '../problem/path.js'
import { StudyError, type Problem } from '../problem/problem.js'
import { suggestion } from '../problem/suggestion.js'
import { parseSource } from './source.js'

export interface Override {
  readonly path: Path
  readonly value: unknown
  /** As a message shows it: `--set gas.beta=2`. */
  readonly origin: string
}

/** A path that leads nowhere in the study. */
export class UnreachablePath extends Error {
  override readonly name = 'UnreachablePath'
  constructor(readonly problem: Problem) {
    super(problem.found)
  }
}

/** `gas.beta=1/2`: the value is YAML; `null` or nothing takes the key out of the study. */
function parseOverride(text: string): Override {
  const origin = `--set ${text}`
  const equals = text.indexOf('=')
  const path = parsePath(text.slice(0, Math.max(equals, 0)).trim())
  if (!path)
    throw new StudyError([
      { file: origin, path: [], expected: 'PATH=VALUE, such as gas.beta=2', found: describe(text) },
    ])
  return { path, value: parsedValue(text, equals, origin) ?? undefined, origin }
}

function parsedValue(text: string, equals: number, origin: string): unknown {
  try {
    return parseSource(text.slice(equals + 1), origin).tree
  } catch (error) {
    if (!(error instanceof StudyError)) throw error
    const { expected, found } = error.problems[0]
    throw new StudyError([{ file: origin, path: parsePath(text.slice(0, equals).trim())!, expected, found }], {
      cause: error,
    })
  }
}

/**
 * A copy of the tree with another value at the path, or without the key for undefined; untouched branches are shared.
 * Missing maps and lists of defaults are made.
 */
export function withValue(tree: unknown, path: Path, value: unknown): unknown {
  const replace = (node: unknown, depth: number): unknown => {
    const segment = path[depth]
    if (segment === undefined) return value
    const holder = node ?? defaultList(tree, path.slice(0, depth)) ?? {}
    requireEntry(holder, path, depth)
    return replacedAt(holder, [segment], replace(entry(holder, segment), depth + 1))
  }
  return replace(tree, 0)
}

/**
 * The values put into a tree one after another, the gases in their paths found by name in what the ones before made.
 */
export function overridesOf(tree: unknown, set: readonly string[]): Override[] {
  let before = tree
  return set.map((text, i) => {
    const given = parseOverride(text)
    const override = { ...given, path: withoutNames(before, given.path) }
    if (i < set.length - 1) before = withValue(before, override.path, override.value)
    return override
  })
}

function requireEntry(holder: unknown, path: Path, depth: number): asserts holder is object {
  const segment = path[depth]!
  const parent = path.slice(0, depth)
  if (typeof holder !== 'object' || holder === null) {
    throw new UnreachablePath({ path: parent, expected: `an entry ${segment}`, found: describe(holder) })
  }
  if (!Array.isArray(holder) || (typeof segment === 'number' && segment < holder.length)) return
  if (formatPath(parent) === 'baths') throw new UnreachablePath(unknownGas(holder, parent, segment))
  throw new UnreachablePath({
    path: parent,
    expected: `an entry ${segment}`,
    found: `entries 0 to ${holder.length - 1}`,
  })
}

function unknownGas(baths: readonly unknown[], path: Path, segment: string | number): Problem {
  const names = baths.map((bath) => entry(bath, 'name')).filter((name) => typeof name === 'string')
  return {
    path,
    expected: `a gas by its name (${names.join(', ')}) or its number (0 to ${baths.length - 1})`,
    found: `${segment}${suggestion(String(segment), names)}`,
  }
}

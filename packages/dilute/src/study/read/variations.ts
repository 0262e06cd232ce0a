/**
 * The configurations of a sweep's points: of each, only the parts that an axis touches are read, and read again only
 * when its value changes.
 */
import { bathsOf } from '../declare/bath.js'
import { partsAlong, within, type Form } from '../declare/form.js'
import { scalesOf, type Scales } from '../units/studyUnits.js'
import { checksOf, partConfig, study as studyForm, type Check, type StudyConfig } from '../declare/study.js'
import { overlap, replacedAt, startsWith, valueAt, type Path } from '../problem/path.js'
import { someProblems, type Problems } from '../problem/problem.js'
import { UnreachablePath, withValue } from './overrides.js'
import type { Plan, PlannedAxis, PlannedParameter } from './planned.js'
import { indexIn, productOf } from './product.js'
import { withNumbers, type NumberSet } from './numbersAlone.js'
import { readPart, validate, type Validated } from './validate.js'

export interface Variations {
  /** The configuration with these places on the axes, read but not checked. */
  readonly at: (places: readonly number[]) => Validated
  /** The first point that is not valid. */
  readonly firstFailure: () => Failure | undefined
  /** The axes that amplitudes depend on. */
  readonly scattering: readonly number[]
}

interface Failure {
  readonly places: readonly number[]
  readonly problems: Problems
}

export function variations({ study: { tree, config }, axes }: Plan): Variations {
  const base = replacedAt(config, ['sweep'], undefined)
  const single = withValue(tree, ['sweep'], undefined)
  const parts = partsOf(axes, single).map((part) =>
    rereading(part, { axes, tree: single, scales: scalesOf(config.units) }),
  )
  const at = (places: readonly number[]): Validated => {
    let varied: StudyConfig = base
    for (const { part, read } of parts) {
      const result = read(places, varied)
      if ('problems' in result) return result
      varied = replacedAt(varied, part.path, result.value)
    }
    return { config: varied }
  }
  const whole = parts.some(({ part }) => part.path.length === 0)
  return {
    at,
    firstFailure: () => firstFailure(whole ? [{ reads: [[]], problems: () => [] }] : checksOf(base), axes, at),
    scattering: scatteringAxes(base, axes),
  }
}

interface StudyPart {
  readonly path: Path
  readonly form: Form
}

/** A part of the study that axes touch, and by what: the other parameters of an axis may touch other parts. */
interface Part extends StudyPart {
  readonly axes: readonly number[]
  readonly parameters: readonly { readonly axis: number; readonly parameter: PlannedParameter }[]
}

/**
 * The least parts that are read on their own and together hold all that the axes set; gases first, since contacts ask
 * for their dimension.
 */
function partsOf(axes: readonly PlannedAxis[], tree: unknown): Part[] {
  const touched = axes.flatMap(({ parameters }, axis) =>
    parameters.flatMap((parameter) => partsTouched(parameter.path, tree).map((part) => ({ ...part, axis, parameter }))),
  )
  const widest = touched.filter(
    ({ path }) => !touched.some((other) => other.path.length < path.length && startsWith(path, other.path)),
  )
  const distinct = widest.filter((part, i) => widest.findIndex(({ path }) => overlap(path, part.path)) === i)
  const withAxes = distinct.map(({ path, form }): Part => {
    const parameters = touched.filter((one) => startsWith(one.path, path))
    return { path, form, parameters, axes: [...new Set(parameters.map(({ axis }) => axis))] }
  })
  return withAxes.sort((a, b) => Number(b.path.at(-1) === 'gas') - Number(a.path.at(-1) === 'gas'))
}

/**
 * The part that holds a number; with the dimension of a gas its contacts too, whose positions are lists of so many
 * numbers.
 */
function partsTouched(path: Path, tree: unknown): StudyPart[] {
  const isThere = (part: StudyPart): boolean => valueAt(tree, part.path) !== undefined
  const along = (of: Path): StudyPart[] => partsAlong(studyForm, of).filter(isThere).slice(-1)
  const isDimension = path.at(-1) === 'dimension' && path.at(-2) === 'gas'
  return [...along(path), ...(isDimension ? along([...path.slice(0, -2), 'interaction', 'contact']) : [])]
}

interface Surroundings {
  readonly axes: readonly PlannedAxis[]
  readonly tree: unknown
  readonly scales: Scales
}

type Read = { readonly value: unknown } | { readonly problems: Problems }

/** Reads a part at places on its axes, unless those are the last ones; as a whole where more than numbers differ. */
function rereading(
  part: Part,
  around: Surroundings,
): { readonly part: Part; readonly read: (places: readonly number[], varied: StudyConfig) => Read } {
  const lengths = part.axes.map((a) => around.axes[a]!.points)
  let last: { readonly key: number; readonly result: Read } | undefined
  let quick: ((set: readonly NumberSet[]) => unknown) | undefined
  const readNow = (places: readonly number[], varied: StudyConfig): Read => {
    const set = numbersAt(part, places)
    const value = quick?.(set)
    if (value !== undefined) return { value }
    const result = readAt(part, set, around, varied)
    if (!('problems' in result)) quick = withNumbers({ ...part, value: result.value, set })
    return result
  }
  return {
    part,
    read: (places, varied) => {
      const key = indexIn(
        lengths,
        part.axes.map((a) => places[a]!),
      )
      if (last?.key !== key) last = { key, result: readNow(places, varied) }
      return last.result
    },
  }
}

const numbersAt = ({ parameters }: Part, places: readonly number[]): NumberSet[] =>
  parameters.map(({ axis, parameter: { path, values } }) => ({ path, value: values[places[axis]!]! }))

function readAt(
  { path, form }: Part,
  set: readonly NumberSet[],
  { tree, scales }: Surroundings,
  varied: StudyConfig,
): Read {
  try {
    const changed = set.reduce((before: unknown, one) => withValue(before, one.path, one.value), tree)
    if (path.length === 0) return wholeConfig(validate(changed))
    const part = readPart(form, changed, path)
    const dimension = valueAt(varied, [...path.slice(0, path.indexOf('interaction')), 'gas', 'dimension']) as 1 | 2 | 3
    return 'problems' in part ? part : { value: partConfig(form, part.value, { scales, dimension }) }
  } catch (error) {
    if (error instanceof UnreachablePath) return { problems: [error.problem] }
    throw error
  }
}

const wholeConfig = (validated: Validated): Read => ('problems' in validated ? validated : { value: validated.config })

/**
 * Each check is made at every combination of the values it depends on, and no more; what numbers alone bring is right
 * or wrong whatever the others are.
 */
function firstFailure(
  checks: readonly Check[],
  axes: readonly PlannedAxis[],
  at: Variations['at'],
): Failure | undefined {
  const lengths = axes.map(({ points }) => points)
  const failures = checks.flatMap((check): Failure[] =>
    axesTogether(axesTouching(check.reads, axes), axes).flatMap((own) =>
      failureOf(
        check,
        productOf(lengths, (a) => own.includes(a)),
        at,
      ),
    ),
  )
  return failures.sort((a, b) => indexIn(lengths, a.places) - indexIn(lengths, b.places))[0]
}

/**
 * Of some axes those that are to be combined: all whose numbers have to fit together, with one of the others at a time.
 */
function axesTogether(some: readonly number[], axes: readonly PlannedAxis[]): (readonly number[])[] {
  if (some.length === 0) return []
  const alone = some.filter((a) => axes[a]!.parameters.every(({ path }) => isAlone(path)))
  const joint = some.filter((a) => !alone.includes(a))
  return alone.length === 0 ? [joint] : alone.map((a) => [...joint, a])
}

const isAlone = (path: Path): boolean =>
  path.reduce((form: Form | undefined, segment) => form && within(form, segment), studyForm)?.isAlone ?? false

function failureOf({ problems }: Check, combinations: Iterable<readonly number[]>, at: Variations['at']): Failure[] {
  for (const places of combinations) {
    const read = at(places)
    const found = 'problems' in read ? read.problems : someProblems(problems(read.config))
    if (found) return [{ places, problems: found }]
  }
  return []
}

function axesTouching(reads: readonly Path[], axes: readonly PlannedAxis[]): number[] {
  return axes.flatMap(({ parameters }, a) =>
    parameters.some(({ path }) => reads.some((read) => overlap(path, read))) ? [a] : [],
  )
}

/** All but those of temperatures, densities and the like. */
function scatteringAxes(config: StudyConfig, axes: readonly PlannedAxis[]): number[] {
  const perGas = bathsOf(config).flatMap(({ holder }): Path[] => [
    [...holder, 'interaction'],
    [...holder, 'gas', 'dimension'],
    [...holder, 'gas', 'mass'],
  ])
  return axesTouching([['system'], ['scattering'], ['tolerance'], ...perGas], axes)
}

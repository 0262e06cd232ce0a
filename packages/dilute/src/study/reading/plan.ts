/** The points of a study: the product of its sweep's axes, the first axis slowest. Pure planning, nothing is computed. */
import type { StudyConfig, SweepAxis } from './config.js'
import { UnreachablePath, withoutNames, withValue } from './overrides.js'
import { parsePath, startsWith, type Path } from './path.js'
import type { ProblemContext, Study } from './study.js'
import type { Problem } from './studyError.js'
import { variations, type Validated } from './validate.js'

/** A point of a sweep before it is solved. */
export interface PlannedPoint {
  /** The swept values under their paths, written with dots (`interaction.contact.strengths.1`); empty without a sweep. */
  readonly set: Readonly<Record<string, number>>
  readonly config: StudyConfig
}

interface Setting {
  /** As written. */
  readonly name: string
  readonly path: Path
  readonly value: number
}

/** Throws a StudyError where a point is not a valid study. */
export function planPoints(study: Study): readonly PlannedPoint[] {
  const { sweep } = study.config
  if (!sweep) return [{ set: {}, config: study.config }]
  const single = withValue(study.tree, ['sweep'], undefined)
  const validated = variations(single)
  return settingsOf(sweep, study.tree).map((settings) => plannedPoint(study, settings, pointAt(single, settings, validated)))
}

function settingsOf(sweep: readonly SweepAxis[], tree: unknown): Setting[][] {
  const axes = sweep.map((axis) => {
    const written = parsePath(axis.set)!
    return axisValues(axis).map((value): Setting => ({ name: written.join('.'), path: withoutNames(tree, written), value }))
  })
  return axes.reduce<Setting[][]>((points, axis) => points.flatMap((point) => axis.map((setting) => [...point, setting])), [[]])
}

/** The values of one axis; a range hits both its ends exactly. */
export function axisValues(axis: SweepAxis): readonly number[] {
  if ('values' in axis) return axis.values
  const { from, to, points, scale } = axis
  return Array.from({ length: points }, (_, index) => {
    if (index === 0) return from
    if (index === points - 1) return to
    if (scale === 'linear') return from + ((to - from) * index) / (points - 1)
    return Math.exp(Math.log(from) + (Math.log(to / from) * index) / (points - 1))
  })
}

function plannedPoint(study: Study, settings: readonly Setting[], checked: Validated): PlannedPoint {
  if ('problems' in checked) throw study.error(checked.problems, culprit(checked.problems[0], settings))
  return { set: Object.fromEntries(settings.map(({ name, value }) => [name, value])), config: checked.config }
}

function pointAt(single: unknown, settings: readonly Setting[], validated: (tree: unknown) => Validated): Validated {
  try {
    return validated(settings.reduce((tree, { path, value }) => withValue(tree, path, value), single))
  } catch (error) {
    if (error instanceof UnreachablePath) return { problems: [error.problem] }
    throw error
  }
}

/** The axis that set the value in question, or all of them where it is none alone. */
function culprit({ path }: Problem, settings: readonly Setting[]): ProblemContext {
  const axis = settings.findIndex((setting) => startsWith(path, setting.path) || startsWith(setting.path, path))
  const written = (some: readonly Setting[]) => some.map(({ name, value }) => `${name} = ${value}`).join(', ')
  if (axis < 0) return { path: ['sweep'], context: `sweep: ${written(settings)}` }
  return { path: ['sweep', axis], context: `sweep[${axis}]: ${written(settings.slice(axis, axis + 1))}` }
}

import type { Plan, PlannedParameter } from '../study/index.js'

/**
 * The axes that set strengths, scattering lengths or densities, and nothing else: none of them changes the energies at
 * which particles scatter.
 */
export function innerAxes({ axes }: Plan): number[] {
  const isInner = (parameter: PlannedParameter): boolean =>
    dotOf(parameter) !== undefined || parameter.path.at(-1) === 'density'
  return axes.flatMap(({ parameters }, axis) => (parameters.every(isInner) ? [axis] : []))
}

/** Which dot a parameter sets the strength of. */
export function dotOf({ path }: PlannedParameter): number | undefined {
  const [part, list, dot] = path.slice(-3)
  return part === 'contact' && (list === 'strengths' || list === 'scatteringLengths') ? (dot as number) : undefined
}

/** Fewer points are not worth what is prepared for all along an axis. */
const leastVaried = 8

/** The innermost axis that sets a dot, where it sets one alone and has many points. */
export function variedAxis(plan: Plan): number | undefined {
  const dotsOn = (axis: number): number =>
    plan.axes[axis]!.parameters.filter((each) => dotOf(each) !== undefined).length
  const axis = innerAxes(plan).findLast((each) => dotsOn(each) > 0)
  return axis !== undefined && dotsOn(axis) === 1 && plan.axes[axis]!.points >= leastVaried ? axis : undefined
}

import type { Plan, PlannedParameter } from '../study/index.js'

/** The axes that set strengths or scattering lengths, and nothing else. */
export function strengthAxes(plan: Plan): number[] {
  return axesOf(plan, (parameter) => dotOf(parameter) !== undefined)
}

/** Those, and the axes of densities: none of them changes the energies at which particles scatter. */
export function innerAxes(plan: Plan): number[] {
  return axesOf(plan, (parameter) => dotOf(parameter) !== undefined || parameter.path.at(-1) === 'density')
}

/** Which dot a parameter sets the strength of. */
export function dotOf({ path }: PlannedParameter): number | undefined {
  const [part, list, dot] = path.slice(-3)
  return part === 'contact' && (list === 'strengths' || list === 'scatteringLengths') ? (dot as number) : undefined
}

function axesOf({ axes }: Plan, isWanted: (parameter: PlannedParameter) => boolean): number[] {
  return axes.flatMap(({ parameters }, axis) => (parameters.every(isWanted) ? [axis] : []))
}

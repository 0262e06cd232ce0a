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

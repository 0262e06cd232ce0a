import { InvalidModel } from '../../model/invalidModel.js'
import type { PotentialConfig } from '../reading/config.js'
import { parsePath } from '../reading/path.js'
import { potentialOf } from '../reading/potential.js'
import type { Problem } from '../reading/studyError.js'
import type { Surroundings } from './contactShape.js'
import type { DeclaredInteraction } from './interactionSchema.js'

/** One potential per site, on a line, each of which the model accepts. */
export function potentialProblems(potentials: readonly PotentialConfig[], { sites, dimension, holder }: Surroundings): Problem[] {
  const path = [...holder, 'interaction', 'potentials']
  if (dimension !== 1) return [{ path, atKey: true, expected: elsewhere(dimension), found: 'potentials' }]
  const count: Problem[] = potentials.length === sites ? [] : [{ path, expected: `${sites} entries, one per site`, found: `${potentials.length}` }]
  return [...count, ...potentials.flatMap((potential, site) => modelProblems(potential, site, path))]
}

function elsewhere(dimension: 2 | 3): string {
  const reason = dimension === 2
    ? 'partial waves in the plane are not solved by this version'
    : 'potentials in space must share one centre, and this version does not read them'
  return `contact when gas.dimension is ${dimension}: potentials are functions of the position on a line (${reason})`
}

/** What only the finished potential shows: values that are not finite, jumps, tails. */
function modelProblems(potential: PotentialConfig, site: number, path: readonly (string | number)[]): Problem[] {
  try {
    potentialOf(potential, `potentials[${site}]`)
    return []
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    return [{ path: [...path, ...parsePath(error.path)!.slice(1)], expected: error.expected, found: error.found }]
  }
}

/** Potentials are solved exactly, or not at all. */
export function methodProblems(method: string, interactions: readonly (DeclaredInteraction | undefined)[]): Problem[] {
  if (method === 'exact' || !interactions.some((interaction) => interaction?.potentials)) return []
  return [{ path: ['scattering', 'method'], expected: 'exact, the only method for potentials (the Born series is for contacts)', found: method }]
}

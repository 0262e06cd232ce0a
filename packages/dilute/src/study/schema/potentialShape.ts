import { InvalidModel } from '../../model/invalidModel.js'
import type { PotentialConfig, PotentialTerm } from '../reading/config.js'
import { describe } from '../reading/describe.js'
import { parsePath, type Path } from '../reading/path.js'
import { potentialOf, variableOf, type Space } from '../reading/potential.js'
import type { Problem } from '../reading/studyError.js'
import type { Surroundings } from './contactShape.js'
import type { DeclaredInteraction } from './interactionSchema.js'

/** One potential per site, on a line or about a centre in space, each of which the model accepts. */
export function potentialProblems({ potentials = [], core }: DeclaredInteraction, { sites, dimension, holder }: Surroundings): Problem[] {
  const path = [...holder, 'interaction', 'potentials']
  if (dimension === 2) return [{ path, atKey: true, expected: 'contact when gas.dimension is 2 (partial waves in the plane are not solved by this version)', found: 'potentials' }]
  const count: Problem[] = potentials.length === sites ? [] : [{ path, expected: `${sites} entries, one per site`, found: `${potentials.length}` }]
  const space: Space = dimension === 1 ? { dimension } : { dimension, core: core ?? 0 }
  return [...coreProblems(core, dimension, holder), ...count, ...potentials.flatMap((potential, site) => potentialsProblems(potential, site, path, space))]
}

function coreProblems(core: number | undefined, dimension: 1 | 3, holder: Path): Problem[] {
  if (core === undefined || dimension === 3) return []
  return [{ path: [...holder, 'interaction', 'core'], atKey: true, expected: 'nothing here on a line, where there is no radius', found: 'core' }]
}

/** The variable first, since an expression in the wrong one has no values. */
function potentialsProblems(potential: PotentialConfig, site: number, path: Path, space: Space): Problem[] {
  const wrong = variableProblems(potential, [...path, site], space)
  return wrong.length > 0 ? wrong : modelProblems(potential, site, path, space)
}

function variableProblems(potential: PotentialConfig, path: Path, space: Space): Problem[] {
  if (Array.isArray(potential)) return (potential as PotentialTerm[]).flatMap((term, i) => variableProblems(term, [...path, i], space))
  const term = potential as PotentialTerm
  const variable = 'expression' in term ? variableOf(term.expression) : undefined
  if (!('expression' in term) || variable === undefined || (variable === 'q') === (space.dimension === 1)) return []
  const expected = space.dimension === 1 ? 'an expression in q, the position on the line' : 'an expression in r, the distance from the centre, when gas.dimension is 3'
  return [{ path: [...path, 'expression'], expected, found: describe(term.expression) }]
}

/** What only the finished potential shows: values that are not finite, jumps, tails. */
function modelProblems(potential: PotentialConfig, site: number, path: Path, space: Space): Problem[] {
  try {
    potentialOf(potential, `potentials[${site}]`, space)
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

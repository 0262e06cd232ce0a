import {
  centralInteraction, deltaPotential, exponentialPotential, functionPotential, gaussianPotential, InvalidModel, poschlTellerPotential,
  potentialInteraction, squarePotential, sumOfPotentials, tabulatedPotential, woodsSaxonPotential,
  type CentralInteraction, type Potential, type PotentialInteraction, type SupportEnd, type SupportEnds,
} from '../../model/index.js'
import { realFunction } from '../arithmetic/realFunction.js'
import type { PotentialConfig, PotentialsConfig, PotentialTerm } from './config.js'

/** Where potentials are: on a line, or about a centre in space, outside a hard core. */
export type Space = { readonly dimension: 1 } | { readonly dimension: 3; readonly core: number }

/** The potentials that a study declares; throws an InvalidModel with a path below `interaction.potentials`, such as `[1].gaussian.width`. */
export function potentialsOf({ potentials: configs, core = 0 }: PotentialsConfig, dimension: 1 | 3): PotentialInteraction | CentralInteraction {
  const space: Space = dimension === 1 ? { dimension } : { dimension, core }
  const potentials = configs.map((config, site) => potentialOf(config, `[${site}]`, space))
  return dimension === 1 ? potentialInteraction(potentials) : centralInteraction({ potentials, core })
}

/** The potential of one site; the paths of its errors begin with `place`. */
export function potentialOf(config: PotentialConfig, place: string, space: Space): Potential {
  if (!isSum(config)) return termAt(config, place, space)
  return sumOfPotentials(config.map((term, i) => termAt(term, `${place}[${i}]`, space)))
}

const isSum = (config: PotentialConfig): config is readonly PotentialTerm[] => Array.isArray(config)

function termAt(term: PotentialTerm, place: string, space: Space): Potential {
  try {
    if (space.dimension === 3) requireCentral(term, space.core)
    return potentialOfTerm(term, space)
  } catch (error) {
    throw error instanceof InvalidModel ? new InvalidModel(`${place}.${pathInStudy(term, error.path)}`, error.expected, error.found) : error
  }
}

function potentialOfTerm(term: PotentialTerm, space: Space): Potential {
  if ('gaussian' in term) return gaussianPotential(term.gaussian)
  if ('poschlTeller' in term) return poschlTellerPotential(term.poschlTeller)
  if ('exponential' in term) return exponentialPotential(term.exponential)
  if ('square' in term) return squarePotential(term.square)
  if ('woodsSaxon' in term) return woodsSaxonPotential(term.woodsSaxon)
  if ('delta' in term) return deltaPotential(term.delta)
  if ('tabulated' in term) return tabulatedPotential({ ...term.tabulated, ends: endsIn(space, term.tabulated.positions[0]!, term.tabulated.ends) })
  return functionPotential({ ...term, ends: endsIn(space, term.from, term.ends), value: potentialFunction(term.expression) })
}

/** About a centre nothing ends at the centre or at the core. */
function endsIn(space: Space, from: number, ends: SupportEnd = 'negligible'): SupportEnds {
  return space.dimension === 3 && from <= space.core ? ['inner', ends] : ends
}

/** About a centre there are distances in place of positions, and no other centre. */
function requireCentral(term: PotentialTerm, core: number): void {
  const [[, shape]] = Object.entries(term) as [[string, { readonly center?: number }]]
  if (typeof shape === 'object' && shape.center !== undefined && shape.center !== 0) {
    throw new InvalidModel('center', 'no center other than 0: in three dimensions all potentials are about one centre', String(shape.center))
  }
  if ('delta' in term && !((term.delta.position ?? 0) > core)) {
    throw new InvalidModel('position', `a radius above ${core}: in three dimensions a delta is a shell`, String(term.delta.position ?? 0))
  }
  if ('square' in term) requireDistance('from', term.square.from)
  if ('tabulated' in term) requireDistance('positions[0]', term.tabulated.positions[0]!)
  if ('expression' in term) requireDistance('from', term.from)
}

function requireDistance(path: string, r: number): void {
  if (r < 0) throw new InvalidModel(path, 'a distance from the centre, not negative', String(r))
}

/** What the model calls by the names of its arguments stands below the shape's key; what it finds in the values belongs to the expression. */
function pathInStudy(term: PotentialTerm, path: string): string {
  const [shape] = Object.keys(term)
  if (!('expression' in term)) return `${shape}.${path}`
  const key = /^\w+/.exec(path)?.[0] ?? ''
  return ['from', 'to'].includes(key) || path.startsWith('breaks[') ? path : 'expression'
}

/** What an expression is a function of: the position q on a line or the distance r from a centre; undefined for a constant. */
export function variableOf(expression: string): 'q' | 'r' | undefined {
  return /(?<![A-Za-z_]\w*)[qr](?!\w)/.exec(expression)?.[0] as 'q' | 'r' | undefined
}

/** V(q) or V(r) from an expression; throws an ArithmeticError. */
export function potentialFunction(expression: string): (q: number) => number {
  const variable = variableOf(expression) ?? 'q'
  const remark = variable === 'q' ? 'V may depend on the position q alone, or in three dimensions on the distance r' : 'V may depend on the distance r alone'
  return realFunction(expression, { variable, remark })
}

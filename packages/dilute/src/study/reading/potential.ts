import {
  deltaPotential, exponentialPotential, functionPotential, gaussianPotential, InvalidModel, poschlTellerPotential, potentialInteraction,
  squarePotential, sumOfPotentials, tabulatedPotential, woodsSaxonPotential, type Potential, type PotentialInteraction,
} from '../../model/index.js'
import { realFunction } from '../arithmetic/realFunction.js'
import type { PotentialConfig, PotentialTerm } from './config.js'

/** The potentials that a study declares; throws an InvalidModel with a path below `interaction.potentials`, such as `[1].gaussian.width`. */
export function potentialsOf(configs: readonly PotentialConfig[]): PotentialInteraction {
  return potentialInteraction(configs.map((config, site) => potentialOf(config, `[${site}]`)))
}

/** The potential of one site; the paths of its errors begin with `place`. */
export function potentialOf(config: PotentialConfig, place: string): Potential {
  if (!isSum(config)) return termAt(config, place)
  return sumOfPotentials(config.map((term, i) => termAt(term, `${place}[${i}]`)))
}

const isSum = (config: PotentialConfig): config is readonly PotentialTerm[] => Array.isArray(config)

function termAt(term: PotentialTerm, place: string): Potential {
  try {
    return potentialOfTerm(term)
  } catch (error) {
    throw error instanceof InvalidModel ? new InvalidModel(`${place}.${pathInStudy(term, error.path)}`, error.expected, error.found) : error
  }
}

function potentialOfTerm(term: PotentialTerm): Potential {
  if ('gaussian' in term) return gaussianPotential(term.gaussian)
  if ('poschlTeller' in term) return poschlTellerPotential(term.poschlTeller)
  if ('exponential' in term) return exponentialPotential(term.exponential)
  if ('square' in term) return squarePotential(term.square)
  if ('woodsSaxon' in term) return woodsSaxonPotential(term.woodsSaxon)
  if ('delta' in term) return deltaPotential(term.delta)
  if ('tabulated' in term) return tabulatedPotential(term.tabulated)
  return functionPotential({ ...term, value: potentialFunction(term.expression) })
}

/** What the model calls by the names of its arguments stands below the shape's key; what it finds in the values belongs to the expression. */
function pathInStudy(term: PotentialTerm, path: string): string {
  const [shape] = Object.keys(term)
  if (!('expression' in term)) return `${shape}.${path}`
  const key = /^\w+/.exec(path)?.[0] ?? ''
  return ['from', 'to'].includes(key) || path.startsWith('breaks[') ? path : 'expression'
}

/** V(q) from an expression in q; throws an ArithmeticError. */
export function potentialFunction(expression: string): (q: number) => number {
  return realFunction(expression, { variable: 'q', remark: 'V may depend on the position q alone' })
}

/** How a gas particle meets the system: contacts, or potentials. */
import { centralInteraction, potentialInteraction, type Interaction, type Potential } from '../../model/index.js'
import { describe } from '../problem/describe.js'
import type { Path } from '../problem/path.js'
import { attempt, type Problem } from '../problem/problem.js'
import {
  contact,
  contactConfig,
  contactOf,
  contactProblems,
  type ContactConfig,
  type DeclaredContact,
  type Surroundings,
} from './contact.js'
import { optional, type Value } from './form.js'
import { oncePerKeyAndNumber } from './made.js'
import { kind, oneOf } from './maps.js'
import { notNegative } from './numbers.js'
import {
  below,
  isSum,
  potentialOf,
  potentials,
  variableOf,
  type PotentialConfig,
  type PotentialTerm,
  type Space,
} from './potential.js'

export const interaction = oneOf(
  {
    contact: kind(contact, 'Point scatterers.', { example: '{ strengths: [1, 0.7, 1.5] }' }),
    potentials: kind(
      potentials,
      'Short-range potentials, one per site: V(q) on a line, V(r) about one centre in three dimensions; ' +
        'a list is a sum, zero or null none.',
      {
        example: '[{ gaussian: { height: 1.5, width: 0.5 } }, zero, zero]',
        beside: {
          core: optional(notNegative('length'), 'Radius of a hard core that all sites share, in three dimensions.', {
            default: '0, none',
            example: '0.5',
          }),
        },
        otherwise: 'beside contact',
      },
    ),
  },
  { title: 'Interaction', meaning: 'How a gas particle meets the system', isPart: true },
)

export type DeclaredInteraction = Value<typeof interaction>

/** Contacts, or one potential per site. */
export type InteractionConfig = { readonly contact: ContactConfig } | PotentialsConfig

/** On a line V_ι(q); in space V_ι(r) about one centre, outside a hard core. */
export interface PotentialsConfig {
  readonly potentials: readonly PotentialConfig[]
  readonly core?: number | undefined
}

/** The interaction with its defaults filled in: one object for the same declaration and dimension. */
export const interactionConfig = (declared: DeclaredInteraction, dimension: 1 | 2 | 3): InteractionConfig =>
  'potentials' in declared ? declared : { contact: filledContact(declared.contact, dimension) }

const filledContact = oncePerKeyAndNumber((declared: DeclaredContact, dimension) =>
  contactConfig(declared, dimension as 1 | 2 | 3),
)

/** Throws an InvalidModel with a path below the interaction. */
function interactionOf(config: InteractionConfig, dimension: 1 | 2 | 3): Interaction {
  if ('contact' in config) return below('contact.', () => contactOf(config.contact, dimension))
  const space = spaceOf(config, dimension)
  const each = config.potentials.map((one, site) => below(`potentials[${site}].`, () => madePotential(one, space)))
  return below('potentials', () =>
    space.dimension === 1 ? potentialInteraction(each) : centralInteraction({ potentials: each, core: space.core }),
  )
}

const spaceOf = ({ core = 0 }: PotentialsConfig, dimension: number): Space =>
  dimension === 1 ? { dimension } : { dimension: 3, core }

/** By the radius of the core, or −1 on a line. */
const potentialIn = oncePerKeyAndNumber((config: object, core) =>
  potentialOf(config as PotentialConfig, core < 0 ? { dimension: 1 } : { dimension: 3, core }),
)

/** Made once for the same declaration and space: a sweep of something else makes none again. */
const madePotential = (config: PotentialConfig, space: Space): Potential =>
  potentialIn(config, space.dimension === 1 ? -1 : space.core)

/** The interaction of a configuration, made once for the same part of it and dimension. */
export const madeInteraction = oncePerKeyAndNumber((config: InteractionConfig, dimension) =>
  interactionOf(config, dimension as 1 | 2 | 3),
)

/** Whether an interaction is right for the number of sites and the dimension, and one the model accepts. */
export function interactionProblems(config: InteractionConfig, around: Surroundings): Problem[] {
  const problems = 'potentials' in config ? potentialProblems(config, around) : contactProblems(config.contact, around)
  if (problems.length > 0) return problems
  const result = attempt([...around.holder, 'interaction'], () => madeInteraction(config, around.dimension))
  return 'problem' in result ? [result.problem] : []
}

function potentialProblems(config: PotentialsConfig, { sites, dimension, holder }: Surroundings): Problem[] {
  const path = [...holder, 'interaction', 'potentials']
  if (dimension === 2)
    return [
      {
        path,
        atKey: true,
        expected: 'contact when gas.dimension is 2 (partial waves in the plane are not solved by this version)',
        found: 'potentials',
      },
    ]
  const count = config.potentials.length
  const wrongCount: Problem[] =
    count === sites ? [] : [{ path, expected: `${sites} entries, one per site`, found: `${count}` }]
  const space = spaceOf(config, dimension)
  return [
    ...coreProblems(config.core, dimension, holder),
    ...wrongCount,
    ...config.potentials.flatMap((each, site) => siteProblems(each, [...path, site], space)),
  ]
}

function coreProblems(core: number | undefined, dimension: 1 | 3, holder: Path): Problem[] {
  if (core === undefined || dimension === 3) return []
  return [
    {
      path: [...holder, 'interaction', 'core'],
      atKey: true,
      expected: 'nothing here on a line, where there is no radius',
      found: 'core',
    },
  ]
}

/**
 * The variable first, since an expression in the wrong one has no values; then what only the finished potential shows.
 */
function siteProblems(config: PotentialConfig, path: Path, space: Space): Problem[] {
  const wrong = variableProblems(config, path, space)
  if (wrong.length > 0) return wrong
  const result = attempt(path, () => madePotential(config, space))
  return 'problem' in result ? [result.problem] : []
}

function variableProblems(config: PotentialConfig, path: Path, space: Space): Problem[] {
  if (isSum(config)) return config.flatMap((one, i) => termProblems(one, [...path, i], space))
  return termProblems(config, path, space)
}

function termProblems(term: PotentialTerm, path: Path, { dimension }: Space): Problem[] {
  const variable = 'expression' in term ? variableOf(term.expression) : undefined
  if (!('expression' in term) || variable === undefined || (variable === 'q') === (dimension === 1)) return []
  const expected =
    dimension === 1
      ? 'an expression in q, the position on the line'
      : 'an expression in r, the distance from the centre, when gas.dimension is 3'
  return [{ path: [...path, 'expression'], expected, found: describe(term.expression) }]
}

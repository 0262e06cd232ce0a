import { InvalidModel } from '../../model/invalidModel.js'
import type { GasConfig } from '../reading/config.js'
import { gasOf } from '../reading/gas.js'
import { parsePath, type Path } from '../reading/path.js'
import type { Problem } from '../reading/studyError.js'
import { contactProblems, type Surroundings } from './contactShape.js'
import type { DeclaredInteraction } from './interactionSchema.js'
import { potentialProblems } from './potentialShape.js'
import type { DeclaredStudy } from './schema.js'

type DeclaredBath = NonNullable<DeclaredStudy['baths']>[number]

/** Gases and interactions of a study: either one of each, or baths with names of their own, each right for its dimension. */
export function bathProblems({ gas, interaction, baths }: Pick<DeclaredStudy, 'gas' | 'interaction' | 'baths'>, sites: number): Problem[] {
  if (baths) {
    const beside = Object.entries({ gas, interaction }).filter(([, part]) => part !== undefined)
    return [
      ...beside.map(([key]): Problem => ({ path: [key], atKey: true, expected: 'nothing here beside baths, which have their own', found: key })),
      ...repeatedNames(baths),
      ...baths.flatMap((bath, b) => partProblems(bath, ['baths', b], sites)),
    ]
  }
  const missing = Object.entries({ gas, interaction }).filter(([, part]) => part === undefined)
  if (!gas || !interaction) return missing.map(([key]): Problem => ({ path: [key], expected: `a map: the ${key} of the study (or baths)`, found: 'nothing' }))
  return partProblems({ gas, interaction }, [], sites)
}

function partProblems({ gas, interaction }: Omit<DeclaredBath, 'name'>, holder: Path, sites: number): Problem[] {
  return [
    ...gasProblems(gas, [...holder, 'gas']),
    ...interactionProblems(interaction, { sites, dimension: gas.dimension, holder }),
  ]
}

function interactionProblems(interaction: DeclaredInteraction, around: Surroundings): Problem[] {
  return interaction.potentials ? potentialProblems(interaction, around) : contactProblems(interaction.contact!, around)
}

/** What only the finished gas shows: whether its momentum density is one. */
function gasProblems(gas: GasConfig, path: Path): Problem[] {
  if (!('momentumDensity' in gas)) return []
  try {
    gasOf(gas)
    return []
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    const inner = parsePath(error.path) ?? []
    return [{ path: [...path, ...(inner[0] === 'momentumDensity' ? [] : ['momentumDensity']), ...inner], expected: error.expected, found: error.found }]
  }
}

function repeatedNames(baths: readonly DeclaredBath[]): Problem[] {
  return baths.flatMap(({ name }, b): Problem[] => {
    const first = baths.findIndex((other) => other.name === name)
    return first === b ? [] : [{ path: ['baths', b, 'name'], expected: 'a name that no other gas has', found: `${name}, like baths[${first}]` }]
  })
}

/** Point scatterers, one per site. */
import { contactStrengths, scatteringLengths, type ContactInteraction } from '../../model/index.js'
import { describe } from '../problem/describe.js'
import type { Path } from '../problem/path.js'
import type { Problem } from '../problem/problem.js'
import { alone, optional, type Value } from './form.js'
import { kind, oneOf } from './maps.js'
import { list, number, perSite, position } from './numbers.js'

export const contact = oneOf(
  {
    strengths: kind(
      perSite(alone(number('strength'))),
      'One dimension: strengths of the delta potentials, one per site; energy × length.',
      { example: '[1, 0.7, 1.5]' },
    ),
    scatteringLengths: kind(
      perSite(alone(number('length'))),
      'Two and three dimensions: scattering lengths, one per site.',
      {
        example: '[0.6, 0.9, 1.4]',
      },
    ),
  },
  { title: 'Contact interaction', meaning: 'Point scatterers', isPart: true },
  {
    positions: optional(
      list(position(), 'a list of positions'),
      'Where the scatterers are, one per site: numbers on a line, pairs or triples elsewhere.',
      { default: 'the origin', example: '[0, 0.4, 0.8]' },
    ),
  },
)

export type DeclaredContact = Value<typeof contact>

/** Positions are numbers in one dimension, pairs or triples in two and three. */
export type ContactConfig =
  | { readonly strengths: readonly number[]; readonly positions?: readonly number[] | undefined }
  | { readonly scatteringLengths: readonly number[]; readonly positions?: readonly (readonly number[])[] | undefined }

export interface Surroundings {
  readonly sites: number
  readonly dimension: 1 | 2 | 3
  /** The path of what has the interaction: the study or one of its baths. */
  readonly holder: Path
}

type Position = number | readonly number[]
type Loose = {
  readonly strengths?: readonly number[]
  readonly scatteringLengths?: readonly number[]
  readonly positions?: readonly Position[] | undefined
}

const pathBelow = (holder: Path): Path => [...holder, 'interaction', 'contact']

/** Of contacts whose positions are filled in; where the kind is wrong, no more than that. */
export function contactProblems(given: ContactConfig, around: Surroundings): Problem[] {
  const wrongKind = kindProblems(given, around)
  if (wrongKind.length > 0) return wrongKind
  return [countProblems, lengthProblems, positionProblems].flatMap((problems) => problems(given, around))
}

/** The contact interaction with its positions filled in. */
export function contactConfig(given: DeclaredContact, dimension: 1 | 2 | 3): ContactConfig {
  const { strengths, scatteringLengths: lengths = [], positions } = given as Loose
  if (strengths) return { strengths, positions: (positions as number[] | undefined) ?? strengths.map(() => 0) }
  const origin = new Array<number>(dimension).fill(0)
  return { scatteringLengths: lengths, positions: (positions as number[][] | undefined) ?? lengths.map(() => origin) }
}

/** The interaction of the model; throws an InvalidModel with a path below it. */
export function contactOf(config: ContactConfig, dimension: 1 | 2 | 3): ContactInteraction {
  return 'strengths' in config
    ? contactStrengths(config)
    : scatteringLengths({ ...config, dimension: dimension as 2 | 3 })
}

function kindProblems(given: ContactConfig, { dimension, holder }: Surroundings): Problem[] {
  const [found, wanted] =
    'strengths' in given ? (['strengths', 'scatteringLengths'] as const) : (['scatteringLengths', 'strengths'] as const)
  if ((found === 'strengths') === (dimension === 1)) return []
  return [
    {
      path: [...pathBelow(holder), found],
      atKey: true,
      expected: `${wanted} when gas.dimension is ${dimension}`,
      found,
    },
  ]
}

function countProblems(given: Loose, { sites, holder }: Surroundings): Problem[] {
  const key = given.strengths ? 'strengths' : 'scatteringLengths'
  const counts = { [key]: given[key]!.length, positions: given.positions?.length }
  const wrong = Object.entries(counts).filter(([, count]) => count !== undefined && count !== sites)
  // as many positions as scatterers: they are not wrong once more, or not written at all
  const told = counts.positions === counts[key] ? wrong.slice(0, 1) : wrong
  return told.map(([name, count]) => ({
    path: [...pathBelow(holder), name],
    expected: `${sites} entries, one per site`,
    found: `${count}`,
  }))
}

function lengthProblems({ scatteringLengths: lengths = [] }: Loose, { dimension, holder }: Surroundings): Problem[] {
  const expected =
    dimension === 2 ? 'a positive scattering length, as in two dimensions' : 'a scattering length other than zero'
  return lengths.flatMap((length, index): Problem[] => {
    const allowed = dimension === 2 ? length > 0 : length !== 0
    return allowed ? [] : [{ path: [...pathBelow(holder), 'scatteringLengths', index], expected, found: `${length}` }]
  })
}

function positionProblems({ positions = [] }: Loose, { dimension, holder }: Surroundings): Problem[] {
  return positions.flatMap((place, index) =>
    placeProblems(place, dimension, [...pathBelow(holder), 'positions', index]),
  )
}

function placeProblems(place: Position, dimension: number, path: Path): Problem[] {
  const fits = typeof place === 'number' ? dimension === 1 : dimension > 1 && place.length === dimension
  const wanted = dimension === 1 ? 'a number' : `a list of ${dimension} numbers`
  return fits ? [] : [{ path, expected: `${wanted} when gas.dimension is ${dimension}`, found: describe(place) }]
}

import type { ContactConfig } from '../reading/config.js'
import { describe } from '../reading/describe.js'
import type { DeclaredContact } from './interactionSchema.js'
import type { Path } from '../reading/path.js'
import type { Problem } from '../reading/studyError.js'

export interface Surroundings {
  readonly sites: number
  readonly dimension: 1 | 2 | 3
  /** The path of what has the interaction: the study or one of its baths. */
  readonly holder: Path
}

type Position = number | readonly number[]

const pathBelow = (holder: Path): Path => [...holder, 'interaction', 'contact']

export function contactProblems(contact: DeclaredContact, around: Surroundings): Problem[] {
  return [kindProblems, countProblems, lengthProblems, positionProblems].flatMap((problems) => problems(contact, around))
}

/** The checked contact interaction with its positions filled in. */
export function contactConfig({ strengths, scatteringLengths, positions }: DeclaredContact, dimension: 1 | 2 | 3): ContactConfig {
  if (strengths) return { strengths, positions: (positions as number[] | undefined) ?? strengths.map(() => 0) }
  const origin = new Array<number>(dimension).fill(0)
  const lengths = scatteringLengths!
  return { scatteringLengths: lengths, positions: (positions as number[][] | undefined) ?? lengths.map(() => origin) }
}

function kindProblems({ strengths }: DeclaredContact, { dimension, holder }: Surroundings): Problem[] {
  if (strengths && dimension !== 1) return [wrongKind('strengths', 'scatteringLengths', dimension, holder)]
  return !strengths && dimension === 1 ? [wrongKind('scatteringLengths', 'strengths', dimension, holder)] : []
}

function wrongKind(given: string, wanted: string, dimension: number, holder: Path): Problem {
  return { path: [...pathBelow(holder), given], atKey: true, expected: `${wanted} when gas.dimension is ${dimension}`, found: given }
}

function countProblems(contact: DeclaredContact, { sites, holder }: Surroundings): Problem[] {
  return (['strengths', 'scatteringLengths', 'positions'] as const).flatMap((key): Problem[] => {
    const count = contact[key]?.length
    if (count === undefined || count === sites) return []
    return [{ path: [...pathBelow(holder), key], expected: `${sites} entries, one per site`, found: `${count}` }]
  })
}

function lengthProblems({ scatteringLengths = [] }: DeclaredContact, { dimension, holder }: Surroundings): Problem[] {
  const expected = dimension === 2 ? 'a positive scattering length, as in two dimensions' : 'a scattering length other than zero'
  return scatteringLengths.flatMap((length, index): Problem[] => {
    const allowed = dimension === 2 ? length > 0 : length !== 0
    return allowed ? [] : [{ path: [...pathBelow(holder), 'scatteringLengths', index], expected, found: `${length}` }]
  })
}

function positionProblems({ positions = [] }: DeclaredContact, { dimension, holder }: Surroundings): Problem[] {
  return positions.flatMap((position, index) => placeProblems(position, dimension, [...pathBelow(holder), 'positions', index]))
}

function placeProblems(position: Position, dimension: number, path: Path): Problem[] {
  const fits = typeof position === 'number' ? dimension === 1 : dimension > 1 && position.length === dimension
  const wanted = dimension === 1 ? 'a number' : `a list of ${dimension} numbers`
  return fits ? [] : [{ path, expected: `${wanted} when gas.dimension is ${dimension}`, found: describe(position) }]
}

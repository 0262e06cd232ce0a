import type { StateError } from '../../dynamics/index.js'
import { largestOf, type ComplexMatrix } from '../../numerics/index.js'
import type { Matrix } from '../results.js'
import { numberOrNull, someCoincide } from './nested.js'

type Groups = readonly (readonly number[])[]

/** Populations by level and, where levels coincide, by group; the first index is that of the states. */
export interface LevelPopulations {
  /** null within groups of equal levels that are not filled evenly: what each has there depends on their basis. */
  readonly populations: Matrix
  readonly populationsError: Matrix
  /** Only there where some levels coincide. */
  readonly groupPopulations?: readonly (readonly number[])[]
  readonly groupPopulationsError?: Matrix
}

/**
 * Of states in the basis of the levels; `settled`: whether they are stationary, and may fill a group evenly, which on
 * the way there none does but by chance.
 */
export function populationsOfStates(
  groups: Groups,
  states: readonly ComplexMatrix[],
  errors: readonly StateError[],
  settled: boolean,
): LevelPopulations {
  const each = states.map((state, s) => levelPopulations(groups, state, errors[s]!.radii, settled))
  const together = {
    groupPopulations: states.map(({ rows: n, re }) => heldBy(groups, (k) => re[k * (n + 1)]!)),
    groupPopulationsError: states.map(({ rows: n }, s) =>
      groups.map((group) => numberOrNull(largestOf(group.map((k) => errors[s]!.radii[k * (n + 1)]!)))),
    ),
  }
  return {
    populations: each.map(({ values }) => values),
    populationsError: each.map(({ bars }) => bars),
    ...(someCoincide(groups) ? together : {}),
  }
}

/** What levels hold, by group. */
export const heldBy = (groups: Groups, of: (k: number) => number): number[] => groups.map((group) => summed(group, of))

const summed = (group: readonly number[], of: (k: number) => number): number => group.reduce((sum, k) => sum + of(k), 0)

function levelPopulations(
  groups: Groups,
  state: ComplexMatrix,
  radii: Float64Array,
  settled: boolean,
): { values: (number | null)[]; bars: (number | null)[] } {
  const n = state.rows
  const [values, bars] = [new Array<number | null>(n).fill(null), new Array<number | null>(n).fill(null)]
  for (const group of groups) {
    if (group.length > 1 && !(settled && isEven(group, state, radii))) continue
    for (const k of group) {
      values[k] = state.re[k * (n + 1)]!
      bars[k] = numberOrNull(radii[k * (n + 1)]!)
    }
  }
  return { values, bars }
}

/** Whether the levels of a group are filled alike, in any basis, as far as can be told. */
function isEven(group: readonly number[], { rows: n, re, im }: ComplexMatrix, radii: Float64Array): boolean {
  const average = summed(group, (k) => re[k * (n + 1)]!) / group.length
  const squares = summed(group, (k) =>
    summed(group, (l) => (re[k * n + l]! - (k === l ? average : 0)) ** 2 + im[k * n + l]! ** 2),
  )
  const radius = radii[group[0]! * (n + 1)]!
  return radius < Infinity && Math.sqrt(squares) <= radius
}

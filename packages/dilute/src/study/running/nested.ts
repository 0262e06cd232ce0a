import type { System } from '../../model/index.js'
import type { ComplexMatrix } from '../../numerics/index.js'
import type { Complex, Matrix } from '../results.js'

/** JSON knows no NaN and no infinity: null stands for both, and `reasons` says why. */
export function numberOrNull(x: number): number | null {
  return Number.isFinite(x) ? x + 0 : null
}

/** Numbers with null where there is none; of some of the values, where a part is named. */
export function list(values: ArrayLike<number>, begin = 0, end = values.length): (number | null)[] {
  const made: (number | null)[] = []
  for (let i = begin; i < end; i++) made.push(numberOrNull(values[i]!))
  return made
}

/** Energies of levels with their errors. */
export const levelResults = ({
  levels,
  levelError,
}: System): { readonly levels: readonly number[]; readonly levelsError: readonly number[] } => ({
  levels: [...levels],
  levelsError: Array.from(levels, () => levelError),
})

/** An n × n row-major array as nested plain arrays, null where there is no number. */
export function matrix(n: number, values: Float64Array): (number | null)[][] {
  const rows: (number | null)[][] = []
  for (let begin = 0; begin < n * n; begin += n) rows.push(list(values, begin, begin + n))
  return rows
}

/** Whether some levels have the same energy. */
export const someCoincide = (groups: readonly (readonly number[])[]): boolean =>
  groups.some((group) => group.length > 1)

/** By level what there is by group: null for levels that share their energy with others. */
export function ofSingleLevels<T>(groups: readonly (readonly number[])[], byGroup: readonly T[]): (T | null)[] {
  const made = new Array<T | null>(groups.flat().length).fill(null)
  groups.forEach((group, g) => {
    if (group.length === 1) made[group[0]!] = byGroup[g]!
  })
  return made
}

/** The matrix with null on its diagonal. */
export function offDiagonal(rows: Matrix): Matrix {
  return rows.map((row, k) => row.map((x, l) => (k === l ? null : x)))
}

/** A square complex matrix as nested arrays of [re, im]. */
export function complexMatrix({ rows: n, re, im }: ComplexMatrix): Complex[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j): Complex => [re[i * n + j]!, im[i * n + j]!]),
  )
}

/**
 * A matrix over groups of equal levels by level: null wherever a level shares its energy with another, since what
 * concerns one of them alone depends on the basis; the diagonal is 0.
 */
export function byLevel(groups: readonly (readonly number[])[], byGroup: Matrix): (number | null)[][] {
  const groupOf = groups
    .flatMap((members, g) => members.map((k) => ({ k, g, alone: members.length === 1 })))
    .sort((a, b) => a.k - b.k)
  return groupOf.map((to) =>
    groupOf.map((from) => {
      if (to.k === from.k) return 0
      return to.alone && from.alone ? byGroup[to.g]![from.g]! : null
    }),
  )
}

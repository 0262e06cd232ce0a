/** Coefficients below this are rounding of the elimination. */
const zero = 1e-9

/** Coefficients that are not zero, by group ascending. */
type Sparse = readonly (readonly [group: number, coefficient: number])[]

/** Linear relations Σ_g c_g 𝓔_g = 0 between the energies of groups of levels, in reduced row echelon form. */
export class LevelRelations {
  private rows: readonly Row[] = []
  /** Every group's energy by those of groups that are no pivots. */
  private reduced: readonly Sparse[]

  /** `groups` is the number of groups. */
  constructor(private readonly groups: number) {
    this.reduced = reducedBy([], groups)
  }

  /** Adds Σ c_g 𝓔_g = 0, unless two groups would then have the same energy. */
  addUnlessLevelsMeet(terms: Sparse): void {
    const vector = new Float64Array(this.groups)
    for (const [group, coefficient] of terms)
      for (const [other, share] of this.reduced[group]!) vector[other]! += coefficient * share
    const pivot = vector.findIndex((c) => Math.abs(c) >= zero)
    if (pivot < 0) return
    const added = { pivot, coefficients: vector.map((c) => clean(c / vector[pivot]!)) }
    const rows = [...this.rows.map((row) => without(row, added)), added]
    const reduced = reducedBy(rows, this.groups)
    if (levelsMeet(reduced)) return
    this.rows = rows
    this.reduced = reduced
  }

  /** The same for all differences 𝓔_g − 𝓔_h that the relations make equal. */
  key(g: number, h: number): string {
    const difference = new Map(this.reduced[g])
    for (const [group, share] of this.reduced[h]!) difference.set(group, (difference.get(group) ?? 0) - share)
    return written([...difference].filter(([, c]) => clean(c) !== 0).sort(([a], [b]) => a - b))
  }
}

interface Row {
  readonly pivot: number
  readonly coefficients: Float64Array
}

const clean = (c: number): number => (Math.abs(c) < zero ? 0 : c)

/** The row with its entry in the column of a new pivot taken away. */
function without(row: Row, { pivot, coefficients }: Row): Row {
  const factor = row.coefficients[pivot]!
  if (factor === 0) return row
  return { ...row, coefficients: row.coefficients.map((c, i) => clean(c - factor * coefficients[i]!)) }
}

function reducedBy(rows: readonly Row[], groups: number): Sparse[] {
  const reduced = Array.from({ length: groups }, (_, group): Sparse => [[group, 1]])
  for (const { pivot, coefficients } of rows)
    reduced[pivot] = [...coefficients.entries()].flatMap(([group, c]) =>
      c === 0 || group === pivot ? [] : [[group, -c]],
    )
  return reduced
}

/** Whether two groups have the same energy. */
const levelsMeet = (reduced: readonly Sparse[]): boolean => new Set(reduced.map(written)).size < reduced.length

const written = (terms: Sparse): string => terms.map(([group, c]) => `${group}:${Math.round(c * 1e6)}`).join()

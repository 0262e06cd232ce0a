/** Coefficients below this are rounding of the elimination. */
const zero = 1e-9

/** Linear relations Σ_g c_g 𝓔_g = 0 between the energies of groups of levels, in reduced row echelon form. */
export class LevelRelations {
  private rows: { readonly pivot: number; readonly coefficients: Float64Array }[] = []

  /** `groups` is the number of groups. */
  constructor(private readonly groups: number) {}

  /** Adds Σ c_g 𝓔_g = 0, unless two groups would then have the same energy. */
  addUnlessLevelsMeet(terms: readonly (readonly [group: number, coefficient: number])[]): void {
    const vector = new Float64Array(this.groups)
    for (const [group, coefficient] of terms) vector[group]! += coefficient
    this.reduce(vector)
    const pivot = vector.findIndex((c) => c !== 0)
    if (pivot < 0) return
    const before = this.rows
    const coefficients = vector.map((c) => c / vector[pivot]!)
    this.rows = [
      ...before.map((row) => ({ ...row, coefficients: without(row.coefficients, coefficients, pivot) })),
      { pivot, coefficients },
    ]
    if (this.levelsMeet()) this.rows = before
  }

  /** The same for all differences 𝓔_g − 𝓔_h that the relations make equal. */
  key(g: number, h: number): string {
    if (g === h) return '0'
    if (this.rows.length === 0) return `${g}-${h}`
    const difference = this.difference(g, h)
    return Array.from(difference, (c) => (c === 0 ? '' : String(Math.round(c * 1e6)))).join()
  }

  private levelsMeet(): boolean {
    for (let g = 1; g < this.groups; g++) {
      for (let h = 0; h < g; h++) if (this.difference(g, h).every((c) => c === 0)) return true
    }
    return false
  }

  private difference(g: number, h: number): Float64Array {
    const vector = new Float64Array(this.groups)
    vector[g] = 1
    vector[h] = -1
    this.reduce(vector)
    return vector
  }

  private reduce(vector: Float64Array): void {
    for (const { pivot, coefficients } of this.rows) {
      const factor = vector[pivot]!
      if (factor !== 0) for (let i = 0; i < vector.length; i++) vector[i]! -= factor * coefficients[i]!
    }
    for (let i = 0; i < vector.length; i++) if (Math.abs(vector[i]!) < zero) vector[i] = 0
  }
}

/** The row with its entry in the column of a new pivot taken away. */
function without(row: Float64Array, added: Float64Array, pivot: number): Float64Array {
  const factor = row[pivot]!
  return factor === 0 ? row : row.map((c, i) => c - factor * added[i]!)
}

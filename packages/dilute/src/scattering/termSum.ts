/** A sum, its terms by absolute value, and the energy scale on which what it is made of changes. */
export interface TermSum {
  readonly value: number
  readonly size: number
  readonly energy: number
}

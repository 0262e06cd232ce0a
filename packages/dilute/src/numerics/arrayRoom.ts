/**
 * Arrays that are taken one after another, and again in the same order by whoever comes next: to get memory, and
 * to give it back, takes longer than to fill it.
 */
export class ArrayRoom {
  private readonly arrays: Float64Array[] = []
  private taken = 0

  /** All arrays may be taken again: nobody reads them any more. */
  clear(): void {
    this.taken = 0
  }

  zeros(length: number): Float64Array {
    const known = this.arrays[this.taken]
    const array = known?.length === length ? known.fill(0) : new Float64Array(length)
    this.arrays[this.taken++] = array
    return array
  }
}

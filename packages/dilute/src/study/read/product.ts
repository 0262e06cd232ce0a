/** Places in a product of axes, the first axis slowest. */

/** All combinations of places on the axes chosen, with zero on the others. */
export function* productOf(
  lengths: readonly number[],
  chosen: (axis: number) => boolean,
): Generator<readonly number[], void, void> {
  const counts = lengths.map((length, a) => (chosen(a) ? length : 1))
  const total = counts.reduce((product, count) => product * count, 1)
  for (let i = 0; i < total; i++) yield placesIn(counts, i)
}

/** The places of combination number `index`. */
export function placesIn(counts: readonly number[], index: number): readonly number[] {
  const places = new Array<number>(counts.length)
  let left = index
  for (let a = counts.length - 1; a >= 0; a--) {
    places[a] = left % counts[a]!
    left = Math.floor(left / counts[a]!)
  }
  return places
}

/** The number of a combination. */
export const indexIn = (counts: readonly number[], places: readonly number[]): number =>
  counts.reduce((index, count, a) => index * count + places[a]!, 0)

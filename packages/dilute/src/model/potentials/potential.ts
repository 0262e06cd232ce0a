/** Where a potential is not zero, [from, to]. */
export type Interval = readonly [from: number, to: number]

/** V δ(q − position) beside the smooth part. */
export interface Delta {
  /** Energy × length. */
  readonly strength: number
  readonly position: number
}

/** A short-range potential V(q) on a line, or V(r) about a centre: an energy. Immutable. */
export interface Potential {
  /** V, zero outside `support`; not asked for at a break. */
  value(q: number): number
  /** Disjoint intervals, ascending; V is negligible outside. None for a potential of deltas alone. */
  readonly support: readonly Interval[]
  /** Points where V or one of its derivatives jumps, ascending, ends of the support included where V jumps there. */
  readonly breaks: readonly number[]
  readonly deltas: readonly Delta[]
}

/** Σ of potentials. */
export function sumOfPotentials(terms: readonly Potential[]): Potential {
  return Object.freeze({
    value: (q: number) => terms.reduce((sum, term) => sum + term.value(q), 0),
    support: merged(terms.flatMap(({ support }) => support)),
    breaks: ascending(terms.flatMap(({ breaks }) => breaks)),
    deltas: terms.flatMap(({ deltas }) => deltas),
  })
}

/** Overlapping and touching intervals joined, ascending. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const out: Interval[] = []
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && from <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], to)]
    else out.push([from, to])
  }
  return out
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)

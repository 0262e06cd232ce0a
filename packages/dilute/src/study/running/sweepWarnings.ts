import type { Warning } from '../../solution/index.js'

/** A point of a sweep with its warnings. */
export interface WarnedPoint {
  /** The swept values, as a sentence names them; empty for the only point. */
  readonly setting: string
  readonly warnings: readonly Warning[]
  /** Whether others like it were not looked at. */
  readonly amongSome?: boolean
}

/** One kind of warning over some points: how many give it, and the worst of them. */
export interface WarningTally {
  readonly count: number
  readonly worst: Warning
  readonly setting: string
  /** Where not all points were looked at: there may be more of them, and worse. */
  readonly amongSome?: boolean
}

/** Each kind of warning once: how many points give it, and what it says at the worst of them. */
export const sweepWarnings = (points: readonly WarnedPoint[]): string[] => toldWarnings(tallied(points), points.length)

/** The warnings of some points by kind. */
export const tallied = (points: readonly WarnedPoint[]): WarningTally[] =>
  joinedTallies(
    points.flatMap(({ setting, warnings, amongSome = false }) =>
      warnings.map((worst) => ({ count: 1, worst, setting, amongSome })),
    ),
  )

/** Tallies of the parts of a sweep, in its order, as one; of equal severities the first is the worst. */
export function joinedTallies(tallies: Iterable<WarningTally>): WarningTally[] {
  const kinds = new Map<string, WarningTally>()
  for (const tally of tallies) {
    const known = kinds.get(tally.worst.kind)
    const worst = known === undefined || tally.worst.severity > known.worst.severity ? tally : known
    const amongSome = tally.amongSome === true || known?.amongSome === true
    kinds.set(tally.worst.kind, { ...worst, count: (known?.count ?? 0) + tally.count, amongSome })
  }
  return [...kinds.values()]
}

/** A sentence for each kind, of a sweep of so many points. */
export const toldWarnings = (tallies: readonly WarningTally[], points: number): string[] =>
  tallies.map((tally) =>
    tally.amongSome === true
      ? `at some of ${points} points, not all of which were looked at; ${among(tally)}: ${tally.worst.text}`
      : `at ${tally.count} of ${points} points${amongAll(tally)}: ${tally.worst.text}`,
  )

function amongAll(tally: WarningTally): string {
  if (tally.setting === '') return ''
  return tally.count === 1 ? ` (${tally.setting})` : `, ${among(tally)}`
}

/** Warnings without a severity are all alike. */
const among = ({ worst: { severity }, setting }: WarningTally): string =>
  severity === 0 ? `first at ${setting}` : `worst at ${setting}`

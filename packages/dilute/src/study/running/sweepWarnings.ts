import type { Warning } from '../../solution/index.js'

/** A point of a sweep with its warnings. */
export interface WarnedPoint {
  /** The swept values, as a sentence names them; empty for the only point. */
  readonly setting: string
  readonly warnings: readonly Warning[]
}

/** One kind of warning over some points: how many give it, and the worst of them. */
export interface WarningTally {
  readonly count: number
  readonly worst: Warning
  readonly setting: string
}

/** Each kind of warning once: how many points give it, and what it says at the worst of them. */
export const sweepWarnings = (points: readonly WarnedPoint[]): string[] => toldWarnings(tallied(points), points.length)

/** The warnings of some points by kind. */
export const tallied = (points: readonly WarnedPoint[]): WarningTally[] =>
  joinedTallies(points.flatMap(({ setting, warnings }) => warnings.map((worst) => ({ count: 1, worst, setting }))))

/** Tallies of the parts of a sweep, in its order, as one; of equal severities the first is the worst. */
export function joinedTallies(tallies: Iterable<WarningTally>): WarningTally[] {
  const kinds = new Map<string, WarningTally>()
  for (const tally of tallies) {
    const known = kinds.get(tally.worst.kind)
    const worst = known === undefined || tally.worst.severity > known.worst.severity ? tally : known
    kinds.set(tally.worst.kind, { ...worst, count: (known?.count ?? 0) + tally.count })
  }
  return [...kinds.values()]
}

/** A sentence for each kind, of a sweep of so many points. */
export const toldWarnings = (tallies: readonly WarningTally[], points: number): string[] =>
  tallies.map(
    ({ count, worst, setting }) =>
      `at ${count} of ${points} points${count === 1 || setting === '' ? atOne(setting) : among(worst, setting)}: ${worst.text}`,
  )

/** Warnings without a severity are all alike. */
const among = ({ severity }: Warning, setting: string): string =>
  severity === 0 ? `, first at ${setting}` : `, worst at ${setting}`

const atOne = (setting: string): string => (setting === '' ? '' : ` (${setting})`)

import { OutOfDomain } from '../numerics/index.js'
import { barOf, type LogRatio } from './logRatios.js'

/** What the ratios say together. */
export interface BalanceVerdict {
  /**
   * Whether all I are 1, judged between groups of equal levels. false: some pair is broken, its I farther from 1 than
   * the tolerance and its error bar. null: no pair is, but some are undecided, with error bars beyond the tolerance.
   * Pairs where neither rate is told from zero are no transitions and do not count.
   */
  readonly holds: boolean | null
  /** The pairs k > l whose error bars decide nothing, by their places in `groups`: levels where all are single. */
  readonly undecided: readonly { readonly k: number; readonly l: number }[]
  /**
   * The pair with the largest |ln I|, k > l, the first of equals, by the lowest levels of their groups; pairs that
   * nobody can judge, one of both rates being unresolved, are left out. null where there is none.
   */
  readonly worst: WorstPair | null
}

/** The pair of levels at which detailed balance is broken most, among those whose error bars allow to say so. */
export interface WorstPair {
  readonly k: number
  readonly l: number
  readonly logRatio: number
  readonly logRatioError: number
}

/** @throws RangeError for a tolerance by which no verdict can be formed: negative, or no finite number. */
export function requireTolerance(tolerance: number): void {
  if (typeof tolerance === 'number' && tolerance >= 0 && tolerance < Infinity) return
  throw new OutOfDomain(
    'tolerance',
    `a tolerance must be finite and not negative, but is ${String(tolerance)}`,
    tolerance,
  )
}

/** The verdict over all pairs of groups, each looked at once. */
export function balanceVerdict(
  pair: (k: number, l: number) => LogRatio,
  groups: readonly (readonly number[])[],
  tolerance: number,
): BalanceVerdict {
  const bound = Math.log1p(tolerance)
  const undecided: { k: number; l: number }[] = []
  let [worst, broken]: [WorstPair | null, boolean] = [null, false]
  for (let k = 0; k < groups.length; k++) {
    for (let l = 0; l < k; l++) {
      const log = pair(k, l)
      if (Number.isNaN(log.value)) continue
      const bar = barOf(log)
      const one = isBroken(log, bound)
      if (one) broken = true
      else if (bar > bound) undecided.push({ k, l })
      if (!one && bar === Infinity) continue
      if (worst === null || Math.abs(log.value) > Math.abs(worst.logRatio)) {
        worst = { k: groups[k]![0]!, l: groups[l]![0]!, logRatio: log.value, logRatioError: bar }
      }
    }
  }
  return { holds: broken ? false : undecided.length > 0 ? null : true, undecided, worst }
}

/** |I − 1| beyond the tolerance and the error bar, in logarithms: the same from both sides, and for the largest I. */
function isBroken({ value, lower, upper }: LogRatio, bound: number): boolean {
  return Math.abs(value) > bound && (lower > 0 || upper < 0)
}

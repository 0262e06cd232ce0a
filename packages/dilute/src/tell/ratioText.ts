import { measure, type Measured } from './measured.js'
import type { Quantity } from './numbers.js'
import { ratiosBetween, logRatiosBetween, type States } from './states.js'
import type { DetailedBalanceResults } from '../study/index.js'
import type { Pair } from './levelPairs.js'

/** I(k,l) of a pair with its logarithm and their error bars. */
export interface RatioEntry {
  readonly ratio: Quantity
  readonly ratioError: Quantity
  readonly logRatio: Quantity
  readonly logRatioError: Quantity
}

/** Where null ratios have their reasons. */
export function ratioPaths({ grouped }: Pick<States, 'grouped'>): readonly string[] {
  return (grouped ? ['groupRatio', 'groupLogRatio'] : ['ratio', 'logRatio']).map((name) => `detailedBalance.${name}`)
}

export function ratioEntry(states: States, balance: DetailedBalanceResults, { k, l }: Pair): RatioEntry {
  const ratio = ratiosBetween(states, balance),
    log = logRatiosBetween(states, balance)
  return {
    ratio: ratio.values[k]?.[l],
    ratioError: ratio.errors[k]?.[l],
    logRatio: log.values[k]?.[l],
    logRatioError: log.errors[k]?.[l],
  }
}

/** Whether I is out of the range of a number, although its logarithm is known. */
export function outOfRange({ ratio, logRatio }: RatioEntry): boolean {
  return !ratio && typeof logRatio === 'number'
}

/** I with its error bar, as `ln I = 1234.5` where I itself is out of range. */
export function measureRatio(entry: RatioEntry, digits = 6): Measured {
  if (!outOfRange(entry)) return measure(entry.ratio, entry.ratioError, digits)
  const logarithm = measure(entry.logRatio, entry.logRatioError, digits)
  return { ...logarithm, value: `ln I = ${logarithm.value}` }
}

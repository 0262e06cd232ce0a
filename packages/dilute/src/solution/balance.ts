import { lazily, once } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { ratesBetween, type RateTable } from '../rates/index.js'
import {
  detailedBalance,
  detailedBalanceTolerance,
  kolmogorovBalance,
  thermalizationConditions,
  type CycleAffinity,
  type DetailedBalance,
  type ThermalizationCondition,
} from '../thermodynamics/index.js'
import { unseenPairs } from './unseenPairs.js'

/**
 * The detailed balance of some rates: what the numbers say, and what is concluded. The one place where verdicts are
 * formed.
 */
export interface BalanceSolution {
  /** Ratios and what goes with them; null without a β. */
  readonly ratios: DetailedBalance | null
  readonly cycles: readonly CycleAffinity[]
  /** (30a) and (30b) for three energies, else one for each; none without a β. */
  readonly thermalization: readonly ThermalizationCondition[]
  /** true, false, or null where the error bars decide nothing. */
  readonly holds: boolean | null
  /** The pairs that decide nothing. */
  readonly undecided: DetailedBalance['undecided']
  readonly tolerance: number
  /** Whether the model has a symmetry that enforces detailed balance. */
  readonly bySymmetry: boolean
  /** The verdict and its reason in one sentence. */
  readonly explanation: string
}

export interface BalanceGrounds {
  readonly rates: RateTable
  readonly system: System
  readonly beta: number | null
  /** Whether the model has a symmetry that enforces detailed balance: it decides where error bars do not. */
  readonly symmetry: () => boolean
  readonly explained: (found: Omit<BalanceSolution, 'explanation'>) => string
}

export function balanceOf({ rates, system, beta, symmetry, explained }: BalanceGrounds): BalanceSolution {
  const { levels, groups } = system
  const numbers = once(() => {
    const ratios = beta === null ? null : detailedBalance(rates, levels, beta)
    return { ratios, ...(ratios ?? { ...kolmogorovBalance(rates, detailedBalanceTolerance, groups), undecided: [] }) }
  })
  const found = once(() => {
    const { holds, undecided } = numbers()
    const unseen = holds === true && beta !== null ? unseenPairs(ratesBetween(rates, groups)) : []
    const open = unseen.length > 0 || holds === null
    if (open && symmetry()) return { holds: true, undecided: [] }
    return unseen.length > 0 ? { holds: null, undecided: unseen } : { holds, undecided }
  })
  const balance: BalanceSolution = lazily({
    ratios: () => numbers().ratios,
    cycles: () => numbers().cycles,
    thermalization: () => (beta === null ? [] : thermalizationConditions(rates, levels, beta)),
    holds: () => found().holds,
    undecided: () => found().undecided,
    tolerance: () => detailedBalanceTolerance,
    bySymmetry: symmetry,
    explanation: () => explained(balance),
  })
  return balance
}

/** Which rules give the integrals of dots at one point, and where one after the other is tried. */
import { nestedClenshawCurtis, once, oncePer, type NestedRule } from '../numerics/index.js'
import type { ThermalMotion } from './thermalMotion.js'

/** The rule between neighbouring thresholds and that above them all; that of half the order is nested in each. */
export interface Rules {
  readonly gap: () => NestedRule
  readonly top: () => NestedRule
  /** Whether maps end where what is left out is nothing to the tolerance, and not only where a Maxwellian does. */
  readonly isShort?: boolean
}

const ofOrder = (order: number): (() => NestedRule) => once(() => nestedClenshawCurtis(order))
const [small, fewer, more, usual, large] = [32, 40, 48, 64, 256].map(ofOrder) as [
  () => NestedRule,
  () => NestedRule,
  () => NestedRule,
  () => NestedRule,
  () => NestedRule,
]
/** Nearer to the real axis than this many spacings of the nodes, a pole may be missed by both rules alike. */
export const unseen = 2
/** Poles farther off than this many spacings show in the difference of both rules and can be left to a finer one. */
const seen = 12

/** Rules for many strengths of one dot. */
export interface Tier {
  readonly rules: Rules
  /** Levels that are coupled more softly have layers which the nodes do not see. */
  readonly softest: number
}

/** Rules for one strength, and how near to the axis poles are looked for. */
export interface Attempt extends Tier {
  readonly width: number
  /** Whether a rule with more nodes takes less than those poles would. */
  readonly leavesPoles?: boolean
}

/** By which rules with few nodes, with the usual number and with many still converge. */
const softest = { quick: 0.06, usual: 0.01, large: 1e-3 }

const usualTier: Tier = { rules: { gap: usual, top: usual }, softest: softest.usual }
const largeTier: Tier = { rules: { gap: large, top: large }, softest: softest.large }
const attempts: readonly Attempt[] = [
  { ...usualTier, width: unseen },
  { ...usualTier, width: seen },
  { ...largeTier, width: seen },
]
/** Gaps of many levels are narrow, thresholds beside them far off. */
const many = 5
const quick: Rules = { gap: fewer, top: more, isShort: true }
const quickOfMany: Rules = { gap: small, top: more, isShort: true }
const quickTiers = [quick, quickOfMany].map((rules): Tier => ({ rules, softest: softest.quick })) as [Tier, Tier]
const quickTier = (n: number): Tier => quickTiers[n < many ? 0 : 1]
const quicklyFirst = oncePer((tier: Tier): readonly Attempt[] => [
  { ...tier, width: unseen, leavesPoles: true },
  ...attempts,
])

/** Logarithms at the thresholds of the plane take more nodes. */
export const isPlane = ({ dimension }: ThermalMotion): boolean => dimension === 2

/**
 * The difference of both rules of the plane passes through zero on the way from one strength to another; that from the
 * coarse one with a share of what it differs by from the next coarser one added does so elsewhere.
 */
const leaning = oncePer((rules: Rules): Rules => ({
  ...rules,
  gap: once(() => leaningRule(rules.gap())),
  top: once(() => leaningRule(rules.top())),
}))
const lean = 0.1

/** For many strengths of one dot of n levels, before each is tried alone. */
export const tiersOf = (gas: ThermalMotion, n: number): readonly Tier[] =>
  isPlane(gas) ? [usualTier, largeTier] : [quickTier(n), usualTier, largeTier]

/** For one strength alone, or after all of the tiers. */
export const attemptsOf = (gas: ThermalMotion, n: number, isLast: boolean): readonly Attempt[] =>
  isLast || isPlane(gas) ? attempts : quicklyFirst(quickTier(n))

/** The rules that tell each other's errors, of the same nodes. */
export const checksOf = (gas: ThermalMotion, rules: Rules): readonly Rules[] =>
  isPlane(gas) ? [rules, leaning(rules)] : [rules]

function leaningRule(rule: NestedRule): NestedRule {
  const coarser = nestedClenshawCurtis(rule.coarse - 1).coarseWeights
  const coarseWeights = rule.coarseWeights.map((weight, node) => {
    const other = node % 2 === 0 ? coarser[node / 2]! : 0
    return weight - lean * (weight - other)
  })
  return { ...rule, coarseWeights }
}

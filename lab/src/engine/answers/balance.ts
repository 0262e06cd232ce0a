/** ln I and the sides of (30) over temperatures, as in Fig. 1. */
import type { RunOptions } from 'dilute/study'
import { axisValues, smallestDistance } from '../axes.js'
import type { Axis, BalanceAnswer, Questions } from '../protocol.js'
import { sweptPoints } from './points.js'
import { aloneWith, inBetas, levelsOf, single, swept } from './studies.js'

/** βΔE of Fig. 1: from a tenth to twenty smallest distances of levels. */
function betaRange(levels: readonly number[]): Pick<Axis, 'from' | 'to'> {
  const unit = 1 / smallestDistance(levels)
  return { from: 0.1 * unit, to: 20 * unit }
}

export async function balance(
  { tree: all, gas, points }: Questions['balance']['ask'],
  options: RunOptions,
): Promise<BalanceAnswer> {
  const tree = aloneWith(all, gas)
  const { config } = single(tree)
  if (config.gas === undefined || !('beta' in config.gas))
    throw new Error('A gas of beams, or of any other momentum density, has no temperature to vary.')
  const levels = levelsOf(config)
  const axis: Axis = { path: 'gas.beta', ...betaRange(levels), scale: 'log' }
  const solved = await sweptPoints(swept(inBetas(tree, config), [axis], points), options)
  const n = solved[0]!.groups.length
  const pairs = Array.from({ length: n }, (_, k) => Array.from({ length: k }, (_, l): [number, number] => [l, k]))
    .flat()
    .slice(0, 12)
  return {
    betas: axisValues(axis, points),
    unit: smallestDistance(levels),
    pairs: pairs.map(([k, l]) =>
      oriented(
        [k, l],
        solved.map(({ detailedBalance: { logRatio, groupLogRatio = logRatio } }) => groupLogRatio[k]![l]!),
      ),
    ),
    conditions: (solved[0]?.detailedBalance.thermalization ?? []).slice(0, 2).map(({ equation }, c) => ({
      equation,
      left: solved.map(({ detailedBalance: { thermalization } }) => thermalization[c]!.left),
      right: solved.map(({ detailedBalance: { thermalization } }) => thermalization[c]!.right),
    })),
  }
}

/**
 * Of a pair and its reverse the one whose I is shown: as in Fig. 1, (1,0), (2,0) and (0,2)… are each other's inverse,
 * so that larger than one is enough.
 */
function oriented(
  [k, l]: readonly [number, number],
  logRatio: readonly (number | null)[],
): BalanceAnswer['pairs'][number] {
  const sum = logRatio.reduce<number>((total, value) => total + (value ?? 0), 0)
  return sum >= 0
    ? { pair: [k, l], logRatio }
    : { pair: [l, k], logRatio: logRatio.map((value) => (value === null ? null : -value)) }
}

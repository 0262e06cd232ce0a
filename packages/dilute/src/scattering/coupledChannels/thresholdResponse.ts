import type { ThresholdExpansion } from '../threshold.js'
import { SingularEquations } from '../singularEquations.js'
import { boundAtThreshold, measuredExpansion, noExpansion, severalOpen, type ThresholdResponse } from '../threshold.js'
import { envelopes } from './envelopes.js'
import type { Layout } from './layout.js'
import { Matching } from './matching.js'
import { byParity, matrixByParity } from './parity.js'
import type { PoleTask } from './poleTask.js'
import { fillWaves, wavesFor } from './waves.js'

/** Of what there is of each parity, how much may be of both. */
const mixing = 1e-9

/**
 * Of potentials at the lowest threshold: with κ = 0 in the channel that opens the matching gives ψ = Rψ′ at its ends, R
 * = iG/2η, closed channels included, and dR/dE in closed form. On a line the wave even about q = 0 is taken, and its
 * range where the potentials are even.
 */
export function thresholdExpansion(task: PoleTask): ThresholdExpansion {
  const {
    system,
    layout,
    sides,
    problem: { mass },
  } = task
  if (system.groups[0]!.length > 1) return noExpansion(severalOpen)
  if (layout.parts.length === 0) return noExpansion('nothing scatters')
  const [coarse, fine] = [false, true].map((finer) => responses(task, finer))
  if (!coarse || !fine) return noExpansion(boundAtThreshold)
  const radians = radiansInside(task)
  if (sides === 1) return measuredExpansion(mass, coarse[0]!, fine[0]!, 1, radians)
  const both = measuredExpansion(mass, coarse[0]!, fine[0]!, -1, radians)
  return isEven(layout, fine)
    ? both
    : { ...both, effectiveRange: { reason: 'the potentials are not even about q = 0: waves of both parities mix' } }
}

/** ∫k dq at the threshold, in the lowest potential of any site. */
const radiansInside = ({ problem, layout, profile }: PoleTask): number =>
  envelopes(problem, layout, profile()).reduce(
    (sum, { low, length }) => sum + Math.sqrt(2 * problem.mass * Math.max(0, -low)) * length,
    0,
  )

/**
 * R and R′ at the end, or of both ends by parity, [even, odd, odd from even, even from odd]: where an odd state is
 * nearly bound, what is even is a small difference of what is left and right. Undefined where a state is bound at the
 * threshold itself.
 */
function responses(
  { system, layout, sides, problem: { mass }, resolutionsOf, exteriorOf }: PoleTask,
  finer: boolean,
): ThresholdResponse[] | undefined {
  const n = system.sites
  const [waves, matching, discretization, exterior] = [
    wavesFor(n),
    new Matching(n, sides),
    resolutionsOf(layout).at(0),
    exteriorOf(layout),
  ]
  fillWaves(system, mass, 0, 0, discretization.leastMomentum, waves)
  exterior.fill(waves)
  const solved = discretization[finer ? 'finer' : 'chain'].solveDelays(waves)
  const [sigma, delays] =
    sides === 1 ? [solved.sigma, solved.delays] : [byParity(solved.sigma), matrixByParity(solved.delays)]
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  exterior.fillSlopes(waves, re, im)
  for (const plane of [waves.kappaRe, waves.kappaIm, re, im]) plane[0] = 0
  if (!isSolved(() => matching.solve(sigma, waves))) return undefined
  const slope = matching.slope(delays, waves, re, im)
  const entry = (i: number, j: number): ThresholdResponse => ({
    response: -matching.g.im[i * sides * n + j]! / (2 * waves.eta),
    slope: -slope.im[i * sides * n + j]! / (2 * waves.eta),
    radius: sides === 1 ? layout.to : (layout.to - layout.from) / 2,
  })
  return sides === 1 ? [entry(0, 0)] : [entry(0, 0), entry(n, n), entry(n, 0), entry(0, n)]
}

function isSolved(solve: () => void): boolean {
  try {
    solve()
    return true
  } catch (error) {
    if (error instanceof SingularEquations) return false
    throw error
  }
}

/** Whether waves of both parities are apart. */
function isEven({ from, to }: Layout, [even, odd, up, down]: readonly ThresholdResponse[]): boolean {
  const apart = (part: 'response' | 'slope'): boolean =>
    Math.abs(up![part] + down![part]) <= mixing * (Math.abs(even![part]) + Math.abs(odd![part]))
  return Math.abs(from + to) <= mixing * (Math.abs(from) + Math.abs(to)) && apart('response') && apart('slope')
}

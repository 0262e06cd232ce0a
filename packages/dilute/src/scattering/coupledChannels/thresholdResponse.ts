import type { ThresholdExpansion } from '../threshold.js'
import { SingularEquations } from '../singularEquations.js'
import { boundAtThreshold, measuredExpansion, noExpansion, severalOpen, type ThresholdResponse } from '../threshold.js'
import { Matching } from './matching.js'
import type { PoleTask } from './poleTask.js'
import { fillWaves, wavesFor } from './waves.js'

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
  if (sides === 1) return measuredExpansion(mass, coarse[0]!, fine[0]!, 1)
  const [a, b] = [coarse, fine].map(evenResponse)
  const both = measuredExpansion(mass, a!, b!, -1)
  return isEven(fine)
    ? both
    : { ...both, effectiveRange: { reason: 'the potentials are not even about q = 0: waves of both parities mix' } }
}

/** R and R′ from end to end, [left, right, between]; undefined where a state is bound at the threshold itself. */
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
  const { sigma, delays } = discretization[finer ? 'finer' : 'chain'].solveDelays(waves)
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  exterior.fillSlopes(waves, re, im)
  for (const plane of [waves.kappaRe, waves.kappaIm, re, im]) plane[0] = 0
  if (!isSolved(() => matching.solve(sigma, waves))) return undefined
  const slope = matching.slope(delays, waves, re, im)
  const entry = (i: number, j: number, radius: number): ThresholdResponse => ({
    response: -matching.g.im[i * sides * n + j * n]! / (2 * waves.eta),
    slope: -slope.im[i * sides * n + j * n]! / (2 * waves.eta),
    radius,
  })
  return sides === 1 ? [entry(0, 0, layout.to)] : [entry(0, 0, -layout.from), entry(n, 1, layout.to), entry(0, 1, 0)]
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

/** In the even wave, ½Σ of the entries; the radius is the mean of both. */
function evenResponse([left, right, between]: readonly ThresholdResponse[]): ThresholdResponse {
  const mean = (part: (r: ThresholdResponse) => number): number => (part(left!) + part(right!)) / 2 + part(between!)
  return {
    response: mean(({ response }) => response),
    slope: mean(({ slope }) => slope),
    radius: (left!.radius + right!.radius) / 2,
  }
}

function isEven([left, right]: readonly ThresholdResponse[]): boolean {
  const alike = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * (Math.abs(a) + Math.abs(b))
  return (
    alike(left!.radius, right!.radius) && alike(left!.response, right!.response) && alike(left!.slope, right!.slope)
  )
}

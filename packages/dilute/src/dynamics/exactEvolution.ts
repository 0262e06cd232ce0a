import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generator/index.js'
import {
  coherenceExponential,
  mixedExponential,
  populationExponential,
  type BlockExponential,
  type Step,
} from './blockExponential.js'
import { forwardBlocks, isPopulationBlock, type BlockVector } from './blockVectors.js'
import { hermitianPart } from './energyBasis.js'
import { timePlan, type Leap } from './timePlan.js'

/**
 * Elements of ρ that evolve by themselves: ρ_kk′ at k·N + k′ in `places`, its complex conjugate at k′·N + k in
 * `mirrors`.
 */
interface Part {
  readonly places: Int32Array
  readonly mirrors: Int32Array
  readonly exponential: BlockExponential
}

/**
 * ρ at ascending times from ρ at time 0, both in the energy basis, N × N and Hermitian to the last bit: the
 * exponentials of the blocks, one per different duration of the `timePlan`. Each step adds rounding only.
 */
export function exactEvolution(
  generator: SecularGenerator,
  atZero: ComplexMatrix,
  times: readonly number[],
): ComplexMatrix[] {
  const plan = timePlan(times)
  const states = times.map(() => complexZeros(atZero.rows, atZero.rows))
  const forward = forwardBlocks(generator)
  for (const part of partsOf(forward, atZero.rows)) follow(part, atZero, plan, states)
  return forward.every((block) => block.frequency > 0 || isPopulationBlock(block, atZero.rows))
    ? states
    : states.map(hermitianPart)
}

function partsOf(forward: readonly GeneratorBlock[], n: number): Part[] {
  const part = (blocks: readonly GeneratorBlock[], exponential: BlockExponential): Part => ({
    places: Int32Array.from(blocks.flatMap(({ pairs }) => pairs.map(([k, l]) => k * n + l))),
    mirrors: Int32Array.from(
      blocks.flatMap(({ pairs, frequency }) => (frequency > 0 ? pairs.map(([k, l]) => l * n + k) : [])),
    ),
    exponential,
  })
  const single = forward.filter(({ frequency, pairs }) => frequency > 0 && pairs.length === 1)
  const others = forward.filter(({ frequency, pairs }) => frequency === 0 || pairs.length > 1)
  return [
    ...others.map((block) =>
      part([block], isPopulationBlock(block, n) ? populationExponential(block) : mixedExponential(block)),
    ),
    part(single, coherenceExponential(single)),
  ]
}

function follow(
  { places, mirrors, exponential }: Part,
  atZero: ComplexMatrix,
  plan: readonly Leap[],
  states: readonly ComplexMatrix[],
): void {
  const start = {
    re: Float64Array.from(places, (place) => atZero.re[place]!),
    im: Float64Array.from(places, (place) => atZero.im[place]!),
  }
  const elements = { re: start.re.slice(), im: start.im.slice() }
  const steps = new Map<number, Step>()
  plan.forEach(({ fromStart, durations }, t) => {
    if (fromStart) {
      elements.re.set(start.re)
      elements.im.set(start.im)
    }
    for (const duration of durations) {
      const step = steps.get(duration) ?? exponential(duration)
      steps.set(duration, step)
      step(elements)
    }
    put(elements, places, mirrors, states[t]!)
  })
}

function put(
  { re, im }: BlockVector,
  places: Int32Array,
  mirrors: Int32Array,
  { re: outRe, im: outIm }: ComplexMatrix,
): void {
  for (let i = 0; i < places.length; i++) {
    outRe[places[i]!] = re[i]!
    outIm[places[i]!] = im[i]!
  }
  for (let i = 0; i < mirrors.length; i++) {
    outRe[mirrors[i]!] = re[i]!
    outIm[mirrors[i]!] = -im[i]!
  }
}

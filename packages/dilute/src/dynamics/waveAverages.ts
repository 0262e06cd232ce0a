import { complexZeros, largestOf, smallestOf, type ComplexMatrix } from '../numerics/index.js'
import type { CollapseOperators } from '../generator/index.js'
import { chunksOf, type Chunk } from './chunks.js'
import { RunningMoments, type Estimate } from './runningMoments.js'
import type { WaveFunction } from './survival.js'
import { waveSimulator, type WaveOptions } from './waveTrajectories.js'

/** Which trajectories of wave functions are averaged. */
export interface WaveAverageOptions extends Omit<WaveOptions, 'index'> {
  /** Trajectories 0 … count − 1 of the seed. */
  readonly count: number
  /** The gas that each collapse operator belongs to, counted from 0; one gas unless given. */
  readonly gases?: readonly number[]
  /** Levels whose populations are added up; every level by itself unless given. */
  readonly groups?: readonly (readonly number[])[]
}

/** Averages over wave functions, in the energy basis. */
export interface WaveAverages {
  /** ρ(t) in the Schrödinger picture, one N × N matrix per time. */
  readonly density: readonly ComplexMatrix[]
  /**
   * Standard errors of the elements in the frame that turns with H_S: of |ψ_k⟩⟨ψ_k′|'s real parts in `re`, of imaginary
   * parts in `im`; NaN for one run.
   */
  readonly errors: readonly ComplexMatrix[]
  /** What each group holds, [time][group]. */
  readonly groupPopulations: readonly (readonly Estimate[])[]
  /** Energy that the system takes from the gas per unit time. */
  readonly heat: Estimate
  /** The same from each gas. */
  readonly heatByGas: readonly Estimate[]
  /** Jumps of one trajectory. */
  readonly jumps: Estimate
}

/** The sums over a chunk of wave functions: plain numbers, to be merged in the order of the chunks. */
export interface WaveSums {
  /** Moments of Re and Im ψ_kψ_l*, k ≥ l, [time][k, l][re, im]. */
  readonly elements: Float64Array
  /** Moments of what each group holds, [time][group]. */
  readonly populations: Float64Array
  /** Moments of the heat per unit time, of the number of jumps, and of the heat from each gas. */
  readonly jumps: Float64Array
}

/**
 * Runs wave functions 0 … count − 1 of a seed and averages |ψ⟩⟨ψ|. `levels` are the energies 𝓔_k that turn the result
 * back from the frame of H_S.
 * @throws RangeError as `waveSimulator`; for a count that is no positive integer.
 */
export function waveAverages(
  collapse: CollapseOperators,
  levels: Float64Array,
  options: WaveAverageOptions,
): WaveAverages {
  const sums = waveSums(collapse, levels.length, options)
  return mergedWaves(levels, options, chunksOf(options.count).map(sums))
}

/** Runs chunks of the ensemble; each is the same whoever runs it. @throws RangeError as `waveAverages`. */
export function waveSums(
  collapse: CollapseOperators,
  n: number,
  options: WaveAverageOptions,
): (chunk: Chunk) => WaveSums {
  const { duration, times, gases = [] } = options
  const energies = new Float64Array(gasCount(options))
  const { follow } = waveSimulator(collapse, duration)
  const products = new Float64Array(2 * pairsOf(n))
  const groups = groupsOf(n, options)
  const held = new Float64Array(groups.length)
  return ({ first, end }) => {
    const elements = elementMoments(n, times.length)
    const populations = new RunningMoments(groups.length * times.length, 2)
    const counts = new RunningMoments(2 + energies.length, 2)
    for (let index = first; index < end; index++) {
      let jumps = 0
      energies.fill(0)
      follow(
        { ...options, index },
        {
          jump: (_, operator) => {
            energies[gases[operator] ?? 0]! += collapse.operators[operator]!.frequency
            jumps++
          },
          state: (t, psi) => {
            fillElements(psi, products)
            elements.addTogether(products, t * products.length)
            fillPopulations(psi, groups, held)
            populations.addTogether(held, t * held.length)
          },
        },
      )
      counts.add(energies.reduce((sum, energy) => sum + energy, 0) / duration, 0)
      counts.add(jumps, 1)
      energies.forEach((energy, gas) => {
        counts.add(energy / duration, 2 + gas)
      })
    }
    return { elements: elements.state, populations: populations.state, jumps: counts.state }
  }
}

/** The averages of all chunks, in their order. */
export function mergedWaves(
  levels: Float64Array,
  options: WaveAverageOptions,
  chunks: readonly WaveSums[],
): WaveAverages {
  const [n, { times, duration }, gases] = [levels.length, options, gasCount(options)]
  const groups = groupsOf(n, options)
  const elements = elementMoments(n, times.length)
  const populations = new RunningMoments(groups.length * times.length, 2)
  const counts = new RunningMoments(2 + gases, 2)
  const units = elementUnits(n)
  const energy = (largestOf(levels) - smallestOf(levels)) / duration
  for (const chunk of chunks) {
    elements.merge(chunk.elements)
    populations.merge(chunk.populations)
    counts.merge(chunk.jumps)
  }
  return {
    density: times.map((time, t) =>
      turned(
        matrixOf(n, -1, (entry) => elements.average(t * pairsOf(n) * 2 + entry).value),
        levels,
        time,
      ),
    ),
    errors: times.map((time, t) =>
      matrixOf(n, 1, (entry) => elements.average(t * pairsOf(n) * 2 + entry, time > 0 ? units[entry] : 0).error ?? NaN),
    ),
    groupPopulations: times.map((time, t) =>
      groups.map((group, g) => populations.average(t * groups.length + g, Number(time > 0 && group.length < n))),
    ),
    heat: counts.average(0, energy),
    jumps: counts.average(1, 1),
    heatByGas: Array.from({ length: gases }, (_, gas) => counts.average(2 + gas, energy)),
  }
}

const gasCount = ({ gases = [] }: WaveAverageOptions): number => 1 + Math.max(0, ...gases)

const groupsOf = (n: number, { groups }: WaveAverageOptions): readonly (readonly number[])[] =>
  groups ?? Array.from({ length: n }, (_, k) => [k])

const pairsOf = (n: number): number => (n * (n + 1)) / 2

const elementMoments = (n: number, times: number): RunningMoments => new RunningMoments(2 * pairsOf(n) * times, 2)

/** By how much a jump may change each of Re and Im ψ_kψ_l*, k ≥ l. */
function elementUnits(n: number): number[] {
  const rows = Array.from({ length: n }, (_, k) => Array.from({ length: k + 1 }, (__, l) => k === l))
  return rows.flat().flatMap((diagonal) => (n === 1 ? [0, 0] : diagonal ? [1, 0] : [0.5, 0.5]))
}

/** Re and Im ψ_kψ_l*, k ≥ l, into `elements`. */
function fillElements({ re, im }: WaveFunction, elements: Float64Array): void {
  let entry = 0
  for (let k = 0; k < re.length; k++) {
    for (let l = 0; l <= k; l++, entry += 2) {
      elements[entry] = re[k]! * re[l]! + im[k]! * im[l]!
      elements[entry + 1] = im[k]! * re[l]! - re[k]! * im[l]!
    }
  }
}

/** Σ|ψ_k|² over each group. */
function fillPopulations(
  { re, im }: WaveFunction,
  groups: readonly (readonly number[])[],
  populations: Float64Array,
): void {
  groups.forEach((group, g) => {
    populations[g] = group.reduce((sum, k) => sum + re[k]! * re[k]! + im[k]! * im[k]!, 0)
  })
}

/** A matrix from its entries k ≥ l, [re, im]; the sign is that of the imaginary parts above the diagonal. */
function matrixOf(n: number, sign: 1 | -1, of: (entry: number) => number): ComplexMatrix {
  const out = complexZeros(n, n)
  for (let k = 0, entry = 0; k < n; k++) {
    for (let l = 0; l <= k; l++, entry += 2) {
      out.re[k * n + l] = out.re[l * n + k] = of(entry)
      out.im[l * n + k] = sign * of(entry + 1)
      out.im[k * n + l] = of(entry + 1)
    }
  }
  return out
}

/** ρ_kl e^{−i(𝓔_k − 𝓔_l)t}. */
function turned(rho: ComplexMatrix, levels: Float64Array, time: number): ComplexMatrix {
  const out = complexZeros(rho.rows, rho.rows)
  rho.re.forEach((x, entry) => {
    const phase = (levels[Math.floor(entry / rho.rows)]! - levels[entry % rho.rows]!) * time
    const [c, s, y] = [Math.cos(phase), Math.sin(phase), rho.im[entry]!]
    out.re[entry] = c * x + s * y
    out.im[entry] = c * y - s * x
  })
  return out
}

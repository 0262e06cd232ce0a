import {
  adjoint, complexZeros, hermitianEigensystem, multiply, randomStream, weightedChoice, type ComplexMatrix, type RandomStream,
} from '../numerics/index.js'
import type { CollapseOperators } from '../generator/index.js'
import { requireDensityMatrix } from './densityMatrix.js'
import { applied, normalized, squaredNorm, Survival, type WaveFunction } from './survival.js'

/** One quantum jump. */
export interface Jump {
  readonly time: number
  /** Which of the collapse operators. */
  readonly operator: number
  /** ω, the energy that the system takes from the gas; 0 for an elastic collision that tells levels apart. */
  readonly energyExchanged: number
}

export interface WaveOptions {
  /** ρ at time 0 in the energy basis, N × N; a mixed state starts in one of its eigenvectors, drawn with its eigenvalue. */
  readonly initial: ComplexMatrix
  /** When the wave function is asked for: ascending, from 0 to below `duration`. */
  readonly times: readonly number[]
  readonly duration: number
  /** Integer from 0 to 2³² − 1. */
  readonly seed: number
  /** Which trajectory of the seed; each is the same whoever runs it. */
  readonly index: number
}

/** One history of the wave function. */
export interface WaveTrajectory {
  readonly jumps: readonly Jump[]
  /** ψ at each of `times`, norm 1, in the energy basis and in the frame that turns with H_S: ψ_k carries no factor e^{−i𝓔_k t}. */
  readonly states: readonly WaveFunction[]
}

/** Runs trajectories of one system; what they share is computed once. */
export interface WaveSimulator {
  readonly run: (options: Pick<WaveOptions, 'initial' | 'times' | 'seed' | 'index'>) => WaveTrajectory
}

/**
 * Wave-function Monte Carlo (Dalibard, Castin & Mølmer, Phys. Rev. Lett. 68, 580 (1992)) of the whole secular generator, for any spectrum and any
 * initial state: between jumps e^{Kt}ψ with K = −iH − ½Σ L†L until ‖ψ‖² has fallen to a uniform random number, then ψ → L_jψ with probability
 * ∝ ‖L_jψ‖². Averages of |ψ⟩⟨ψ| solve the master equation. H_S commutes with K and turns every L by a phase, so that the frame that turns with it
 * serves throughout. The unravelling is the one of the traceless collapse operators; collisions that tell no levels apart make no jump.
 * @throws RangeError for a duration that is not positive and finite.
 */
export function waveSimulator(collapse: CollapseOperators, duration: number): WaveSimulator {
  if (!(duration > 0 && duration < Infinity)) throw new RangeError(`a duration must be positive and finite, but is ${duration}`)
  const survival = new Survival(effective(collapse), duration)
  return { run: (options) => new Run(collapse, survival, { ...options, duration }).finished() }
}

/** K = −iH − ½Σ L†L, N × N in the energy basis. */
function effective({ operators, hamiltonian }: CollapseOperators): ComplexMatrix {
  const k = complexZeros(hamiltonian.rows, hamiltonian.rows)
  hamiltonian.re.forEach((x, entry) => { k.im[entry] = -x })
  hamiltonian.im.forEach((y, entry) => { k.re[entry] = y })
  for (const { matrix } of operators) {
    const { re, im } = multiply(adjoint(matrix), matrix)
    re.forEach((x, entry) => { k.re[entry]! -= x / 2 })
    im.forEach((y, entry) => { k.im[entry]! -= y / 2 })
  }
  return k
}

class Run {
  private readonly stream: RandomStream
  private readonly states: WaveFunction[] = []
  private readonly jumps: Jump[] = []

  constructor(private readonly collapse: CollapseOperators, private readonly survival: Survival, private readonly options: WaveOptions) {
    const { initial, times, duration, seed, index } = options
    requireDensityMatrix(initial, collapse.hamiltonian.rows)
    if (!times.every((time, i) => time >= (times[i - 1] ?? 0) && time < duration)) {
      throw new RangeError(`times must ascend from 0 to below the duration ${duration}`)
    }
    this.stream = randomStream(seed, index)
  }

  finished(): WaveTrajectory {
    const { duration } = this.options
    let psi = drawn(this.options.initial, this.stream)
    for (let time = 0; ;) {
      const wait = this.survival.until(psi, 1 - this.stream.uniform())
      const next = time + wait.time
      this.observe(psi, time, Math.min(next, duration))
      const collapsed = next < duration && wait.time < duration * (1 - 2 ** -49) ? this.jump(wait.psi) : undefined
      if (!collapsed) {
        this.observe(psi, time, duration)
        return { jumps: this.jumps, states: this.states }
      }
      this.jumps.push({ time: next, operator: collapsed.operator, energyExchanged: this.collapse.operators[collapsed.operator]!.frequency })
      psi = collapsed.psi
      time = next
    }
  }

  /** The states at the times asked for, after a jump at `since` and before `end`. */
  private observe(psi: WaveFunction, since: number, end: number): void {
    const { times } = this.options
    for (let t = times[this.states.length]; t !== undefined && t < end; t = times[this.states.length]) {
      this.states.push(normalized(this.survival.after(psi, t - since)))
    }
  }

  /** Undefined where no operator acts on ψ: it lasts. */
  private jump(psi: WaveFunction): { operator: number; psi: WaveFunction } | undefined {
    const after = this.collapse.operators.map(({ matrix }) => applied(matrix, psi))
    const weights = Float64Array.from(after, squaredNorm)
    const total = weights.reduce((sum, w) => sum + w, 0)
    if (total === 0) return undefined
    const operator = weightedChoice(weights, total, this.stream)
    return { operator, psi: normalized(after[operator]!) }
  }
}

/** An eigenvector of ρ, with the probability that is its eigenvalue. */
function drawn(density: ComplexMatrix, stream: RandomStream): WaveFunction {
  const { values, vectors } = hermitianEigensystem(density)
  const weights = values.map((p) => Math.max(0, p))
  const chosen = weightedChoice(weights, weights.reduce((sum, p) => sum + p, 0), stream)
  const column = (plane: Float64Array): Float64Array => Float64Array.from(values, (_, k) => plane[k * values.length + chosen]!)
  return normalized({ re: column(vectors.re), im: column(vectors.im) })
}

import {
  adjoint,
  choiceTable,
  complexZeros,
  copyMatrix,
  hermitianEigensystem,
  multiply,
  OutOfDomain,
  randomStream,
  weightedChoice,
  type ComplexMatrix,
  type RandomStream,
} from '../numerics/index.js'
import type { CollapseOperators } from '../generator/index.js'
import { requireDensityMatrix } from './densityMatrix.js'
import { JumpTable } from './jumpTable.js'
import { copyWave, normalize, survival, waveFunction, type Survival, type WaveFunction } from './survival.js'

/** One quantum jump. */
export interface Jump {
  readonly time: number
  /** Which of the collapse operators. */
  readonly operator: number
  /** ω, the energy that the system takes from the gas; 0 for an elastic collision that tells levels apart. */
  readonly energyExchanged: number
}

/**
 * Where a trajectory of a wave function starts, how long it runs, when its state is kept, and which of a seed's it is.
 */
export interface WaveOptions {
  /**
   * ρ at time 0 in the energy basis, N × N; a mixed state starts in one of its eigenvectors, drawn with its eigenvalue.
   */
  readonly initial: ComplexMatrix
  /** When the wave function is asked for: ascending, from 0 to `duration`. */
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
  /**
   * ψ at each of `times`, norm 1, in the energy basis and in the frame that turns with H_S: ψ_k carries no factor
   * e^{−i𝓔_k t}.
   */
  readonly states: readonly WaveFunction[]
}

type WaveStart = Pick<WaveOptions, 'initial' | 'times' | 'seed' | 'index'>

/**
 * What is told of a trajectory as it goes. The wave function at `times[index]`, of norm 1, is only lent: it changes
 * with the next call.
 */
export interface WaveVisitor {
  readonly jump: (time: number, operator: number) => void
  readonly state: (index: number, psi: WaveFunction) => void
}

/** Runs trajectories of one system; what they share is computed once. */
export interface WaveSimulator {
  readonly run: (options: WaveStart) => WaveTrajectory
  /** As `run`, everything handed over as it happens and nothing kept. */
  readonly follow: (options: WaveStart, visitor: WaveVisitor) => void
}

/**
 * Wave-function Monte Carlo (Dalibard, Castin & Mølmer, Phys. Rev. Lett. 68, 580 (1992)) of the whole secular
 * generator, for any spectrum and any initial state: between jumps e^{Kt}ψ with K = −iH − ½Σ L†L until ‖ψ‖² has fallen
 * to a uniform random number, then ψ → L_jψ with probability ∝ ‖L_jψ‖². Averages of |ψ⟩⟨ψ| solve the master equation.
 * H_S commutes with K and turns every L by a phase, so that the frame that turns with it serves throughout. The
 * unravelling is the one of the traceless collapse operators; collisions that tell no levels apart make no jump.
 * @throws RangeError for a duration that is not positive and finite.
 */
export function waveSimulator(collapse: CollapseOperators, duration: number): WaveSimulator {
  if (!(duration > 0 && duration < Infinity))
    throw new OutOfDomain('duration', `a duration must be positive and finite, but is ${duration}`, duration)
  const simulation = new Simulation(collapse, duration)
  return {
    follow: (options, visitor) => {
      simulation.follow(options, visitor)
    },
    run: (options) => {
      const jumps: Jump[] = []
      const states: WaveFunction[] = []
      simulation.follow(options, {
        jump: (time, operator) => {
          jumps.push({ time, operator, energyExchanged: collapse.operators[operator]!.frequency })
        },
        state: (_, { re, im }) => {
          states.push({ re: re.slice(), im: im.slice() })
        },
      })
      return { jumps, states }
    },
  }
}

/** K = −iH − ½Σ L†L, N × N in the energy basis. */
function effective({ operators, hamiltonian }: CollapseOperators): ComplexMatrix {
  const n = hamiltonian.rows
  const k = { ...complexZeros(n, n), re: hamiltonian.im.slice(), im: hamiltonian.re.map((x) => -x) }
  for (const { matrix } of operators) {
    const { re, im } = multiply(adjoint(matrix), matrix)
    re.forEach((x, entry) => {
      k.re[entry]! -= x / 2
    })
    im.forEach((y, entry) => {
      k.im[entry]! -= y / 2
    })
  }
  return k
}

class Simulation {
  private readonly survival: Survival
  private readonly jumps: JumpTable
  private readonly weights: Float64Array
  private readonly psi: WaveFunction
  private readonly next: WaveFunction
  private readonly observed: WaveFunction
  private start: WaveEnsemble | undefined

  constructor(
    collapse: CollapseOperators,
    private readonly duration: number,
  ) {
    const n = collapse.hamiltonian.rows
    this.survival = survival(effective(collapse), duration)
    this.jumps = new JumpTable(collapse.operators.map(({ matrix }) => matrix))
    this.weights = new Float64Array(collapse.operators.length)
    this.psi = waveFunction(n)
    this.next = waveFunction(n)
    this.observed = waveFunction(n)
  }

  follow({ initial, times, seed, index }: WaveStart, visitor: WaveVisitor): void {
    requireTimes(times, this.duration)
    if (!this.start?.isOf(initial)) this.start = new WaveEnsemble(initial, this.psi.re.length)
    const stream = randomStream(seed, index)
    this.start.draw(stream, this.psi)
    for (let time = 0, seen = 0; ;) {
      const jumpTime = time + this.survival.until(this.psi, 1 - stream.uniform(), this.next)
      const operator = jumpTime < this.duration ? this.drawOperator(stream) : undefined
      seen = this.observe(times, seen, time, operator === undefined ? Infinity : jumpTime, visitor)
      if (operator === undefined) return
      this.jumps.apply(operator, this.next, this.psi)
      normalize(this.psi)
      visitor.jump(jumpTime, operator)
      time = jumpTime
    }
  }

  /**
   * The states at the times asked for, from the `seen`-th on, after a jump at `since` and before `end`; returns how
   * many are seen then.
   */
  private observe(times: readonly number[], seen: number, since: number, end: number, visitor: WaveVisitor): number {
    let next = seen
    for (; next < times.length && times[next]! < end; next++) {
      this.survival.after(this.psi, times[next]! - since, this.observed)
      normalize(this.observed)
      visitor.state(next, this.observed)
    }
    return next
  }

  /** Undefined where no operator acts on the wave function: it lasts. */
  private drawOperator(stream: RandomStream): number | undefined {
    const total = this.jumps.weigh(this.next, this.weights)
    return total === 0 ? undefined : weightedChoice(this.weights, total, stream)
  }
}

function requireTimes(times: readonly number[], duration: number): void {
  if (times.every((time, i) => time >= (times[i - 1] ?? 0) && time <= duration)) return
  throw new OutOfDomain('times', `times must ascend from 0 to the duration ${duration}`)
}

/** ρ as an ensemble of its eigenvectors, each with the probability that is its eigenvalue. */
class WaveEnsemble {
  private readonly density: ComplexMatrix
  private readonly vectors: readonly WaveFunction[]
  private readonly draws: (stream: RandomStream) => number

  constructor(density: ComplexMatrix, levelCount: number) {
    requireDensityMatrix(density, levelCount)
    const { values, vectors } = hermitianEigensystem(density)
    const column = (plane: Float64Array, j: number): Float64Array =>
      Float64Array.from(values, (_, k) => plane[k * levelCount + j]!)
    const table = choiceTable(
      levelCount,
      values.map((p) => Math.max(0, p)),
    )
    this.density = copyMatrix(density)
    this.vectors = Array.from(values, (_, j) => ({ re: column(vectors.re, j), im: column(vectors.im, j) }))
    this.draws = (stream) => table.draw(0, stream)
  }

  isOf({ re, im }: ComplexMatrix): boolean {
    return (
      re.length === this.density.re.length &&
      re.every((x, e) => x === this.density.re[e] && im[e] === this.density.im[e])
    )
  }

  draw(stream: RandomStream, psi: WaveFunction): void {
    copyWave(this.vectors[this.draws(stream)]!, psi)
    normalize(psi)
  }
}

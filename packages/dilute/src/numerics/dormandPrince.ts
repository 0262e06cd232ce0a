import { NotConverged } from './failures.js'

/** ẏ = f(y): fills `out` with f(y). */
export type VectorField = (y: Float64Array, out: Float64Array) => void

export interface DormandPrinceOptions {
  /** Bound on the sum of the estimated errors of all steps, in the measure of `size`. */
  readonly tolerance: number
  /** The size of an error; the largest entry unless given. */
  readonly size?: (error: Float64Array) => number
  /** Steps tried, 100 000 unless given. */
  readonly stepLimit?: number
}

export interface DormandPrinceSolution {
  /** y at each of the times. */
  readonly values: readonly Float64Array[]
  /** Σ over steps of the size of (fifth − fourth order): a bound on the error wherever solutions do not diverge. */
  readonly error: number
  readonly steps: number
}

/**
 * Runge–Kutta coefficients of Dormand and Prince, J. Comput. Appl. Math. 6, 19 (1980); the last stage is the next
 * step's first.
 */
const stages: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
]
/** Fifth minus fourth order. */
const errorWeights = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40]

/**
 * Dormand–Prince 5(4) from y(0) = start to ascending times ≥ 0. A step of length h is accepted when its error is within
 * tolerance·h/T, T the last time, so that the errors of all steps together stay within the tolerance.
 * @throws RangeError when the tolerance is not reached within the step limit.
 */
export function dormandPrince(
  f: VectorField,
  start: Float64Array,
  times: readonly number[],
  options: DormandPrinceOptions,
): DormandPrinceSolution {
  const run = new Run(f, start, times.at(-1) ?? 0, options)
  const values = times.map((time) => run.advanceTo(time))
  return { values, error: run.error, steps: run.steps }
}

class Run {
  error = 0
  steps = 0
  private time = 0
  private step: number
  private y: Float64Array
  private readonly slopes: Float64Array[]
  private readonly size: (error: Float64Array) => number

  constructor(
    private readonly f: VectorField,
    start: Float64Array,
    private readonly last: number,
    private readonly options: DormandPrinceOptions,
  ) {
    this.y = start.slice()
    this.slopes = stages.map(() => new Float64Array(start.length))
    this.size = options.size ?? ((error) => error.reduce((most, x) => Math.max(most, Math.abs(x)), 0))
    f(this.y, this.slopes[0]!)
    this.step = Math.min(last, 0.01 / Math.max(this.size(this.slopes[0]!), 0.01 / (last || 1)))
  }

  advanceTo(time: number): Float64Array {
    while (this.time < time) this.tryStep(time)
    return this.y.slice()
  }

  private tryStep(until: number): void {
    const { tolerance, stepLimit = 100_000 } = this.options
    if (this.steps++ === stepLimit)
      throw new NotConverged(
        `no error below ${tolerance} within ${stepLimit} steps: only the time ${this.time} of ${this.last} is reached`,
        { wanted: tolerance, where: `time ${this.time}` },
      )
    const final = this.time + this.step * (1 + 1e-9) >= until
    const h = final ? until - this.time : this.step
    const next = this.stagesOver(h)
    const error = this.size(this.stepError(h))
    const allowed = tolerance * (h / this.last)
    const factor = error === 0 ? 5 : Math.min(5, Math.max(0.2, 0.9 * (allowed / error) ** 0.25))
    if (!Number.isNaN(error) && error <= allowed) this.accept(next, final ? until : this.time + h, error)
    this.step = final && error <= allowed ? Math.max(this.step, h * factor) : h * (factor || 0.2)
  }

  private accept(next: Float64Array, time: number, error: number): void {
    this.y = next
    this.time = time
    this.error += error
    this.slopes[0]!.set(this.slopes.at(-1)!)
  }

  /** Fills the slopes of all stages; the point of the last is the solution of fifth order. */
  private stagesOver(h: number): Float64Array {
    let point = this.y
    for (let stage = 1; stage < stages.length; stage++) {
      point = this.y.slice()
      stages[stage]!.forEach((weight, s) => {
        addScaled(point, h * weight, this.slopes[s]!)
      })
      this.f(point, this.slopes[stage]!)
    }
    return point
  }

  private stepError(h: number): Float64Array {
    const error = new Float64Array(this.y.length)
    errorWeights.forEach((weight, s) => {
      addScaled(error, h * weight, this.slopes[s]!)
    })
    return error
  }
}

function addScaled(to: Float64Array, factor: number, from: Float64Array): void {
  if (factor !== 0) for (let i = 0; i < to.length; i++) to[i]! += factor * from[i]!
}

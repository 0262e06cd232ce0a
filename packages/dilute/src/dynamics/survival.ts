import { matrixExponential, type ComplexMatrix } from '../numerics/index.js'
import { isDiagonal } from './energyBasis.js'

/** N amplitudes in the energy basis. */
export interface WaveFunction {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** e^{Kt}ψ between two jumps of one ensemble. Nothing is allocated; `out` may not be ψ. */
export interface Survival {
  /** out ← e^{Kt}ψ for 0 ≤ t ≤ duration. */
  readonly after: (psi: WaveFunction, time: number, out: WaveFunction) => void
  /**
   * The time after which ‖e^{Kt}ψ‖², ψ of norm 1, has fallen to `level`, with out ← e^{Kt}ψ; ∞ where that is not before
   * the duration.
   */
  readonly until: (psi: WaveFunction, level: number, out: WaveFunction) => number
}

/**
 * K, N × N, with −(K + K†) positive semidefinite: norms only shrink. Levels that are not degenerate make it diagonal.
 */
export function survival(k: ComplexMatrix, duration: number): Survival {
  return isDiagonal(k) ? diagonalSurvival(k, duration) : digitalSurvival(k, duration)
}

/**
 * ln ‖e^{Kt}ψ‖² = ln Σ |ψ_k|² e^{−γ_k t} is convex and falls, so that Newton's method comes to its root from below,
 * never past it, and in one step where all γ_k are one.
 */
function diagonalSurvival({ rows: n, re, im }: ComplexMatrix, duration: number): Survival {
  const decay = Float64Array.from({ length: n }, (_, k) => re[k * n + k]!)
  const turn = Float64Array.from({ length: n }, (_, k) => im[k * n + k]!)
  const after = (psi: WaveFunction, time: number, out: WaveFunction): void => {
    for (let k = 0; k < n; k++) {
      const x = psi.re[k]!,
        y = psi.im[k]!
      const size = x === 0 && y === 0 ? 0 : Math.exp(decay[k]! * time)
      const [c, s] = turn[k] === 0 ? [size, 0] : [size * Math.cos(turn[k]! * time), size * Math.sin(turn[k]! * time)]
      out.re[k] = c * x - s * y
      out.im[k] = c * y + s * x
    }
  }
  const until = (psi: WaveFunction, level: number, out: WaveFunction): number => {
    const time = fallTime(psi, decay, Math.log(level), duration)
    if (time < duration) after(psi, time, out)
    return time
  }
  return { after, until }
}

const mostIterations = 200

function fallTime({ re, im }: WaveFunction, decay: Float64Array, logLevel: number, duration: number): number {
  let time = 0
  for (let i = 0; i < mostIterations; i++) {
    let [sum, slope] = [0, 0]
    for (let k = 0; k < re.length; k++) {
      const weight = re[k]! * re[k]! + im[k]! * im[k]!
      if (weight === 0) continue
      const left = weight * Math.exp(2 * decay[k]! * time)
      sum += left
      slope += 2 * decay[k]! * left
    }
    const excess = Math.log(sum) - logLevel
    if (excess <= 0) return time
    if (!(slope < 0 && (excess * sum) / -slope < duration - time)) return Infinity
    const step = (excess * sum) / -slope
    time += step
    if (step <= 4 * Number.EPSILON * time) return time
  }
  return time
}

/** Binary digits of a time, in units of the duration: it is resolved to 2⁻⁵⁰ of it. */
const digits = 50

/** The exponentials of K·duration·2⁻¹, 2⁻², … are made once, any time is a product of them. */
function digitalSurvival(k: ComplexMatrix, duration: number): Survival {
  const powers = Array.from({ length: digits }, (_, d) => matrixExponential(scaled(k, duration * 2 ** -(d + 1))))
  const scratch = waveFunction(k.rows)
  const after = (psi: WaveFunction, time: number, out: WaveFunction): void => {
    copyWave(psi, out)
    let left = time / duration
    for (let d = 0, part = 0.5; d < digits; d++, part /= 2) {
      if (left < part) continue
      left -= part
      apply(powers[d]!, out, scratch)
      copyWave(scratch, out)
    }
  }
  const until = (psi: WaveFunction, level: number, out: WaveFunction): number => {
    copyWave(psi, out)
    let time = 0
    for (let d = 0, part = duration / 2; d < digits; d++, part /= 2) {
      apply(powers[d]!, out, scratch)
      if (squaredNorm(scratch) <= level) continue
      copyWave(scratch, out)
      time += part
    }
    return time < duration * (1 - 2 ** (1 - digits)) ? time : Infinity
  }
  return { after, until }
}

export const waveFunction = (n: number): WaveFunction => ({ re: new Float64Array(n), im: new Float64Array(n) })

export function copyWave(from: WaveFunction, to: WaveFunction): void {
  to.re.set(from.re)
  to.im.set(from.im)
}

export function squaredNorm({ re, im }: WaveFunction): number {
  let sum = 0
  for (let k = 0; k < re.length; k++) sum += re[k]! * re[k]! + im[k]! * im[k]!
  return sum
}

/** ψ ← ψ/‖ψ‖. */
export function normalize(psi: WaveFunction): void {
  const norm = Math.sqrt(squaredNorm(psi))
  for (let k = 0; k < psi.re.length; k++) {
    psi.re[k]! /= norm
    psi.im[k]! /= norm
  }
}

/** out ← Aψ. */
function apply({ rows: n, re, im }: ComplexMatrix, psi: WaveFunction, out: WaveFunction): void {
  for (let k = 0; k < n; k++) {
    let [x, y] = [0, 0]
    for (let l = 0, entry = k * n; l < n; l++, entry++) {
      x += re[entry]! * psi.re[l]! - im[entry]! * psi.im[l]!
      y += re[entry]! * psi.im[l]! + im[entry]! * psi.re[l]!
    }
    out.re[k] = x
    out.im[k] = y
  }
}

const scaled = ({ rows, columns, re, im }: ComplexMatrix, factor: number): ComplexMatrix => ({
  rows,
  columns,
  re: re.map((x) => x * factor),
  im: im.map((y) => y * factor),
})

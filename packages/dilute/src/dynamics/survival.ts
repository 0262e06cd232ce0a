import { matrixExponential, type ComplexMatrix } from '../numerics/index.js'

/** N amplitudes in the energy basis. */
export interface WaveFunction {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Binary digits of a time, in units of the duration: it is resolved to 2⁻⁵⁰ of it. */
const digits = 50

/** e^{Kt}ψ for the waiting times of one ensemble: the exponentials of K·duration·2⁻¹, 2⁻², … are made once, any time is a product of them. */
export class Survival {
  private readonly powers: readonly ComplexMatrix[]

  /** K, N × N, with −(K + K†) positive semidefinite: norms only shrink. */
  constructor(k: ComplexMatrix, private readonly duration: number) {
    this.powers = Array.from({ length: digits }, (_, d) => matrixExponential(scaled(k, duration * 2 ** -(d + 1))))
  }

  /** e^{Kt}ψ for 0 ≤ t < duration, rounded down to the resolution. */
  after(psi: WaveFunction, time: number): WaveFunction {
    let left = time / this.duration
    let phi = psi
    this.powers.forEach((power, d) => {
      if (left < 2 ** -(d + 1)) return
      left -= 2 ** -(d + 1)
      phi = applied(power, phi)
    })
    return phi
  }

  /** The time after which ‖e^{Kt}ψ‖² has fallen to `level`, digit by digit, with e^{Kt}ψ; a time next to the duration where it does not. */
  until(psi: WaveFunction, level: number): { readonly time: number; readonly psi: WaveFunction } {
    let [time, phi] = [0, psi]
    this.powers.forEach((power, d) => {
      const later = applied(power, phi)
      if (squaredNorm(later) <= level) return
      phi = later
      time += this.duration * 2 ** -(d + 1)
    })
    return { time, psi: phi }
  }
}

export function squaredNorm({ re, im }: WaveFunction): number {
  let sum = 0
  for (let k = 0; k < re.length; k++) sum += re[k]! * re[k]! + im[k]! * im[k]!
  return sum
}

export function normalized({ re, im }: WaveFunction): WaveFunction {
  const norm = Math.sqrt(squaredNorm({ re, im }))
  return { re: re.map((x) => x / norm), im: im.map((y) => y / norm) }
}

/** Aψ. */
export function applied({ rows: n, re, im }: ComplexMatrix, psi: WaveFunction): WaveFunction {
  const out = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      const entry = k * n + l
      out.re[k]! += re[entry]! * psi.re[l]! - im[entry]! * psi.im[l]!
      out.im[k]! += re[entry]! * psi.im[l]! + im[entry]! * psi.re[l]!
    }
  }
  return out
}

const scaled = ({ rows, columns, re, im }: ComplexMatrix, factor: number): ComplexMatrix => (
  { rows, columns, re: re.map((x) => x * factor), im: im.map((y) => y * factor) }
)

import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import type { CollapseOperators } from '../generator/index.js'
import { RunningMoments, type Estimate } from './runningMoments.js'
import { waveSimulator, type WaveOptions } from './waveTrajectories.js'

/** Averages over wave functions, in the energy basis. */
export interface WaveAverages {
  /** ρ(t) in the Schrödinger picture, one N × N matrix per time. */
  readonly density: readonly ComplexMatrix[]
  /** Standard errors of the elements in the frame that turns with H_S: of |ψ_k⟩⟨ψ_k′|'s real parts in `re`, of imaginary parts in `im`; NaN for one run. */
  readonly errors: readonly ComplexMatrix[]
  /** Energy that the system takes from the gas per unit time. */
  readonly heat: Estimate
  /** Jumps of one trajectory. */
  readonly jumps: Estimate
}

/**
 * Runs wave functions 0 … count − 1 of a seed and averages |ψ⟩⟨ψ|. `levels` are the energies 𝓔_k that turn the result back from the frame of H_S.
 * @throws RangeError as `waveSimulator`; for a count that is no positive integer.
 */
export function waveAverages(
  collapse: CollapseOperators, levels: Float64Array, { count, duration, ...options }: Omit<WaveOptions, 'index'> & { readonly count: number },
): WaveAverages {
  if (!(Number.isSafeInteger(count) && count > 0)) throw new RangeError(`a count must be a positive integer, but is ${count}`)
  const { run } = waveSimulator(collapse, duration)
  const n = levels.length
  const elements = options.times.map(() => Array.from({ length: n * n }, () => [new RunningMoments(), new RunningMoments()] as const))
  const [heat, jumps] = [new RunningMoments(), new RunningMoments()]
  for (let index = 0; index < count; index++) {
    const one = run({ ...options, index })
    heat.add(one.jumps.reduce((sum, { energyExchanged }) => sum + energyExchanged, 0) / duration)
    jumps.add(one.jumps.length)
    one.states.forEach(({ re, im }, t) => elements[t]!.forEach(([x, y], entry) => {
      const [k, l] = [Math.floor(entry / n), entry % n]
      x.add(re[k]! * re[l]! + im[k]! * im[l]!)
      y.add(im[k]! * re[l]! - re[k]! * im[l]!)
    }))
  }
  return {
    density: elements.map((row, t) => turned(matrixOf(n, row, ({ value }) => value), levels, options.times[t]!)),
    errors: elements.map((row) => matrixOf(n, row, ({ error }) => error ?? NaN)),
    heat: heat.average(), jumps: jumps.average(),
  }
}

function matrixOf(n: number, row: readonly (readonly [RunningMoments, RunningMoments])[], of: (estimate: Estimate) => number): ComplexMatrix {
  const out = complexZeros(n, n)
  row.forEach(([x, y], entry) => {
    out.re[entry] = of(x.average())
    out.im[entry] = of(y.average())
  })
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

import { complexBatch, type Scatterer } from '../scattering/index.js'
import type { AmplitudeSource } from './amplitudes.js'
import { amplitudeTable } from './amplitudeTable.js'

/**
 * Interpolated where that is possible. The orthonormal modes of separated points in two and three dimensions are not smooth to rounding
 * (the square root of an almost singular overlap turns 10⁻¹⁷ into 10⁻⁹; only sums over modes are accurate): there every energy is solved.
 */
export function amplitudeSource(scatterer: Scatterer, elements: AmplitudeSource['elements'], betas: readonly number[]): AmplitudeSource {
  return scatterer.dimension > 1 && scatterer.modes > 1 ? solvedAmplitudes(scatterer, elements) : amplitudeTable(scatterer, elements, betas)
}

function solvedAmplitudes(scatterer: Scatterer, elements: AmplitudeSource['elements']): AmplitudeSource {
  const { modes, levels } = scatterer
  const one = complexBatch(levels * modes, 1)
  const modesSquared = modes ** 2
  return {
    elements, modesSquared,
    at(level, kinetic, re, im) {
      scatterer.transitions({ level, offsets: Float64Array.of(kinetic) }, one)
      elements.forEach(([k, l], e) => {
        for (let mode = 0; mode < modesSquared; mode++) {
          const from = (k * modes + Math.floor(mode / modes)) * levels * modes + l * modes + (mode % modes)
          re[e * modesSquared + mode] = one.re[from]!
          im[e * modesSquared + mode] = one.im[from]!
        }
      })
    },
  }
}

import {
  absolute,
  complex,
  complexZeros,
  conjugate,
  invertPlain,
  largestEntry,
  multiple,
  product,
  sum,
  type ComplexMatrix,
  type ComplexNumber,
} from '../numerics/index.js'
import type { Channel } from './channelFunctions.js'
import type { EnergyMap } from './energyMaps.js'
import type { AnalyticMatrix } from './poles.js'

/** X − W of scatterers at one point, whose integrands are `scales` times w·s_ks_l|(X − W)⁻¹_kl|². */
export function pointMatrix(
  map: EnergyMap,
  channel: Channel,
  coupling: ComplexMatrix,
  scales: Float64Array,
): AnalyticMatrix {
  const n = coupling.rows
  const largest = largestEntry(coupling)
  const pivots = new Int32Array(n)
  const inverse = complexZeros(n, n)
  return {
    levelCount: n,
    open: map.open,
    inverseAt(x) {
      const { momenta, slopes } = map.at(x)
      for (let e = 0; e < n * n; e++) {
        inverse.re[e] = -coupling.re[e]!
        inverse.im[e] = -coupling.im[e]!
      }
      const moving: ComplexNumber[] = []
      let most = 0
      for (let k = 0; k < n; k++) {
        const { inverse: diagonal, slope } = channel(momenta[k]!)
        inverse.re[k * (n + 1)]! += diagonal.re
        inverse.im[k * (n + 1)]! += diagonal.im
        moving.push(product(slope, slopes[k]!))
        most = Math.max(most, absolute(diagonal))
      }
      const scale = largest + most
      if (!invertPlain(inverse, pivots)) return null
      let trace = complex(0)
      for (let k = 0; k < n; k++) trace = sum(trace, product(entry(inverse, k, k), moving[k]!))
      return { inverse, trace, scale }
    },
    residueAt(x, residue, opposite) {
      const { momenta, weight } = map.at(x)
      const shells = momenta.map((p) => channel(p).shell)
      return (k, l) => {
        const amplitudes = product(entry(residue, k, l), conjugate(entry(opposite, k, l)))
        return multiple(scales[k * n + l]!, product(product(weight, product(shells[k]!, shells[l]!)), amplitudes))
      }
    },
  }
}

const entry = ({ re, im, columns }: ComplexMatrix, k: number, l: number): ComplexNumber =>
  complex(re[k * columns + l]!, im[k * columns + l])

import type { GapKernel, ThreeLevelPanel, TopKernel } from '../numerics/index.js'
import { isNear } from './poles.js'

/** `topKernel` in JavaScript. */
export function plainTop({ count, planes: [r0, r1, r2], weights, ratios }: ThreeLevelPanel): TopKernel {
  return {
    sum({ w00, w11, w22, m01, m02, m12, determinant }, out) {
      out.fill(0)
      for (let node = 0; node < count; node++) {
        const [x, y, z] = [r0[node]!, r1[node]!, r2[node]!]
        const [yz, xz, xy] = [y * z, x * z, x * y]
        const xyz = xy * z
        const re = yz * w00 + xz * w11 + xy * w22 - determinant
        const im = x * m12 + y * m02 + z * m01 - xyz
        const v = weights[node]! / (re * re + im * im)
        const terms = [v * xyz * x, v * xyz * y, v * xyz * z, v * xyz, v * yz, v * xz, v * xy]
        terms.forEach((term, i) => {
          out[i]! += term
          out[7 + i]! += term * ratios[node]!
        })
      }
    },
  }
}

/** `gapKernel` in JavaScript: node by node, since both parts of an amplitude may almost cancel. */
export function plainGap({ count, planes: [r0, r1, x2], weights, ratios }: ThreeLevelPanel): GapKernel {
  const [dRe, dIm] = [new Float64Array(count), new Float64Array(count)]
  return {
    sum({ w00, w11, w22, m01, m02, m12, determinant, re01, im01, cRe01, cIm01 }, out) {
      out.fill(0)
      for (let node = 0; node < count; node++) {
        const [x, y, z] = [r0[node]!, r1[node]!, x2[node]!]
        const xy = x * y
        const re = (dRe[node] = xy * (w22 - z) + z * m01 - determinant)
        const im = (dIm[node] = x * (m12 - z * w11) + y * (m02 - z * w00))
        const [p, q] = [z * re01 + cRe01, z * im01 + cIm01]
        const term = (weights[node]! * xy * (p * p + q * q)) / (re * re + im * im)
        out[0]! += term
        out[1]! += term * ratios[node]!
      }
    },
    hasNearZero(width) {
      for (let i = 0; i + 1 < count; i++) {
        if (isNear(dRe[i]!, dIm[i]!, dRe[i + 1]! - dRe[i]!, dIm[i + 1]! - dIm[i]!, width)) return true
      }
      return false
    },
    determinants(re, im) {
      re.set(dRe)
      im.set(dIm)
    },
  }
}

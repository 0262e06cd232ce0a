import { complex, copyMatrix, invertPlain, largestEntry, multiply, product, type ComplexMatrix, type ComplexNumber } from '../numerics/index.js'
import type { EnergyMap } from './energyMaps.js'
import type { AnalyticMatrix } from './poles.js'
import type { SiteFunctions } from './siteFunctions.js'
import { siteMatrix, type Sites } from './sites.js'

/** 1 − VA of scatterers apart from each other, whose integrands are w Tr(L_k†L_k τ L_l†L_l τ†), τ = (1 − VA)⁻¹V; V by places. */
export function separateMatrix(map: EnergyMap, sites: Sites, functions: SiteFunctions, strengths: Float64Array): AnalyticMatrix {
  const n = strengths.length
  return {
    levels: n, open: map.open,
    inverseAt(x) {
      const { momenta, slopes } = map.at(x)
      const inverse = siteMatrix(sites, (k, r) => functions.propagator(momenta[k]!, r))
      for (let e = 0; e < n * n; e++) {
        const v = strengths[Math.floor(e / n)]!
        inverse.re[e] = (e % (n + 1) === 0 ? 1 : 0) - v * inverse.re[e]!
        inverse.im[e]! *= -v
      }
      const scale = largestEntry(inverse)
      if (!invertPlain(inverse, new Int32Array(n))) return null
      const change = siteMatrix(sites, (k, r) => product(slopes[k]!, functions.slope(momenta[k]!, r)))
      return { inverse, trace: traceWith(inverse, strengths, change), scale }
    },
    residueAt(x, residue, opposite) {
      const { momenta, weight } = map.at(x)
      const [outer, inner] = [timesColumns(residue, strengths), timesColumns(opposite, strengths)]
      const overlaps = momenta.map((p, level) => (
        siteMatrix(sites, (k, r) => (k === level ? product(functions.shell(p), functions.overlap(p, r)) : complex(0)))
      ))
      return (k, l) => product(weight, contracted(multiply(multiply(overlaps[k]!, outer), overlaps[l]!), inner))
    },
  }
}

/** −Tr M⁻¹VA′. */
function traceWith({ rows: n, re, im }: ComplexMatrix, strengths: Float64Array, change: ComplexMatrix): ComplexNumber {
  let [x, y] = [0, 0]
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [e, f] = [i * n + j, j * n + i]
      x -= strengths[j]! * (re[e]! * change.re[f]! - im[e]! * change.im[f]!)
      y -= strengths[j]! * (re[e]! * change.im[f]! + im[e]! * change.re[f]!)
    }
  }
  return complex(x, y)
}

function timesColumns(matrix: ComplexMatrix, strengths: Float64Array): ComplexMatrix {
  const out = copyMatrix(matrix)
  for (let e = 0; e < out.re.length; e++) {
    out.re[e]! *= strengths[e % strengths.length]!
    out.im[e]! *= strengths[e % strengths.length]!
  }
  return out
}

/** Tr AB†. */
function contracted(a: ComplexMatrix, b: ComplexMatrix): ComplexNumber {
  let [re, im] = [0, 0]
  for (let e = 0; e < a.re.length; e++) {
    re += a.re[e]! * b.re[e]! + a.im[e]! * b.im[e]!
    im += a.im[e]! * b.re[e]! - a.re[e]! * b.im[e]!
  }
  return complex(re, im)
}

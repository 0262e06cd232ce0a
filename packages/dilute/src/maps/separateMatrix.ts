import {
  complex,
  copyMatrix,
  invertPlain,
  largestEntry,
  multiply,
  product,
  transpose,
  type ComplexMatrix,
  type ComplexNumber,
} from '../numerics/index.js'
import type { EnergyMap } from './energyMaps.js'
import type { AnalyticMatrix } from './poles.js'
import type { SiteFunctions } from './siteFunctions.js'
import { siteMatrix, type Sites } from './sites.js'

/** 1 − VA of scatterers apart from each other, whose integrands are w Σ|L_kτL_l†|², τ = (1 − VA)⁻¹V; V by places. */
export function separateMatrix(
  map: EnergyMap,
  sites: Sites,
  functions: SiteFunctions,
  strengths: Float64Array,
): AnalyticMatrix {
  const n = strengths.length
  return {
    levelCount: n,
    open: map.open,
    inverseAt(x) {
      const { momenta, slopes } = map.at(x)
      const inverse = siteMatrix(sites, (k, r) => functions.propagator(momenta[k]!, r))
      const scale = 1 + largest(strengths) * largestEntry(inverse)
      for (let e = 0; e < n * n; e++) {
        const v = strengths[Math.floor(e / n)]!
        inverse.re[e] = (e % (n + 1) === 0 ? 1 : 0) - v * inverse.re[e]!
        inverse.im[e]! *= -v
      }
      if (!invertPlain(inverse, new Int32Array(n))) return null
      const change = siteMatrix(sites, (k, r) => product(slopes[k]!, functions.slope(momenta[k]!, r)))
      return { inverse, trace: traceWith(inverse, strengths, change), scale }
    },
    residueAt(x, residue, opposite) {
      const { momenta, weight } = map.at(x)
      const roots = momenta.map(sites.root)
      const shells = momenta.map(functions.shell)
      const [outer, inner] = [timesColumns(residue, strengths), conjugated(timesColumns(opposite, strengths))]
      return (k, l) => {
        const amplitudes = contracted(between(sites, roots, outer, k, l, 1), between(sites, roots, inner, k, l, -1))
        return product(product(weight, amplitudes), product(shells[k]!, shells[l]!))
      }
    },
  }
}

/** R_k diag(U*_k) τ diag(U_l) R_lᵀ between the modes of two levels; of U's complex conjugate where `sign` is −1. */
function between(
  { order, system: { eigenvectors: u } }: Sites,
  roots: readonly ComplexMatrix[],
  tau: ComplexMatrix,
  k: number,
  l: number,
  sign: 1 | -1,
): ComplexMatrix {
  const inside = copyMatrix(tau)
  const n = order.length
  for (let e = 0; e < n * n; e++) {
    const [i, j] = [order[Math.floor(e / n)]! * n + k, order[e % n]! * n + l]
    const phase = product(complex(u.re[i]!, -sign * u.im[i]!), complex(u.re[j]!, sign * u.im[j]!))
    const { re, im } = product(phase, complex(tau.re[e]!, tau.im[e]))
    inside.re[e] = re
    inside.im[e] = im
  }
  return multiply(multiply(roots[k]!, inside), transpose(roots[l]!))
}

const conjugated = ({ im, ...rest }: ComplexMatrix): ComplexMatrix => ({ ...rest, im: im.map((each) => -each) })

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

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

/** Σ a_ij b_ij. */
function contracted(a: ComplexMatrix, b: ComplexMatrix): ComplexNumber {
  let [re, im] = [0, 0]
  for (let e = 0; e < a.re.length; e++) {
    re += a.re[e]! * b.re[e]! - a.im[e]! * b.im[e]!
    im += a.im[e]! * b.re[e]! + a.re[e]! * b.im[e]!
  }
  return complex(re, im)
}

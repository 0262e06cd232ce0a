import {
  complexZeros,
  hermitianEigenvalues,
  invertInPlace,
  multiply,
  type ComplexMatrix,
} from '../../numerics/index.js'
import { DeltaPort } from './deltaPort.js'
import { GapPort } from './gapPort.js'
import type { Port } from './chain.js'
import type { Sides } from './matching.js'
import type { Waves } from './waves.js'

/**
 * R of a part between its ends, both sides or, behind a wall, the right one alone; and the levels below the energy that
 * it has with free ends.
 */
interface Response {
  readonly below: number
  readonly r: ComplexMatrix
}

/**
 * How many bound states lie below an energy that is itself below every threshold: Sturm's count for coupled channels.
 * With free ends everywhere the parts have Σ levels below E; every condition ψ′ = −ψ′ between two of them takes away
 * one for each negative eigenvalue of R + R, part after part (Haynsworth's inertia of the sum; Johnson's node count, J.
 * Chem. Phys. 69, 4678 (1978), in the inverse of his variable). It uses no phases.
 */
export function statesBelow(ports: readonly Port[], waves: Waves, sides: Sides): number {
  const outside = outerResponse(waves)
  let r = sides === 2 ? outside : undefined
  let count = 0
  for (const port of ports) {
    if (port instanceof DeltaPort) {
      const stiffness = plus(inverse(r!), port.coupling, 2)
      count += negatives(stiffness) - negatives(r!)
      r = inverse(stiffness)
    } else {
      const joined = join(
        r,
        port instanceof GapPort ? gapResponse(port.length, waves) : port.response(waves.energy),
        waves.kRe.length,
      )
      count += joined.below
      r = joined.r
    }
  }
  return count - negatives(plus(r!, outside, 1))
}

function join(left: ComplexMatrix | undefined, { below, r }: Response, n: number): Response {
  if (left === undefined || r.rows === n) return { below, r: copyOf(r, 0, 0, r.rows) }
  const sum = plus(left, copyOf(r, 0, 0, n), 1)
  const through = multiply(copyOf(r, n, 0, n), multiply(inverse(sum), copyOf(r, 0, n, n)))
  return { below: below - negatives(sum), r: plus(copyOf(r, n, n, n), through, -1) }
}

/** Of decaying waves: ψ = R·ψ′ towards the potentials, R = 1/(η Im κ). */
function outerResponse({ eta, kappaIm }: Waves): ComplexMatrix {
  const out = complexZeros(kappaIm.length, kappaIm.length)
  kappaIm.forEach((kappa, k) => {
    out.re[k * (out.columns + 1)] = 1 / (eta * kappa)
  })
  return out
}

/** A free stretch of closed channels: coth(κL)/κ at its ends, 1/(κ sinh κL) between them. */
function gapResponse(length: number, { kIm }: Waves): Response {
  const n = kIm.length
  const r = complexZeros(2 * n, 2 * n)
  kIm.forEach((kappa, k) => {
    const decay = Math.exp(-kappa * length)
    const scale = 1 / (-Math.expm1(-2 * kappa * length) * kappa)
    r.re[k * (2 * n + 1)] = r.re[(n + k) * (2 * n + 1)] = (1 + decay * decay) * scale
    r.re[k * 2 * n + n + k] = r.re[(n + k) * 2 * n + k] = 2 * decay * scale
  })
  return { below: 0, r }
}

const negatives = (a: ComplexMatrix): number =>
  a.rows === 1 ? (a.re[0]! < 0 ? 1 : 0) : hermitianEigenvalues(a).reduce((count, x) => (x < 0 ? count + 1 : count), 0)

/** Of a matrix next to it, by rounding, where it has none: an energy may be a level of a part to all digits. */
function inverse(a: ComplexMatrix): ComplexMatrix {
  const size = a.re.reduce((most, x, i) => Math.max(most, Math.abs(x), Math.abs(a.im[i]!)), Number.MIN_VALUE)
  for (let shift = 0; ; shift = shift === 0 ? Number.EPSILON * size || Number.MIN_VALUE : 2 * shift) {
    const out = { ...a, re: a.re.map((x, i) => (i % (a.rows + 1) === 0 ? x + shift : x)), im: a.im.slice() }
    if (invertInPlace(out, new Int32Array(a.rows))) return out
  }
}

function plus(a: ComplexMatrix, b: ComplexMatrix, scale: number): ComplexMatrix {
  return { ...a, re: a.re.map((x, i) => x + scale * b.re[i]!), im: a.im.map((x, i) => x + scale * b.im[i]!) }
}

function copyOf(a: ComplexMatrix, top: number, left: number, size: number): ComplexMatrix {
  const out = complexZeros(size, size)
  for (let i = 0; i < size; i++) {
    const from = (top + i) * a.columns + left
    out.re.set(a.re.subarray(from, from + size), i * size)
    out.im.set(a.im.subarray(from, from + size), i * size)
  }
  return out
}

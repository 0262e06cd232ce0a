import { complexZeros, hermitianEigenvalues, type ComplexMatrix } from '../numerics/index.js'
import type { ComplexBatch, ShellTransitions, TransitionLayout } from '../scattering/index.js'
import { sampledAmplitudes } from './sampledAmplitudes.js'

/** What a group of d equal levels does in collisions, at every sample. */
export interface GroupSamples {
  readonly size: number
  readonly layout: TransitionLayout
  /** M_kk′ within the group: entry k·d + k′, slot by slot, and within by energy. */
  readonly elastic: ComplexBatch
  /** Σ_j Σ_μμ′ M*_jl M_jl′ over all levels j: entry l·d + l′, and within by energy. */
  readonly losses: ComplexBatch
}

export function groupSamples(
  shell: ShellTransitions,
  group: readonly number[],
  levelCount: number,
  kinetic: Float64Array,
): GroupSamples {
  const to = [...group, ...Array.from({ length: levelCount }, (_, j) => j).filter((j) => !group.includes(j))]
  const entries = to.flatMap((k) => group.map((l) => ({ to: k, from: l })))
  const amplitudes = sampledAmplitudes(shell, group[0]!, kinetic, entries)
  const [size, { layout }] = [group.length, shell]
  const within = size * size * layout.count * kinetic.length
  return {
    size,
    layout,
    elastic: { re: amplitudes.re.slice(0, within), im: amplitudes.im.slice(0, within) },
    losses: lossesOf(layout, size, levelCount, amplitudes),
  }
}

function lossesOf(layout: TransitionLayout, size: number, levelCount: number, { re, im }: ComplexBatch): ComplexBatch {
  const stride = re.length / (levelCount * size)
  const energies = stride / layout.count
  const out = { re: new Float64Array(size * size * energies), im: new Float64Array(size * size * energies) }
  for (let place = 0; place < size * size; place++) {
    const [l, lPrime] = [Math.floor(place / size), place % size]
    for (let i = 0; i < levelCount * stride; i++) {
      const [j, inner] = [Math.floor(i / stride), i % stride]
      const [a, b] = [(j * size + l) * stride + inner, (j * size + lPrime) * stride + inner]
      const [at, weight] = [place * energies + (inner % energies), layout.multiplicity(Math.floor(inner / energies))]
      out.re[at]! += weight * (re[a]! * re[b]! + im[a]! * im[b]!)
      out.im[at]! += weight * (re[a]! * im[b]! - im[a]! * re[b]!)
    }
  }
  return out
}

/** ‖Tr_μ M‖ at every sample, of the group's elastic amplitudes: the mean field of the state that feels most of it. */
export function forwardNorms({ size, layout, elastic: { re, im } }: GroupSamples): Float64Array {
  const stride = re.length / (size * size)
  return Float64Array.from({ length: stride / layout.count }, (_, e) => {
    const trace = complexZeros(size, size)
    for (let place = 0; place < size * size; place++)
      for (let slot = 0; slot < layout.count; slot++) {
        if (!layout.diagonal(slot)) continue
        const at = place * stride + (slot * stride) / layout.count + e
        trace.re[place]! += layout.multiplicity(slot) * re[at]!
        trace.im[place]! += layout.multiplicity(slot) * im[at]!
      }
    return spectralNorm(trace)
  })
}

/** The square root of the largest eigenvalue of A†A. */
function spectralNorm({ rows, columns, re, im }: ComplexMatrix): number {
  const square = complexZeros(columns, columns)
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < rows; k++) {
        const [a, b] = [k * columns + i, k * columns + j]
        square.re[i * columns + j]! += re[a]! * re[b]! + im[a]! * im[b]!
        square.im[i * columns + j]! += re[a]! * im[b]! - im[a]! * re[b]!
      }
  return Math.sqrt(Math.max(0, hermitianEigenvalues(square).at(-1)!))
}

/** A Hermitian matrix over the elements ρ_kl of two groups, k·size(h) + l, at every sample. */
export interface DecaySamples {
  readonly size: number
  /** Its lower triangle, row by row, within by energy. */
  readonly entries: readonly ComplexBatch[]
  /** The trace of both losses at every sample: what its entries round by. */
  readonly scale: Float64Array
}

/**
 * The matrix whose largest eigenvalue is the fastest decay of elements ρ_kl of groups g and h, in units of
 * (2π)^{d−1}νG:
 *   ½(S_kk′δ_ll′ + δ_kk′S*_ll′) − ½Σ_μμ′(M_kk′M*_ll′ + M*_k′kM_l′l), S the losses, both at the same kinetic energy;
 * for single levels ½Σ|M_kk − M_ll|² and half the inelastic losses.
 */
export function decaySamples(g: GroupSamples, h: GroupSamples): DecaySamples {
  const size = g.size * h.size
  const place = (at: number): [number, number] => [Math.floor(at / h.size), at % h.size]
  const entries = Array.from({ length: size }, (_, row) =>
    Array.from({ length: row + 1 }, (__, column) => decayEntry(g, h, place(row), place(column))),
  ).flat()
  const [own, others] = [lossTrace(g), lossTrace(h)]
  return { size, entries, scale: own.map((x, e) => x + others[e]!) }
}

function lossTrace({ size, losses: { re } }: GroupSamples): Float64Array {
  const energies = re.length / size ** 2
  return Float64Array.from({ length: energies }, (_, e) => {
    let sum = 0
    for (let k = 0; k < size; k++) sum += re[k * (size + 1) * energies + e]!
    return sum
  })
}

function decayEntry(
  g: GroupSamples,
  h: GroupSamples,
  [k, l]: readonly [number, number],
  [kPrime, lPrime]: readonly [number, number],
): ComplexBatch {
  const energies = g.losses.re.length / g.size ** 2
  const out = { re: new Float64Array(energies), im: new Float64Array(energies) }
  const add = (source: Float64Array, at: number, target: Float64Array, factor: number): void => {
    for (let e = 0; e < energies; e++) target[e]! += factor * source[at * energies + e]!
  }
  if (l === lPrime) {
    add(g.losses.re, k * g.size + kPrime, out.re, 1 / 2)
    add(g.losses.im, k * g.size + kPrime, out.im, 1 / 2)
  }
  if (k === kPrime) {
    add(h.losses.re, l * h.size + lPrime, out.re, 1 / 2)
    add(h.losses.im, l * h.size + lPrime, out.im, -1 / 2)
  }
  subtractGain(g, h, [k * g.size + kPrime, l * h.size + lPrime], 1, out)
  subtractGain(g, h, [kPrime * g.size + k, lPrime * h.size + l], -1, out)
  return out
}

/** ½ΣM_a M*_b, or its conjugate. */
function subtractGain(
  g: GroupSamples,
  h: GroupSamples,
  [a, b]: readonly [number, number],
  sign: number,
  out: ComplexBatch,
): void {
  const [x, y, energies, { count, multiplicity }] = [g.elastic, h.elastic, out.re.length, g.layout]
  for (let slot = 0; slot < count; slot++) {
    const weight = multiplicity(slot) / 2
    for (let e = 0; e < energies; e++) {
      const [i, j] = [(a * count + slot) * energies + e, (b * count + slot) * energies + e]
      out.re[e]! -= weight * (x.re[i]! * y.re[j]! + x.im[i]! * y.im[j]!)
      out.im[e]! -= weight * sign * (x.im[i]! * y.re[j]! - x.re[i]! * y.im[j]!)
    }
  }
}

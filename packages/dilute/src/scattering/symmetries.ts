import { groupIndex } from '../model/index.js'
import { complexZeros, type ComplexMatrix } from '../numerics/index.js'
import { oppositeDirection, probeDirections } from './probes.js'
import { complexBatch, type EnergyBatch, type Scatterer } from './scatterer.js'

/**
 * How far the amplitudes t are from four symmetries, each sufficient for detailed balance (docs/theory.md §10.2): the
 * largest deviation over the energies, as a norm relative to that of t.
 */
export interface AmplitudeSymmetries {
  /** t(k,p′←l,p) = t(l,p←k,p′)*. */
  readonly hermitian: number
  /** t(k,p′←l,p) = t(l,p←k,p′) with suitable phases of the levels. */
  readonly symmetric: number
  /** |t(k,p′←l,p)| = |t(l,−p←k,−p′)| (23). */
  readonly timeReversal: number
  /** |t(k,p′←l,p)| = |t(l,p←k,p′)| (24). */
  readonly timeReversalParity: number
}

/**
 * Tests the amplitudes at the given energies and at fixed directions. Degenerate levels: moduli are summed over each
 * group.
 */
export function amplitudeSymmetries(scatterer: Scatterer, energies: readonly EnergyBatch[]): AmplitudeSymmetries {
  const directions = probeDirections(scatterer)
  const samples = energies
    .flatMap((batch) => amplitudeMatrices(scatterer, batch, directions))
    .filter((t) => norm(t.re, t.im) > 0)
  const phases = levelPhases(scatterer.levelCount, directions.length, samples)
  const worst = (deviation: (t: Amplitudes) => number): number =>
    Math.max(0, ...samples.map((t) => deviation(t) / norm(t.re, t.im)))
  const groupOf = groupIndex(scatterer.system)
  return {
    hermitian: worst((t) => difference(t, (i, j) => [t.re[j * t.size + i]!, -t.im[j * t.size + i]!])),
    symmetric: worst((t) => difference(t, (i, j) => turned(t, i, j, phases))),
    timeReversal: worst((t) => modulusDifference(t, groupOf, oppositeDirection)),
    timeReversalParity: worst((t) => modulusDifference(t, groupOf, (d) => d)),
  }
}

/** t at one energy over (level, direction). */
interface Amplitudes {
  readonly size: number
  readonly directions: number
  readonly re: Float64Array
  readonly im: Float64Array
}

function amplitudeMatrices(
  scatterer: Scatterer,
  batch: EnergyBatch,
  directions: readonly (readonly number[])[],
): Amplitudes[] {
  const size = scatterer.levelCount * directions.length
  const count = batch.offsets.length
  const out = complexBatch(size, count)
  scatterer.amplitudes(batch, directions, out)
  return Array.from({ length: count }, (_, e) => ({
    size,
    directions: directions.length,
    re: Float64Array.from({ length: size * size }, (_, i) => out.re[i * count + e]!),
    im: Float64Array.from({ length: size * size }, (_, i) => out.im[i * count + e]!),
  }))
}

function norm(re: Float64Array, im: Float64Array): number {
  let sum = 0
  for (let i = 0; i < re.length; i++) sum += re[i]! ** 2 + im[i]! ** 2
  return Math.sqrt(sum)
}

function difference({ size, re, im }: Amplitudes, other: (i: number, j: number) => readonly [number, number]): number {
  let sum = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [x, y] = other(i, j)
      sum += (re[i * size + j]! - x) ** 2 + (im[i * size + j]! - y) ** 2
    }
  }
  return Math.sqrt(sum)
}

/**
 * The phases χ_k = 2φ_k that make t_kl = e^{i(χ_k−χ_l)} t_lk: arg Σ t_kl t_lk* along the strongest links between
 * levels.
 */
function levelPhases(levelCount: number, directions: number, samples: readonly Amplitudes[]): Float64Array {
  const z = overlaps(levelCount, directions, samples)
  const phases = new Float64Array(levelCount)
  const pending = new Set(Array.from({ length: levelCount }, (_, k) => k))
  const placed: number[] = []
  while (pending.size > 0) {
    const { k, l } = strongestLink(z, pending, placed)
    phases[k] = l === undefined ? 0 : phases[l]! + Math.atan2(z.im[k * levelCount + l]!, z.re[k * levelCount + l]!)
    pending.delete(k)
    placed.push(k)
  }
  return phases
}

/** Σ t_kl t_lk* over energies and directions. */
function overlaps(levelCount: number, directions: number, samples: readonly Amplitudes[]): ComplexMatrix {
  const z = complexZeros(levelCount, levelCount)
  for (const { size, re, im } of samples) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const pair = Math.floor(i / directions) * levelCount + Math.floor(j / directions)
        const [a, b, c, d] = [re[i * size + j]!, im[i * size + j]!, re[j * size + i]!, im[j * size + i]!]
        z.re[pair]! += a * c + b * d
        z.im[pair]! += b * c - a * d
      }
    }
  }
  return z
}

/** The level still pending that is linked best to one already placed; any where none is linked. */
function strongestLink(
  z: ComplexMatrix,
  pending: ReadonlySet<number>,
  placed: readonly number[],
): { k: number; l?: number } {
  let best: { k: number; l?: number } = { k: pending.values().next().value! }
  let strength = 0
  for (const k of pending) {
    for (const l of placed) {
      const size = Math.hypot(z.re[k * z.columns + l]!, z.im[k * z.columns + l]!)
      if (size > strength) {
        strength = size
        best = { k, l }
      }
    }
  }
  return best
}

/** e^{i(χ_k−χ_l)} t_ji for row i of level k, column j of level l. */
function turned(
  { size, directions, re, im }: Amplitudes,
  i: number,
  j: number,
  phases: Float64Array,
): [number, number] {
  const angle = phases[Math.floor(i / directions)]! - phases[Math.floor(j / directions)]!
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const [x, y] = [re[j * size + i]!, im[j * size + i]!]
  return [c * x - s * y, c * y + s * x]
}

/** Norm of |t(k,i←l,j)| − |t(l,r(j)←k,r(i))|, the moduli √Σ|t|² over groups of degenerate levels. */
function modulusDifference(t: Amplitudes, groupOf: Int32Array, reverse: (d: number) => number): number {
  const groups = Math.max(...groupOf) + 1
  const moduli = new Float64Array((groups * t.directions) ** 2)
  const at = (g: number, i: number, h: number, j: number): number =>
    (g * t.directions + i) * groups * t.directions + h * t.directions + j
  for (let row = 0; row < t.size; row++) {
    for (let column = 0; column < t.size; column++) {
      const [k, i, l, j] = [
        Math.floor(row / t.directions),
        row % t.directions,
        Math.floor(column / t.directions),
        column % t.directions,
      ]
      moduli[at(groupOf[k]!, i, groupOf[l]!, j)]! +=
        t.re[row * t.size + column]! ** 2 + t.im[row * t.size + column]! ** 2
    }
  }
  let sum = 0
  for (let g = 0; g < groups; g++) {
    for (let i = 0; i < t.directions; i++) {
      for (let h = 0; h < groups; h++) {
        for (let j = 0; j < t.directions; j++) {
          sum += (Math.sqrt(moduli[at(g, i, h, j)]!) - Math.sqrt(moduli[at(h, reverse(j), g, reverse(i))]!)) ** 2
        }
      }
    }
  }
  return Math.sqrt(sum)
}

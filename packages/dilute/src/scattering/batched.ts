import type { ComplexMatrix } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { clearClosed } from './kernel.js'
import { openLevelsAt } from './momenta.js'
import type { ComplexBatch, EnergyBatch } from './scatterer.js'

/** Energies solved one by one before they are moved to the output together: a cache line of it. */
const together = 8
/** Between the planes of two energies, so that equal entries do not fall into the same set of a cache. */
const gap = 24

/**
 * Runs a one-energy kernel, which sets the entries between open channels, over a batch; energy fastest in the output,
 * closed channels zero. `perLevel`: channels of one level.
 */
export function batched(
  system: System,
  perLevel: number,
  fill: (level: number, offset: number, out: ComplexMatrix) => void,
) {
  const channels = system.sites * perLevel
  const stride = channels * channels + gap
  const scratch = { re: new Float64Array(0), im: new Float64Array(0) }
  let matrices: ComplexMatrix[] = []
  return ({ level, offsets }: EnergyBatch, out: ComplexBatch): void => {
    const count = offsets.length
    const needed = Math.min(together, count) * stride
    if (scratch.re.length < needed) {
      Object.assign(scratch, { re: new Float64Array(needed), im: new Float64Array(needed) })
      matrices = Array.from({ length: needed / stride }, (_, e) => matrixIn(scratch, channels, e * stride))
    }
    const open = perLevel * openLevelsAt(system, level, Math.max(...offsets))
    clearClosed({ rows: channels, columns: channels * count, ...out }, open, open * count)
    for (let first = 0; first < count; first += together) {
      const some = Math.min(together, count - first)
      for (let e = 0; e < some; e++) {
        const matrix = matrices[e]!
        const openHere = perLevel * openLevelsAt(system, level, offsets[first + e]!)
        fill(level, offsets[first + e]!, matrix)
        if (openHere < open) clearClosed(matrix, openHere)
      }
      for (let row = 0; row < open; row++) {
        const to = row * channels * count + first
        interleave(scratch.re, row * channels, stride, some, out.re, to, count, open)
        interleave(scratch.im, row * channels, stride, some, out.im, to, count, open)
      }
    }
  }
}

function matrixIn({ re, im }: ComplexBatch, size: number, from: number): ComplexMatrix {
  const to = from + size * size
  return { rows: size, columns: size, re: re.subarray(from, to), im: im.subarray(from, to) }
}

/** Entry from + i of plane e goes to to + i·count + e, for `size` entries of `some` planes. */
function interleave(
  planes: Float64Array,
  from: number,
  stride: number,
  some: number,
  out: Float64Array,
  to: number,
  count: number,
  size: number,
): void {
  for (let i = 0; i < size; i++) {
    for (let e = 0; e < some; e++) out[to + i * count + e] = planes[e * stride + from + i]!
  }
}

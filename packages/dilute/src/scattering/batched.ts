import { largestOf } from '../numerics/index.js'
import type { ComplexMatrix, Planes } from '../numerics/index.js'
import type { System } from '../model/index.js'
import { clearClosed } from './kernel.js'
import { openLevelsAt } from './momenta.js'
import type { ComplexBatch, EnergyBatch } from './scatterer.js'
import { solvedBeside } from './singularEquations.js'

/** Energies solved one by one before they are moved to the output together: a cache line of it. */
export const together = 8
/** Between the planes of two energies, so that equal entries do not fall into the same set of a cache. */
const gap = 24

/** Sets the entries between open channels at one energy. */
type Fill = (level: number, offset: number, out: ComplexMatrix) => void
/** The same at some energies, at most `together`; valid until the next call. */
export type FillPlanes = (level: number, offsets: Float64Array) => Planes

/**
 * Runs a one-energy kernel, which sets the entries between open channels, over a batch; energy fastest in the output,
 * closed channels zero. `perLevel`: channels of one level.
 */
export function batched(system: System, perLevel: number, fill: Fill) {
  return inBatches(system, perLevel, planesOf(system, system.sites * perLevel, fill))
}

/** The same for a kernel that has some energies in planes. */
export function inBatches(system: System, perLevel: number, fill: FillPlanes) {
  const channels = system.sites * perLevel
  return ({ level, offsets }: EnergyBatch, out: ComplexBatch): void => {
    const count = offsets.length
    const open = perLevel * openLevelsAt(system, level, largestOf(offsets))
    clearClosed({ rows: channels, columns: channels * count, ...out }, open, open * count)
    for (let first = 0; first < count; first += together) {
      const some = offsets.subarray(first, first + together)
      const planes = fill(level, some)
      some.forEach((offset, e) => {
        const openHere = perLevel * openLevelsAt(system, level, offset)
        if (openHere < open) clearClosed(matrixOf(planes, open, e), openHere)
      })
      for (let row = 0; row < open; row++) {
        const to = row * channels * count + first
        interleave(planes.re, row * planes.columns, planes.stride, some.length, out.re, to, count, open)
        interleave(planes.im, row * planes.columns, planes.stride, some.length, out.im, to, count, open)
      }
    }
  }
}

/** One energy after another. */
function planesOf(system: System, channels: number, fill: Fill): FillPlanes {
  let planes = planesFor(channels, 0)
  let matrices: ComplexMatrix[] = []
  return (level, offsets) => {
    if (matrices.length < offsets.length) {
      planes = planesFor(channels, offsets.length)
      matrices = Array.from(offsets, (_, e) => matrixOf(planes, channels, e))
    }
    offsets.forEach((offset, e) => {
      solvedBeside(system, (at) => {
        fill(level, at(offset), matrices[e]!)
      })
    })
    return planes
  }
}

/** Room for some square matrices. */
export function planesFor(columns: number, count: number): Planes {
  const stride = columns * columns + gap
  return { re: new Float64Array(count * stride), im: new Float64Array(count * stride), stride, columns }
}

/** The first rows of matrix e. */
function matrixOf({ re, im, stride, columns }: Planes, rows: number, e: number): ComplexMatrix {
  const from = e * stride
  const to = from + rows * columns
  return { rows, columns, re: re.subarray(from, to), im: im.subarray(from, to) }
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

import type { ExportedPoint, NamedArray } from './exportedPoint.js'
import { littleEndian } from '../numerics/index.js'

/**
 * Type numbers of data elements and classes of arrays in MATLAB's level 5 MAT-file format (MathWorks, "MAT-File
 * Format").
 */
const types = { int8: 1, uint16: 4, int32: 5, uint32: 6, double: 9, matrix: 14 } as const
const classes = { char: 4, double: 6 } as const
const complexFlag = 0x08

/**
 * A MAT-file, level 5, uncompressed, little-endian: one variable for each array, one for the notes. Lists become rows.
 */
export function matFile({ arrays, notes }: ExportedPoint): Uint8Array {
  return joined([fileHeader(), ...arrays.map(numericVariable), textVariable('notes', notes)])
}

/** 116 bytes of description, 8 unused, version 1.0, and the mark of the byte order. */
function fileHeader(): Uint8Array {
  const out = new Uint8Array(128).fill(0x20)
  out.set(new TextEncoder().encode('MATLAB 5.0 MAT-file, written by dilute'))
  out.set([0x00, 0x01, 0x49, 0x4d], 124)
  return out
}

function numericVariable({ name, shape, re, im }: NamedArray): Uint8Array {
  const values = [re, ...(im ? [im] : [])].map((plane) =>
    element(types.double, littleEndian(columnMajor(plane, shape))),
  )
  return variable(name, classes.double + (im ? complexFlag << 8 : 0), atLeastTwo(shape), values)
}

function textVariable(name: string, text: string): Uint8Array {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  return variable(
    name,
    classes.char,
    [1, text.length],
    [element(types.uint16, Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >> 8])))],
  )
}

function variable(
  name: string,
  flags: number,
  dimensions: readonly number[],
  values: readonly Uint8Array[],
): Uint8Array {
  return element(
    types.matrix,
    joined([
      element(types.uint32, integers([flags, 0])),
      element(types.int32, integers(dimensions)),
      element(types.int8, new TextEncoder().encode(name)),
      ...values,
    ]),
  )
}

/** Type, number of bytes, the bytes, zeros up to a multiple of eight. */
function element(type: number, content: Uint8Array): Uint8Array {
  return joined([integers([type, content.length]), content, new Uint8Array(-content.length & 7)])
}

function integers(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length))
  values.forEach((value, i) => {
    view.setUint32(4 * i, value, true)
  })
  return new Uint8Array(view.buffer)
}

const atLeastTwo = (shape: readonly number[]): number[] => (shape.length < 2 ? [1, shape[0] ?? 1] : [...shape])

/** From row-major order, the last index fastest, to the first index fastest. */
function columnMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1))
  return Float64Array.from(values, (_, position) => {
    let [rest, entry] = [position, 0]
    shape.forEach((length, axis) => {
      entry += (rest % length) * strides[axis]!
      rest = Math.floor(rest / length)
    })
    return values[entry]!
  })
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

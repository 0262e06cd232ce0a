import type { NamedArray } from './exportedPoint.js'
import { littleEndian } from '../numerics/index.js'

/**
 * NumPy's file format, version 1.0 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html),
 * little-endian.
 */
export function npyArray({ shape, re, im }: NamedArray): Uint8Array {
  const values = im ? interleaved(re, im) : re
  return npyFile(im ? '<c16' : '<f8', shape, littleEndian(values))
}

/** A text as an array without dimensions, of type U. */
export function npyText(text: string): Uint8Array {
  const codes = Array.from(text, (character) => character.codePointAt(0)!)
  const bytes = new DataView(new ArrayBuffer(4 * codes.length))
  codes.forEach((code, i) => {
    bytes.setUint32(4 * i, code, true)
  })
  return npyFile(`<U${codes.length}`, [], new Uint8Array(bytes.buffer))
}

const alignment = 64
const preamble = 10

function npyFile(type: string, shape: readonly number[], content: Uint8Array): Uint8Array {
  const header = npyHeader(type, shape)
  const out = new Uint8Array(header.length + content.length)
  out.set(header)
  out.set(content, header.length)
  return out
}

/** What stands before the values of an array. */
export function npyHeader(type: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`
  const length = Math.ceil((preamble + header.length + 1) / alignment) * alignment
  const out = new Uint8Array(length)
  out.set([0x93, ...ascii('NUMPY'), 1, 0, (length - preamble) & 0xff, (length - preamble) >> 8])
  out.set(ascii(`${header.padEnd(length - preamble - 1)}\n`), preamble)
  return out
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

/** re₀, im₀, re₁, im₁, … */
export function interleaved(re: Float64Array, im: Float64Array): Float64Array {
  const out = new Float64Array(2 * re.length)
  re.forEach((x, i) => {
    out[2 * i] = x
    out[2 * i + 1] = im[i]!
  })
  return out
}

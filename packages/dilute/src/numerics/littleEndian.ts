const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/**
 * The bytes of float64 values, least significant first whatever the machine's order; the same memory where that is its
 * order.
 */
export function littleEndian(values: Float64Array): Uint8Array {
  if (isLittleEndian) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  const view = new DataView(new ArrayBuffer(8 * values.length))
  values.forEach((value, i) => {
    view.setFloat64(8 * i, value, true)
  })
  return new Uint8Array(view.buffer)
}

/** The values of such bytes, in memory of their own. */
export function fromLittleEndian(bytes: Uint8Array): Float64Array {
  const { buffer } = new Uint8Array(bytes)
  if (isLittleEndian) return new Float64Array(buffer)
  const view = new DataView(buffer)
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true))
}

/** What engines keep among their objects; memory of its own takes longer to get than hundreds of numbers to fill. */
const mostWithin = 8

type Arrays<Lengths extends readonly number[]> = { [K in keyof Lengths]: Float64Array }

/** Arrays of zeros of these lengths, which share one piece of memory where they need one. */
export function zeroArrays<const Lengths extends readonly number[]>(...lengths: Lengths): Arrays<Lengths> {
  const outside = lengths.reduce((sum, length) => (length > mostWithin ? sum + length : sum), 0)
  const memory = outside > 0 ? new ArrayBuffer(8 * outside) : undefined
  let end = 0
  return lengths.map((length) => {
    if (memory === undefined || length <= mostWithin) return new Float64Array(length)
    end += length
    return new Float64Array(memory, 8 * (end - length), length)
  }) as Arrays<Lengths>
}

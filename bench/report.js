/** A line of a benchmark's report. */
export const row = (what, value) => {
  process.stdout.write(`${what.padEnd(58)} ${value}\n`)
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

export function lowerQuartile(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 4)]
}

/** JSON at full precision, rows of numbers on one line. A NaN is a failed run, never a silent null. */
export function jsonText(results: unknown): string {
  const text = JSON.stringify(results, refuseNaN, 2)
  return `${text.replace(/\[[^[\]{}"]*\]/g, (row) => row.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))}\n`
}

function refuseNaN(key: string, value: unknown): unknown {
  if (Number.isNaN(value)) throw new Error(`the results hold a NaN at "${key}"`)
  return value
}

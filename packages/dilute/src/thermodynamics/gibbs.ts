/** p_k^eq = e^{−β𝓔_k}/Z. */
export function gibbsPopulations(levels: Float64Array, beta: number): Float64Array {
  const lowest = Math.min(...levels)
  const weights = levels.map((level) => Math.exp(-beta * (level - lowest)))
  const total = weights.reduce((sum, w) => sum + w, 0)
  return weights.map((w) => w / total)
}

/** S − 1 between chosen levels at any energy. */
export interface AmplitudeSource {
  /** Pairs (k, l): from level l to level k. */
  readonly elements: readonly (readonly [k: number, l: number])[]
  /** M², entries per element. */
  readonly modesSquared: number
  /** Fills `re`, `im` (element-major, modes² each, outgoing mode first) at E = 𝓔_level + kinetic; zero where a channel is closed. */
  at(level: number, kinetic: number, re: Float64Array, im: Float64Array): void
}

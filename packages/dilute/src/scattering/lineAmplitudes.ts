import type { ComplexMatrix } from '../numerics/index.js'
import type { Momenta } from './momenta.js'

/** t = i√(v_kv_l)(S − 1) between (level, direction) pairs, from S − 1 over (level, mode). */
export function fillLineAmplitudes(
  { value: p, open }: Momenta,
  mass: number,
  s: ComplexMatrix,
  directions: readonly (readonly number[])[],
  out: ComplexMatrix,
): void {
  const modes = directions.map(([x]) => (x! > 0 ? 0 : 1))
  const count = modes.length
  for (let row = 0; row < out.rows; row++) {
    const k = Math.floor(row / count)
    for (let column = 0; column < out.columns; column++) {
      const l = Math.floor(column / count)
      const both = open[k] === 1 && open[l] === 1
      const scale = both ? Math.sqrt(p[k]! * p[l]!) / mass : 0
      const from = (2 * k + modes[row % count]!) * s.columns + 2 * l + modes[column % count]!
      out.re[row * out.columns + column] = both ? -scale * s.im[from]! : 0
      out.im[row * out.columns + column] = both ? scale * s.re[from]! : 0
    }
  }
}

import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import { twoPort, type TwoPort } from './twoPort.js'

/** Of two sides, the sum and the difference over √2 in place of left and right. */
export function byParity({ ll, lr, rl, rr }: TwoPort): TwoPort {
  const out = twoPort(ll.rows)
  for (const part of ['re', 'im'] as const) {
    for (let i = 0; i < ll.re.length; i++) {
      const [a, b, c, d] = [ll[part][i]!, lr[part][i]!, rl[part][i]!, rr[part][i]!]
      out.ll[part][i] = (a + d + (b + c)) / 2
      out.lr[part][i] = (a - d - (b - c)) / 2
      out.rl[part][i] = (a - d + (b - c)) / 2
      out.rr[part][i] = (a + d - (b + c)) / 2
    }
  }
  return out
}

/** The same of a matrix over (side, channel), left before right. */
export function matrixByParity({ rows, re, im }: ComplexMatrix): ComplexMatrix {
  const out = complexZeros(rows, rows)
  const n = rows / 2
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      const [row, column] = [i % n, j % n]
      const at = (top: number, left: number): number => (top * n + row) * rows + left * n + column
      const [signOfRow, signOfColumn] = [i < n ? 1 : -1, j < n ? 1 : -1]
      const mixed = (x: Float64Array): number =>
        (x[at(0, 0)]! +
          signOfRow * signOfColumn * x[at(1, 1)]! +
          (signOfColumn * x[at(0, 1)]! + signOfRow * x[at(1, 0)]!)) /
        2
      out.re[i * rows + j] = mixed(re)
      out.im[i * rows + j] = mixed(im)
    }
  }
  return out
}

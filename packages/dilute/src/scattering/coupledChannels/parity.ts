import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import { twoPort, type TwoPort } from './twoPort.js'

/** Of two sides, the sum and the difference over √2 in place of left and right. */
export function byParity({ ll, lr, rl, rr }: TwoPort): TwoPort {
  const out = twoPort(ll.rows)
  for (const part of ['re', 'im'] as const) {
    for (let i = 0; i < ll.re.length; i++) {
      const [even, up, down, odd] = parities(ll[part][i]!, lr[part][i]!, rl[part][i]!, rr[part][i]!)
      ;[out.ll[part][i], out.lr[part][i], out.rl[part][i], out.rr[part][i]] = [even, up, down, odd]
    }
  }
  return out
}

/** The same of a matrix over (side, channel), left before right. */
export function matrixByParity(matrix: ComplexMatrix): ComplexMatrix {
  const size = matrix.rows
  const out = complexZeros(size, size)
  const n = size / 2
  for (const part of ['re', 'im'] as const) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const [ll, rl] = [i * size + j, (i + n) * size + j]
        const [lr, rr] = [ll + n, rl + n]
        const x = matrix[part]
        const [even, up, down, odd] = parities(x[ll]!, x[lr]!, x[rl]!, x[rr]!)
        ;[out[part][ll], out[part][lr], out[part][rl], out[part][rr]] = [even, up, down, odd]
      }
    }
  }
  return out
}

/** Of a matrix over the two sides, row by row. */
const parities = (ll: number, lr: number, rl: number, rr: number): [number, number, number, number] => [
  (ll + rr + (lr + rl)) / 2,
  (ll - rr - (lr - rl)) / 2,
  (ll - rr + (lr - rl)) / 2,
  (ll + rr - (lr + rl)) / 2,
]

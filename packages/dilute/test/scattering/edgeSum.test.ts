import fc from 'fast-check'
import { expect, test } from 'vitest'
import { complexZeros } from '../../src/numerics/index.js'
import { edgeSum } from '../../src/scattering/coupledChannels/edgeSum.js'
import { around } from '../support/models.js'

test.each([
  [1, 5],
  [6, 63],
  [7, 8],
  [40, 50],
])('Σ w ΓΓ† of %i rows and %i modes, kept as products or not', (rows, modes) => {
  fc.assert(
    fc.property(fc.array(around(-1, 1), { minLength: 3, maxLength: 3 }), (seeds) => {
      const edges = complexZeros(rows, modes)
      edges.re.forEach((_, i) => {
        edges.re[i] = Math.sin(seeds[0]! * 1e3 * (i + 1))
        edges.im[i] = Math.cos(seeds[1]! * 1e3 * (i + 1))
      })
      const weights = Float64Array.from({ length: modes }, (_, k) => Math.sin(seeds[2]! * 1e3 * (k + 1)))
      const out = complexZeros(rows, rows)
      edgeSum(edges)(weights, out)
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < rows; j++) {
          let [x, y] = [0, 0]
          for (let k = 0; k < modes; k++) {
            const [a, b, c, d] = [
              edges.re[i * modes + k]!,
              edges.im[i * modes + k]!,
              edges.re[j * modes + k]!,
              edges.im[j * modes + k]!,
            ]
            x += weights[k]! * (a * c + b * d)
            y += weights[k]! * (b * c - a * d)
          }
          expect(Math.hypot(out.re[i * rows + j]! - x, out.im[i * rows + j]! - y)).toBeLessThan(1e-14 * modes)
        }
      }
    }),
    { numRuns: 5 },
  )
})

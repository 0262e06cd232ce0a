import { expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem } from '../../src/model/index.js'
import { contactScatterer, unitarityResidual } from '../../src/scattering/index.js'
import { transitionsAt } from '../support/batches.js'

/** Two open levels and one closed, whose own dot is so deep that it is bound in the midst of these energies. */
const system = hamiltonianSystem([
  [
    [0, 0],
    [0.1, 0.05],
    [0.02, 0],
  ],
  [
    [0.1, -0.05],
    [0.3, 0],
    [0.03, -0.01],
  ],
  [
    [0.02, 0],
    [0.03, 0.01],
    [2, 0],
  ],
])
const scatterer = contactScatterer({
  system,
  interaction: contactStrengths({ strengths: [-0.7, -0.9, -1.1], positions: [0, 0, 0] }),
  mass: 1,
})
/** W of the highest level, U†VU, and the offset from it at which −κ − W = 0. */
const own = [-0.7, -0.9, -1.1].reduce(
  (sum, v, i) => sum + v * (system.eigenvectors.re[3 * i + 2]! ** 2 + system.eigenvectors.im[3 * i + 2]! ** 2),
  0,
)
const bound = -(own ** 2) / 2

test('where the closed level is bound on its own, S is unitary and smooth as elsewhere', () => {
  const wide = transitionsAt(scatterer, 2, bound + 1e-7)
  for (const near of [0, 1e-15, -1e-14, 1e-13, -1e-12, 1e-11, 1e-9]) {
    expect(unitarityResidual(scatterer, { level: 2, offsets: Float64Array.of(bound + near) })).toBeLessThan(1e-13)
    const s = transitionsAt(scatterer, 2, bound + near)
    for (let k = 0; k < 4; k++)
      for (let l = 0; l < 4; l++) {
        expect(s(k, l).re).toBeCloseTo(wide(k, l).re, 4)
        expect(s(k, l).im).toBeCloseTo(wide(k, l).im, 4)
      }
  }
})

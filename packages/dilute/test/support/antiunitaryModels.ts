import fc from 'fast-check'
import {
  contactStrengths,
  hamiltonianSystem,
  scatteringLengths,
  type Complex,
  type Dimension,
} from '../../src/model/index.js'
import { around, hermitian, type GeneratedModel, type Matrix } from './models.js'

/**
 * Models with Θ = P·D·K for the exchange P of sites 0 and 1: H averaged with ΘHΘ⁻¹ under random phases D that make Θ² =
 * 1, equal couplings on both sites, and positions mirrored about the others.
 */
export function antiunitaryModels(dimension: Dimension): fc.Arbitrary<GeneratedModel> {
  return fc
    .record({
      h: hermitian(3),
      phase: around(0, 3),
      same: around(0.2, 2),
      other: around(0.3, 2),
      x: around(0.1, 0.5),
      mass: around(0.3, 2),
    })
    .map(({ h, phase, same, other, x, mass }) => {
      const symmetric = averaged(h, phase)
      const positions = [
        [x, 0, 0],
        [-x, 0, 0],
        [0, 0, 0],
      ].map((r) => r.slice(0, dimension))
      const interaction =
        dimension === 1
          ? contactStrengths({ strengths: [same, same, other], positions: positions.map((r) => r[0]!) })
          : scatteringLengths({ dimension, scatteringLengths: [same, same, other], positions })
      return { h: symmetric, system: hamiltonianSystem(symmetric), interaction, mass }
    })
}

/** (H + ΘHΘ⁻¹)/2 with (ΘHΘ⁻¹)_{π(i)π(j)} = d_i d_j* H*_ij, d = (e^{iχ}, e^{iχ}, 1) so that Θ² = 1. */
function averaged(h: Matrix, phase: number): Matrix {
  const image = [1, 0, 2]
  const angles = [phase, phase, 0]
  const out = h.map((row) => row.map(([re, im]): Complex => [re / 2, im / 2]))
  h.forEach((row, i) =>
    row.forEach(([re, im], j) => {
      const [c, s] = [Math.cos(angles[i]! - angles[j]!), Math.sin(angles[i]! - angles[j]!)]
      const [a, b] = out[image[i]!]![image[j]!]!
      out[image[i]!]![image[j]!] = [a + (c * re + s * im) / 2, b + (s * re - c * im) / 2]
    }),
  )
  return out
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hamiltonianSystem, type Dimension } from '../../src/model/index.js'
import { densityOfStates, type Scatterer } from '../../src/scattering/index.js'
import { amplitudeErrors, momentaErrors } from '../../src/study/running/scatteringErrors.js'
import { around } from '../support/models.js'

/** t of |S − 1| = 2π√(n_k n_l)|t| between two levels with one mode each, or two on the line. */
function reduced(dimension: Dimension, mass: number, part: number, momenta: readonly number[]): number {
  const [to, from] = momenta.map((p) => densityOfStates(dimension, mass, p) / (dimension === 1 ? 2 : 1))
  return part / (2 * Math.PI * Math.sqrt(to! * from!))
}

test('reduced amplitudes are known no better than the momenta: near a threshold that is what they have', () => {
  const ratios: number[] = []
  fc.assert(
    fc.property(
      fc.constantFrom<Dimension[]>(1, 2, 3),
      around(0.1, 3),
      around(0.1, 2),
      fc.tuple(around(-4, 1), around(-4, 1)),
      around(-9, -3),
      (dimension, mass, part, decades, unknown) => {
        const momenta = decades.map((decade) => 10 ** decade)
        const t = reduced(dimension, mass, part, momenta)
        // of an error of the energy that is small beside the lower kinetic energy
        const energyError = (10 ** unknown * Math.min(...momenta) ** 2) / mass
        const errors = momentaErrors(momenta, mass, energyError) as number[]
        const scatterer = { dimension, mass, system: hamiltonianSystem([[[0, 0]]]) } as unknown as Scatterer
        const known = momenta.map((p, level) => ({ p, error: errors[level]! }))
        const [[, bar]] = amplitudeErrors(
          scatterer,
          [
            [
              [0, 0],
              [0, t],
            ],
          ],
          [[0, 0]],
          [0, 1],
          known,
        ) as [number[]]
        for (const sign of [1, -1]) {
          const moved = momenta.map((p, level) => p + sign * errors[level]!)
          const off = Math.abs(reduced(dimension, mass, part, moved) - t)
          expect(off).toBeLessThanOrEqual(bar! * (1 + 2 * 10 ** unknown) + 1e-15 * t)
          if (dimension !== 2) ratios.push(bar! / off)
        }
      },
    ),
  )
  expect(Math.max(...ratios)).toBeLessThan(1.1)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collisionTable, thermalRates } from '../../src/generator/index.js'
import { contactStrengths, thermalGas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { around, models } from '../support/models.js'

/** ∫du e^{−z sinh²u} over all u, by the trapezoidal rule, which leaves nothing out here. */
function cold(z: number): number {
  const step = 1 / 64
  let sum = 0
  for (let i = -1024; i <= 1024; i++) sum += Math.exp(-z * Math.sinh(i * step) ** 2)
  return step * sum
}

test('Born’s rates on the line are ν√(2mβ/π)|t|²∫du e^{−βω sinh²u}, with bars that are not idle', () => {
  const ratios: number[] = []
  fc.assert(
    fc.property(
      models(1),
      fc.array(around(0.2, 2), { minLength: 4, maxLength: 4 }),
      around(0.2, 5),
      (model, v, beta) => {
        const { system, mass } = model
        const n = system.sites
        const strengths = Array.from({ length: n }, (_, i) => v[i % 4]!)
        const { levels, eigenvectors: u } = system
        fc.pre(levels.subarray(1).every((level, k) => level - levels[k]! > 0.05))
        const scatterer = contactScatterer({
          ...{ system, mass, interaction: contactStrengths({ strengths }) },
          method: { method: 'born' },
        })
        const gas = thermalGas({ dimension: 1, mass, density: 1, beta })
        const { values, errors } = thermalRates(collisionTable(scatterer, { betas: [beta] }), gas)
        for (let l = 0; l < n; l++)
          for (let k = 0; k < l; k++) {
            const t = [0, 0] as [number, number]
            strengths.forEach((strength, i) => {
              const [a, b] = [i * n + k, i * n + l]
              t[0] += strength * (u.re[a]! * u.re[b]! + u.im[a]! * u.im[b]!)
              t[1] += strength * (u.re[a]! * u.im[b]! - u.im[a]! * u.re[b]!)
            })
            const expected =
              Math.sqrt((2 * mass * beta) / Math.PI) * (t[0] ** 2 + t[1] ** 2) * cold(beta * (levels[l]! - levels[k]!))
            const [value, error] = [values[k * n + l]!, errors[k * n + l]!]
            const off = Math.abs(value - expected)
            expect(off).toBeLessThanOrEqual(error + 2e-15 * expected + 1e-28)
            if (expected > 1e-4) {
              expect(error).toBeLessThan(1e-10 * expected)
              ratios.push(error / Math.max(off, 1e-16 * expected))
            }
          }
      },
    ),
    { numRuns: 40 },
  )
  expect(ratios.length).toBeGreaterThan(20)
  expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(1e4)
})

import { expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, ringSystem, thermalGas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { elasticRates } from '../../src/generator/index.js'

test.each([[0.5, 1], [2, 0.3]])('a level of its own with a contact of strength %d: half of what is scattered goes back, ν∫dp G(p)|v| 2V²/(v² + V²), at β = %d', (strength, beta) => {
  const scatterer = contactScatterer({ system: hamiltonianSystem([[[0, 0], [0, 0]], [[0, 0], [0.8, 0]]]), interaction: contactStrengths({ strengths: [strength, 1] }), mass: 1 })
  const gas = thermalGas({ dimension: 1, mass: 1, density: 0.7, beta })
  const { values: [rate], errors: [error] } = elasticRates(scatterer, gas)
  const step = 1e-3 / Math.sqrt(beta)
  let expected = 0
  for (let v = step / 2; v < 12 / Math.sqrt(beta); v += step) {
    expected += 2 * 0.7 * step * Math.sqrt(beta / (2 * Math.PI)) * Math.exp((-beta * v * v) / 2) * v * 2 * strength ** 2 / (v * v + strength ** 2)
  }
  expect(Math.abs(rate! - expected)).toBeLessThan(error! + 1e-5 * expected)
  expect(error! / rate!).toBeLessThan(0.01)
})

test('in every level of Fig. 1 most collisions are elastic, and their errors are stated', () => {
  const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 })
  const { values, errors } = elasticRates(scatterer, thermalGas({ dimension: 1, mass: 1, density: 1, beta: 2 }))
  expect(Math.min(...values)).toBeGreaterThan(0.1)
  values.forEach((rate, k) => { expect(errors[k]! / rate).toBeLessThan(1e-6) })
})

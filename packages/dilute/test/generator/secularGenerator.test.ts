import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contactStrengths, ringSystem, thermalGas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable } from '../../src/generator/index.js'
import { secularGenerator } from '../../src/generator/secularGenerator.js'

type Value = [number, number][][][][]
const reference = JSON.parse(readFileSync(new URL('../reference/generator_fig1.json', import.meta.url), 'utf8')) as { value: Value }

describe('the generator of Fig. 1', () => {
  const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 })
  const table = collisionTable(scatterer, { betas: [2] })
  const generator = secularGenerator({ table, gas: thermalGas({ dimension: 1, mass: 1, density: 1, beta: 2 }) })
  test('agrees with the independent reference to 1e-10, up to the phases of the levels', () => {
    let compared = 0
    for (const { pairs, matrix } of generator.blocks) {
      pairs.forEach(([k, k2], row) => pairs.forEach(([l, l2], column) => {
        const [re, im] = reference.value[k]![k2]![l]![l2]!
        const entry = row * matrix.columns + column
        const [x, y] = [matrix.re[entry]!, matrix.im[entry]!]
        expect(Math.abs(Math.hypot(x, y) - Math.hypot(re, im)), `${k}${k2} ${l}${l2}`).toBeLessThan(1e-10 * Math.hypot(re, im))
        if ((k === k2 && l === l2) || (k === l && k2 === l2)) expect(Math.hypot(x - re, y - im)).toBeLessThan(1e-10 * Math.hypot(re, im))
        compared++
      }))
    }
    expect(compared).toBe(9 + 4 + 4 + 1 + 1)
  })
})

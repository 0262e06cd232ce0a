import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxwellianRates, type RateIntegrals } from '../../src/generator/index.js'
import { hamiltonianSystem, levelMixing, thermalGas, type Complex } from '../../src/model/index.js'
import { violationIn } from '../../src/pieces/violation.js'
import { detailedBalance } from '../../src/thermodynamics/index.js'
import { around } from '../support/models.js'

test('the largest |ln I| has the bar that it has among all, also between levels that nearly coincide', () => {
  const sizes = fc.array(around(0.1, 3), { minLength: 9, maxLength: 9 })
  fc.assert(
    fc.property(around(-9, -5), fc.boolean(), sizes, sizes, (decade, isUpper, values, errors) => {
      const apart = 10 ** decade
      const energies = isUpper ? [0, 1, 1 + apart] : [0, apart, 1]
      const system = hamiltonianSystem(energies.map((x, i) => energies.map((_, j): Complex => [i === j ? x : 0, 0])))
      const mixing = levelMixing(system)
      // one level is far from both others
      expect(Math.max(...mixing)).toBeGreaterThan(100 * Math.min(...mixing))
      const integrals: RateIntegrals = {
        value: Float64Array.from(values),
        error: Float64Array.from(errors, (x) => 1e-15 * x),
        floor: new Float64Array(9),
      }
      const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 0.7 })
      const { worst } = detailedBalance(maxwellianRates(system, integrals, gas), system.levels, gas.beta)
      const { value, bar } = violationIn(system)(integrals)
      expect(value).toBeCloseTo(Math.abs(worst!.logRatio), 13)
      expect(bar / worst!.logRatioError).toBeCloseTo(1, 1)
    }),
  )
})

import { expect, test } from 'vitest'
import { PointRates } from '../../src/maps/index.js'
import { softLevels } from '../../src/maps/softLevels.js'
import { ringSystem } from '../../src/model/index.js'

const system = ringSystem({ sites: 3, tunneling: -0.3, flux: 0.75 })
const motion = (dimension: 1 | 2 | 3) => ({ dimension, mass: 1, beta: 2 })

test('levels are soft by all their dots together, with momenta below a thousandth of those at hand', () => {
  const isSoft = softLevels(system, motion(1))
  // every dot has a third of every level; the gas reaches momenta of 1
  expect(isSoft(Float64Array.of(1e-4, 1e-4, 1e-4))).toBe(true)
  expect(isSoft(Float64Array.of(5e-3, 0, 0))).toBe(false)
  expect(isSoft(Float64Array.of(5e-3, -5e-3, 0))).toBe(false)
  const inSpace = softLevels(system, motion(3))
  const couplings = (...lengths: number[]): Float64Array => Float64Array.from(lengths, (a) => 2 * Math.PI * a)
  expect(inSpace(couplings(1e5, 1e5, 1e5))).toBe(true)
  expect(inSpace(couplings(1e5, 1e5, 10))).toBe(false)
  expect(softLevels(system, motion(2))(Float64Array.of(1e-9, 1e-9, 1e-9))).toBe(false)
})

test('fixed rules leave such points to the adaptive table', () => {
  const engine = new PointRates(system, motion(1), 1e-6)
  expect(engine.integrals(Float64Array.of(1e-5, 2e-5, 1e-4))).toBeNull()
  expect(engine.integrals(Float64Array.of(1, 0.7, 1.5))).not.toBeNull()
})

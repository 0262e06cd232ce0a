import { expect, test } from 'vitest'
import { zerosInStrip } from '../../src/scattering/poles/strip.js'

test('a function that is rounding ends a search for zeros: nothing is found, and the place is named', () => {
  let [seed, values] = [1, 0]
  const noise = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647
  const { zeros, uncounted } = zerosInStrip({
    log: () => {
      values++
      return { x: noise(), y: 6 * noise() }
    },
    phase: () => 6 * noise(),
    depth: () => 0.1,
    grid: [0, 0.3, 0.7, 1],
  })
  expect(zeros).toEqual([])
  expect(uncounted.length).toBeGreaterThan(0)
  expect(values).toBeLessThan(1e6)
})

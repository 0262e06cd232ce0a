import { expect, test } from 'vitest'
import { hamiltonianSystem, type Complex, type System } from '../../src/model/index.js'
import { probeEnergies } from '../../src/scattering/index.js'

const ladder = (count: number): System =>
  hamiltonianSystem(
    Array.from({ length: count }, (_, i) => Array.from({ length: count }, (__, j): Complex => [i === j ? i : 0, 0])),
  )
const probed = (count: number): number[] => probeEnergies(ladder(count), 1).map(({ level }) => level)

test('laws are probed between any two thresholds, and above the highest', () => {
  expect(probed(1)).toEqual([0])
  expect(probed(33)).toEqual(Array.from({ length: 33 }, (_, k) => k))
  for (const { level, offsets } of probeEnergies(ladder(4), 7)) {
    expect(offsets.length).toBe(level === 3 ? 5 : 3)
    expect(Math.max(...offsets)).toBeCloseTo(level === 3 ? 4.7 * 7 : 0.87, 12)
  }
})

test('of many thresholds at as many, from the lowest to the highest', () => {
  const levels = probed(200)
  expect([levels.length, levels[0], levels.at(-1)]).toEqual([33, 0, 199])
  const steps = levels.slice(1).map((level, i) => level - levels[i]!)
  expect([Math.min(...steps), Math.max(...steps)]).toEqual([6, 7])
})

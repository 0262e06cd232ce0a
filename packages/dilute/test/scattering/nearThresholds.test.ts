import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  centralInteraction,
  exponentialPotential,
  gaussianPotential,
  hamiltonianSystem,
  poschlTellerPotential,
} from '../../src/model/index.js'
import { centralScatterer, complexBatch, partialWaves } from '../../src/scattering/index.js'

const shapes = { gaussian: gaussianPotential, exponential: exponentialPotential, poschlTeller: poschlTellerPotential }

/** S of the s-wave by rows, at an offset from the upper of two levels, on either side of it. */
interface NearThreshold {
  readonly potentials: readonly { shape: keyof typeof shapes; height: number; width: number }[]
  readonly offset: number
  readonly s: readonly (readonly [re: number, im: number])[]
}

/**
 * Mass 1; by extrapolated steps of the coupled equations in 34 digits up to r = 100. The signs of the levels are free,
 * and with them that of S between both.
 */
const known = JSON.parse(readFileSync(new URL('./nearThresholds.json', import.meta.url), 'utf8')) as NearThreshold[]

const system = hamiltonianSystem([
  [
    [0, 0],
    [0.3, 0],
  ],
  [
    [0.3, 0],
    [1, 0],
  ],
])

test('S next to a threshold is within its bar, long tails and deep wells among them; the bars are not idle', () => {
  const ratios = known.map(({ potentials, offset, s }) => {
    const interaction = centralInteraction({ potentials: potentials.map(({ shape, ...rest }) => shapes[shape](rest)) })
    const waves = partialWaves({ system, mass: 1, interaction })
    const [batch, out] = [{ level: 1, offsets: Float64Array.of(offset) }, complexBatch(2, 1)]
    waves.transitions(0, batch, out)
    const distance = (sign: number): number =>
      Math.max(
        ...s.map(([re, im], i) => {
          const diagonal = i % 3 === 0
          const [one, turn] = [diagonal && (re !== 0 || im !== 0) ? 1 : 0, diagonal ? 1 : sign]
          return Math.hypot(out.re[i]! + one - turn * re, out.im[i]! - turn * im)
        }),
      )
    const off = Math.min(distance(1), distance(-1))
    const bar = centralScatterer(waves, { count: 1 }).estimatedErrors(batch)[0]!
    expect(off, JSON.stringify([potentials, offset])).toBeLessThanOrEqual(bar)
    return bar / off
  })
  expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(100)
})

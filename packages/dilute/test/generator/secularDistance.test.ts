import { describe, expect, test } from 'vitest'
import { hamiltonianSystem, ringSystem } from '../../src/model/index.js'
import { secularDistance } from '../../src/generator/index.js'
import { diagonal } from '../dynamics/generators.js'
import { lineGenerator } from '../support/degenerateModels.js'
import { rotatedLevels } from '../support/rotatedLevels.js'

describe('the distance of Bohr frequencies for the decays at work', () => {
  test.each([
    { sites: 3, strengths: [1, 0.7, 1.5] },
    { sites: 4, strengths: [1, 0.7, 1.5, -0.4] },
    { sites: 5, strengths: [1, 0.7, 1.5, -0.4, 2] },
  ])('does not depend on the basis among equal levels: a ring of $sites', ({ sites, strengths }) => {
    const system = ringSystem({ sites, tunneling: -0.5, flux: 0 })
    const [one, other] = [system, rotatedLevels(system)].map((each) =>
      secularDistance(lineGenerator({ system: each, strengths, beta: 2 })),
    )
    expect(other!.decay / one!.decay).toBeCloseTo(1, 9)
    expect(other!.ratio / one!.ratio).toBeCloseTo(1, 9)
  })

  test('of single levels takes the element that leaves itself fastest', () => {
    const generator = lineGenerator({
      system: hamiltonianSystem(diagonal([0, 1, 2.01])),
      strengths: [1, 0.7, 1.5],
      beta: 2,
    })
    const leaving = generator.blocks.flatMap(({ pairs, matrix }) =>
      pairs.map((_, i) => -matrix.re[i * (matrix.columns + 1)]!),
    )
    expect(leaving).toContain(secularDistance(generator).decay)
  })
})

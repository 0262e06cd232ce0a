import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactStrengths, couplings, distance, isTransparent, scatteringLengths } from '../../src/model/index.js'
import { hundredths } from './systems.js'

describe('contact interactions', () => {
  test('stand at one point unless positions say otherwise', () => {
    expect(contactStrengths({ strengths: [1, 2] }).positions).toEqual([[0], [0]])
    expect(scatteringLengths({ dimension: 2, scatteringLengths: [1] }).positions).toEqual([[0, 0]])
    expect(scatteringLengths({ dimension: 3, scatteringLengths: [1] }).positions).toEqual([[0, 0, 0]])
    expect(contactStrengths({ strengths: [1, 2], positions: [3, -4] }).positions).toEqual([[3], [-4]])
  })

  test('do not change when the arguments do', () => {
    const strengths = [1, 2]
    const positions = [0, 1]
    const line = contactStrengths({ strengths, positions })
    const points = [
      [0, 0, 0],
      [0, 0, 1],
    ]
    const space = scatteringLengths({ dimension: 3, scatteringLengths: strengths, positions: points })
    strengths[0] = 9
    positions[0] = 9
    points[0]![0] = 9
    expect([[...line.strengths], line.positions]).toEqual([
      [1, 2],
      [[0], [1]],
    ])
    expect([[...space.scatteringLengths], space.positions]).toEqual([
      [1, 2],
      [
        [0, 0, 0],
        [0, 0, 1],
      ],
    ])
  })

  test('have couplings in the order of the sites, and are transparent where these vanish in one dimension', () => {
    const line = contactStrengths({ strengths: [0, 2, -0, -1] })
    expect([...couplings(line)]).toEqual([0, 2, -0, -1])
    expect([0, 1, 2, 3].map((site) => isTransparent(line, site))).toEqual([true, false, true, false])
    const plane = scatteringLengths({ dimension: 2, scatteringLengths: [1e-300, 2] })
    expect([...couplings(plane)]).toEqual([1e-300, 2])
    expect(isTransparent(plane, 0)).toBe(false)
  })

  test(
    'have Euclidean distances: zero to themselves, symmetric, with the triangle inequality, however the points ' +
      'are moved together',
    () => {
      const point = fc.tuple(hundredths(-5, 5), hundredths(-5, 5), hundredths(-5, 5)).map((r) => [...r])
      fc.assert(
        fc.property(fc.tuple(point, point, point), point, (positions, shift) => {
          const at = (points: number[][]): ReturnType<typeof scatteringLengths> =>
            scatteringLengths({ dimension: 3, scatteringLengths: [1, 1, 1], positions: points })
          const here = at(positions)
          const there = at(positions.map((r) => r.map((x, c) => x + shift[c]!)))
          for (let i = 0; i < 3; i++) {
            expect(distance(here, i, i)).toBe(0)
            for (let j = 0; j < 3; j++) {
              expect(distance(here, i, j)).toBe(distance(here, j, i))
              expect(distance(there, i, j)).toBeCloseTo(distance(here, i, j), 12)
            }
          }
          expect(distance(here, 0, 2)).toBeLessThanOrEqual(distance(here, 0, 1) + distance(here, 1, 2) + 1e-12)
        }),
      )
      const triangle = scatteringLengths({
        dimension: 2,
        scatteringLengths: [1, 1],
        positions: [
          [0, 3],
          [4, 0],
        ],
      })
      expect(distance(triangle, 0, 1)).toBe(5)
      expect(distance(contactStrengths({ strengths: [1, 1], positions: [-2, 5] }), 0, 1)).toBe(7)
    },
  )

  test('are frozen', () => {
    expect(Object.isFrozen(contactStrengths({ strengths: [1] }))).toBe(true)
    expect(Object.isFrozen(scatteringLengths({ dimension: 3, scatteringLengths: [1] }))).toBe(true)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centralInteraction,
  deltaPotential,
  exponentialPotential,
  functionPotential,
  gaussianPotential,
  InvalidModel,
  poschlTellerPotential,
  potentialInteraction,
  squarePotential,
  sumOfPotentials,
  tabulatedPotential,
  woodsSaxonPotential,
} from '../../src/model/index.js'
import { around } from '../support/models.js'

const shape = fc.record({ height: around(-3, 3).filter((v) => v !== 0), width: around(0.1, 2), center: around(-2, 2) })

function refusal(build: () => unknown): [path: string, expected: string, found: string] {
  try {
    build()
  } catch (error) {
    if (error instanceof InvalidModel) return [error.path, error.expected, error.found]
    throw error
  }
  throw new Error('nothing was refused')
}

describe('shapes', () => {
  test('each has its formula inside its support, and nothing outside', () => {
    fc.assert(
      fc.property(shape, around(-4, 4), (s, x) => {
        const q = s.center + x * s.width
        expect(gaussianPotential(s).value(q)).toBeCloseTo(s.height * Math.exp((-x * x) / 2), 12)
        expect(poschlTellerPotential(s).value(q)).toBeCloseTo(s.height / Math.cosh(x) ** 2, 12)
        expect(exponentialPotential(s).value(q)).toBeCloseTo(s.height * Math.exp(-Math.abs(x)), 12)
        const saxon = woodsSaxonPotential({ ...s, radius: 1, diffuseness: s.width })
        expect(saxon.value(q)).toBeCloseTo(s.height / (1 + Math.exp(Math.abs(x) - 1 / s.width)), 12)
        for (const potential of [gaussianPotential(s), poschlTellerPotential(s), exponentialPotential(s), saxon]) {
          const [from, to] = potential.support[0]!
          for (const [inside, outside] of [
            [from, from - 1e-9],
            [to, to + 1e-9],
          ] as const) {
            expect(Math.abs(potential.value(inside + (s.center - inside) * 1e-9))).toBeLessThan(
              2e-16 * Math.abs(s.height) + 1e-300,
            )
            expect(potential.value(outside)).toBe(0)
          }
        }
      }),
    )
  })

  test('nothing is left of a potential of height zero', () => {
    expect(
      [
        gaussianPotential({ height: 0, width: 1 }),
        squarePotential({ height: 0, from: 0, to: 1 }),
        deltaPotential({ strength: 0 }),
      ].map(({ support, deltas }) => [support, deltas]),
    ).toEqual([
      [[], []],
      [[], []],
      [[], []],
    ])
  })

  test('a square is its height, with a jump at both ends', () => {
    const well = squarePotential({ height: -2, from: -1, to: 3 })
    expect([well.value(-1.01), well.value(-0.99), well.value(2.9), well.value(3.1)]).toEqual([0, -2, -2, 0])
    expect(well.breaks).toEqual([-1, 3])
  })

  test('a sum adds values, joins supports that overlap and keeps deltas and breaks', () => {
    const sum = sumOfPotentials([
      squarePotential({ height: 1, from: 0, to: 2 }),
      squarePotential({ height: 3, from: 1, to: 4 }),
      squarePotential({ height: 1, from: 6, to: 7 }),
      deltaPotential({ strength: 5, position: 9 }),
    ])
    expect([0.5, 1.5, 3, 5, 6.5].map((q) => sum.value(q))).toEqual([1, 4, 3, 0, 1])
    expect(sum.support).toEqual([
      [0, 4],
      [6, 7],
    ])
    expect(sum.breaks).toEqual([0, 1, 2, 4, 6, 7])
    expect(sum.deltas).toEqual([{ strength: 5, position: 9 }])
  })

  test(
    'a spline meets its samples, is smooth, and approaches a smooth function with the fourth power of the ' + 'spacing',
    () => {
      const bump = (q: number): number => (Math.abs(q) < 1 ? (1 - q * q) ** 6 : 0)
      const error = (n: number): number => {
        const positions = Array.from({ length: n + 1 }, (_, i) => -1 + (2 * i) / n)
        const spline = tabulatedPotential({ positions, values: positions.map(bump) })
        positions.slice(1, -1).forEach((q) => {
          expect(spline.value(q)).toBeCloseTo(bump(q), 14)
        })
        return Math.max(
          ...Array.from({ length: 999 }, (_, i) =>
            Math.abs(spline.value(-0.999 + i * 0.002) - bump(-0.999 + i * 0.002)),
          ),
        )
      }
      expect(Math.log2(error(40) / error(80))).toBeCloseTo(4, 0)
      expect(tabulatedPotential({ positions: [0, 1, 2, 3], values: [0, 1, 8, 27], ends: 'jump' }).breaks).toEqual([
        0, 1, 2, 3,
      ])
    },
  )
})

describe('what is refused says where, and what was expected', () => {
  test.each([
    [() => gaussianPotential({ height: 1, width: 0 }), 'width', 'a positive number', '0'],
    [() => gaussianPotential({ height: NaN, width: 1 }), 'height', 'a finite number', 'NaN'],
    [() => squarePotential({ height: 1, from: 2, to: 2 }), 'to', 'a number above from = 2', '2'],
    [() => deltaPotential({ strength: Infinity }), 'strength', 'a finite number', 'Infinity'],
    [() => woodsSaxonPotential({ height: 1, radius: 1, diffuseness: -1 }), 'diffuseness', 'a positive number', '-1'],
    [
      () => tabulatedPotential({ positions: [0, 1, 1, 2], values: [0, 1, 1, 0] }),
      'positions[2]',
      'a number above 1',
      '1',
    ],
    [() => tabulatedPotential({ positions: [0, 1, 2], values: [0, 1, 0] }), 'positions', 'at least four', '3'],
    [
      () => tabulatedPotential({ positions: [0, 1, 2, 3], values: [0, 1, NaN, 0] }),
      'values[2]',
      'a finite number',
      'NaN',
    ],
    [() => potentialInteraction([]), 'potentials', 'at least one, one per site', 'none'],
    [
      () => centralInteraction({ potentials: [deltaPotential({ strength: 1 })] }),
      'potentials[0]',
      'shells of radius above 0',
      'a shell of radius 0',
    ],
    [
      () => functionPotential({ value: (q) => 1 / (q - 0.5) ** 2 - 1, from: 0, to: 1, breaks: [2] }),
      'breaks[0]',
      'a point between 0 and 1',
      '2',
    ],
  ])('%s', (build, path, expected, found) => {
    expect(refusal(build)).toEqual([path, expected, found])
  })

  test('a function that is not finite, jumps where it should not, or has not died away', () => {
    expect(refusal(() => functionPotential({ value: (q) => (q > 0.3 ? NaN : 0), from: 0, to: 1 }))[2]).toMatch(
      /^V\(0\.30.*\) = NaN$/,
    )
    const jump = refusal(() => functionPotential({ value: (q) => (q < 0.3 ? q : 0), from: 0, to: 1 }))
    expect(jump[0]).toBe('breaks')
    expect(jump[1]).toMatch(/near 0\.3.* jumps from 0\.2999.* to 0$/)
    expect(refusal(() => functionPotential({ value: (q) => Math.exp(-q), from: 0, to: 5 }))).toEqual([
      'support',
      'V below 1e-12 of its largest value at its ends, or ends that are declared jumps',
      'V(0) = 1',
    ])
  })

  test('a feature far narrower than the grid is smooth all the same', () => {
    const narrow = (q: number): number => -Math.exp(-(((q - 0.50001) / 3.9e-4) ** 2))
    expect(() => functionPotential({ value: narrow, from: 0, to: 1 })).not.toThrow()
  })

  test('the same functions with their jumps declared are accepted', () => {
    expect(functionPotential({ value: (q) => (q < 0.3 ? q : 0), from: 0, to: 1, breaks: [0.3] }).breaks).toEqual([
      0, 0.3, 1,
    ])
    expect(functionPotential({ value: (q) => Math.exp(-q), from: 0, to: 5, ends: 'jump' }).breaks).toEqual([0, 5])
    fc.assert(
      fc.property(around(0.05, 1), around(-2, 2), (width, center) => {
        const smooth = functionPotential({
          value: (q) => Math.tanh((q - center) / width) / Math.cosh((q - center) / width),
          from: center - 30 * width,
          to: center + 30 * width,
        })
        expect(smooth.breaks).toEqual(smooth.support[0])
      }),
    )
  })
})

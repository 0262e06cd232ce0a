import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ringSystem, type Ring } from '../../src/model/index.js'
import { at } from '../numerics/matrices.js'
import { hundredths, sites } from './systems.js'

const ring: fc.Arbitrary<Ring> = fc.record({
  sites: sites(3, 13),
  tunneling: hundredths(-3, 3),
  flux: hundredths(-4, 4),
})

/** a·cos[2π(φ+j)/n], ascending. */
const cosines = (n: number, flux: number, amplitude: number): number[] =>
  Array.from({ length: n }, (_, j) => amplitude * Math.cos((2 * Math.PI * (flux + j)) / n)).sort((x, y) => x - y)

const distance = (levels: Float64Array, expected: readonly number[]): number =>
  Math.max(...expected.map((e, k) => Math.abs(levels[k]! - e)))

describe('the levels of a ring', () => {
  test('are 2τ cos[2π(φ+j)/n] for either sign of τ', () => {
    fc.assert(
      fc.property(ring, ({ sites: n, tunneling, flux }) => {
        expect(
          distance(ringSystem({ sites: n, tunneling, flux }).levels, cosines(n, flux, 2 * tunneling)),
        ).toBeLessThan(2e-14)
      }),
    )
  })

  test('(28) as printed, −2|τ| cos[2π(φ+j)/3], is right for τ < 0 and wrong for τ > 0', () => {
    const flux = fc.integer({ min: -40, max: 40 }).map((x) => x / 20 + 0.005)
    fc.assert(
      fc.property(hundredths(0.1, 3), flux, (size, φ) => {
        const printed = cosines(3, φ, -2 * size)
        expect(distance(ringSystem({ sites: 3, tunneling: -size, flux: φ }).levels, printed)).toBeLessThan(2e-14)
        expect(distance(ringSystem({ sites: 3, tunneling: size, flux: φ }).levels, printed)).toBeGreaterThan(
          1e-3 * size,
        )
      }),
    )
    // without flux: one level at 2τ and two at −τ
    const [low, middle, high] = ringSystem({ sites: 3, tunneling: 1, flux: 0 }).levels
    expect([low, middle, high]).toEqual([expect.closeTo(-1, 14), expect.closeTo(-1, 14), expect.closeTo(2, 14)])
    expect(cosines(3, 0, -2)).toEqual([-2, expect.closeTo(1, 14), expect.closeTo(1, 14)])
  })

  test('of Fig. 1, φ = 3/4 and τ = −1/(2√3), are −½, 0, ½', () => {
    const { levels } = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
    expect([...levels]).toEqual([expect.closeTo(-0.5, 15), expect.closeTo(0, 15), expect.closeTo(0.5, 15)])
  })

  test('come back after one flux quantum, and do not tell φ from −φ', () => {
    fc.assert(
      fc.property(
        ring,
        fc.array(hundredths(-2, 2), { minLength: 13, maxLength: 13 }),
        ({ sites: n, tunneling, flux }, energies) => {
          const onsite = energies.slice(0, n)
          const { levels } = ringSystem({ sites: n, tunneling, flux, onsite })
          expect(
            distance(ringSystem({ sites: n, tunneling, flux: flux + 1, onsite }).levels, [...levels]),
          ).toBeLessThan(2e-14)
          expect(distance(ringSystem({ sites: n, tunneling, flux: -flux, onsite }).levels, [...levels])).toBeLessThan(
            2e-14,
          )
        },
      ),
    )
  })

  test('of an even ring are mirrored at zero; a common on-site energy shifts them', () => {
    fc.assert(
      fc.property(ring, hundredths(-2, 2), ({ sites: n, tunneling, flux }, energy) => {
        const { levels } = ringSystem({ sites: n, tunneling, flux })
        if (n % 2 === 0)
          expect(
            distance(
              levels,
              [...levels].reverse().map((e) => -e),
            ),
          ).toBeLessThan(2e-14)
        const shifted = ringSystem({ sites: n, tunneling, flux, onsite: new Array<number>(n).fill(energy) })
        expect(
          distance(
            shifted.levels,
            [...levels].map((e) => e + energy),
          ),
        ).toBeLessThan(3e-14)
      }),
    )
  })

  test('on-site energies alone, without tunnelling, are the levels', () => {
    const { levels, groups } = ringSystem({ sites: 4, tunneling: 0, flux: 0.3, onsite: [2, -1, 2, 0] })
    expect([...levels]).toEqual([-1, 0, 2, 2])
    expect(groups).toEqual([[0], [1], [2, 3]])
  })
})

describe('the Hamiltonian of a ring', () => {
  test('has ⟨i|H|i+1⟩ = τ e^{−i2πφ/n}, its conjugate below, the on-site energies, and nothing else', () => {
    fc.assert(
      fc.property(ring, ({ sites: n, tunneling, flux }) => {
        const onsite = Array.from({ length: n }, (_, i) => i - 1)
        const { hamiltonian } = ringSystem({ sites: n, tunneling, flux, onsite })
        const phase = (-2 * Math.PI * flux) / n
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const up = (i + 1) % n === j
            const down = (j + 1) % n === i
            const expected =
              i === j
                ? [onsite[i]!, 0]
                : up || down
                  ? [tunneling * Math.cos(phase), (up ? 1 : -1) * tunneling * Math.sin(phase)]
                  : [0, 0]
            const [x, y] = at(hamiltonian, i, j)
            expect(Math.hypot(x - expected[0]!, y - expected[1]!)).toBeLessThan(1e-15)
          }
        }
      }),
    )
  })

  test('keeps its flux, and has the number of sites it was given', () => {
    fc.assert(
      fc.property(ring, (arguments_) => {
        const system = ringSystem(arguments_)
        expect([system.sites, system.flux]).toEqual([arguments_.sites, arguments_.flux])
      }),
    )
  })
})

test('a ring without flux has pairs of levels, equal to the last bit', () => {
  fc.assert(
    fc.property(sites(3, 24), fc.constantFrom(-1.3, -1, 0.7, 2), (n, tunneling) => {
      const { levels, groups } = ringSystem({ sites: n, tunneling, flux: 0 })
      expect(groups.filter((group) => group.length === 2)).toHaveLength(Math.floor((n - 1) / 2))
      expect(groups.filter((group) => group.length === 1)).toHaveLength(n % 2 === 0 ? 2 : 1)
      for (const group of groups) for (const k of group) expect(levels[k]).toBe(levels[group[0]!])
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  couplingTest,
  fundamentalLoops,
  hamiltonianSystem,
  latticeSystem,
  ringSystem,
  type Complex,
  type Loop,
  type System,
} from '../../src/model/index.js'
import { at } from '../numerics/matrices.js'
import {
  gaugeTransformed,
  hermitian,
  hundredths,
  permutationOf,
  phasesFor,
  realSymmetric,
  renamed,
  sites,
  type Rows,
} from './systems.js'

/** About half of the bonds removed. */
const thinned = (rows: fc.Arbitrary<Rows>): fc.Arbitrary<Rows> =>
  rows.chain((h) =>
    fc
      .array(fc.boolean(), { minLength: h.length ** 2, maxLength: h.length ** 2 })
      .map((keep) =>
        h.map((row, i) =>
          row.map((entry, j): Complex =>
            i === j || keep[Math.max(i, j) * h.length + Math.min(i, j)]! ? entry : [0, 0],
          ),
        ),
      ),
  )
const graph = thinned(sites(1, 8).chain(hermitian))

const bondsOf = (system: System): [number, number][] => {
  const pairs: [number, number][] = []
  for (let i = 0; i < system.sites; i++)
    for (let j = i + 1; j < system.sites; j++) if (couplingTest(system)(i, j)) pairs.push([i, j])
  return pairs
}

function components(system: System): number {
  const label = Array.from({ length: system.sites }, (_, i) => i)
  for (const [i, j] of bondsOf(system)) {
    const [from, to] = [label[i]!, label[j]!]
    label.forEach((l, k) => {
      if (l === from) label[k] = to
    })
  }
  return new Set(label).size
}

const steps = ({ sites: path }: Loop): [number, number][] => path.map((s, k) => [s, path[(k + 1) % path.length]!])

/** The product of the couplings along the path, as a complex number. */
function naiveProduct(system: System, loop: Loop): [number, number] {
  return steps(loop).reduce<[number, number]>(
    ([x, y], [i, j]) => {
      const [u, v] = at(system.hamiltonian, i, j)
      return [x * u - y * v, x * v + y * u]
    },
    [1, 0],
  )
}

/** The angle between two phases. */
const apart = (a: number, b: number): number => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)))

/** The rank over {0, 1} of the loops as sets of bonds. */
function rank(system: System, loops: readonly Loop[]): number {
  const index = new Map(bondsOf(system).map(([i, j], b) => [`${i}-${j}`, b]))
  const basis: bigint[] = []
  for (const loop of loops) {
    let set = steps(loop).reduce(
      (sum, [i, j]) => sum ^ (1n << BigInt(index.get(`${Math.min(i, j)}-${Math.max(i, j)}`)!)),
      0n,
    )
    for (const b of basis) if ((set ^ b) < set) set ^= b
    if (set !== 0n) basis.push(set)
  }
  return basis.length
}

describe('the fundamental loops', () => {
  test(
    'are a basis: bonds − sites + components of them, independent, each a closed path of bonds without a site ' +
      'twice',
    () => {
      fc.assert(
        fc.property(graph, (rows) => {
          const system = hamiltonianSystem(rows)
          const loops = fundamentalLoops(system)
          expect(loops).toHaveLength(bondsOf(system).length - system.sites + components(system))
          expect(rank(system, loops)).toBe(loops.length)
          for (const loop of loops) {
            expect(new Set(loop.sites).size).toBe(loop.sites.length)
            expect(loop.sites.length).toBeGreaterThanOrEqual(3)
            expect(steps(loop).every(([i, j]) => couplingTest(system)(i, j))).toBe(true)
            expect(loop.sites[0]).toBe(Math.min(...loop.sites))
            expect(loop.sites[1]).toBeLessThan(loop.sites.at(-1)!)
          }
        }),
        { numRuns: 200 },
      )
    },
  )

  test('carry the phase of the product of their couplings', () => {
    fc.assert(
      fc.property(graph, (rows) => {
        const system = hamiltonianSystem(rows)
        for (const loop of fundamentalLoops(system)) {
          const [x, y] = naiveProduct(system, loop)
          expect(apart(loop.phase, Math.atan2(y, x))).toBeLessThan(1e-12)
          expect(loop.imaginaryPart).toBeCloseTo(Math.abs(y) / Math.hypot(x, y), 12)
          expect(Math.abs(loop.phase)).toBeLessThanOrEqual(Math.PI)
        }
      }),
    )
  })

  test('do not feel a change of gauge', () => {
    fc.assert(
      fc.property(
        graph.chain((rows) => fc.tuple(fc.constant(rows), phasesFor(rows.length))),
        ([rows, phases]) => {
          const before = fundamentalLoops(hamiltonianSystem(rows))
          const after = fundamentalLoops(hamiltonianSystem(gaugeTransformed(rows, phases)))
          expect(after.map((loop) => loop.sites)).toEqual(before.map((loop) => loop.sites))
          after.forEach((loop, k) => {
            expect(apart(loop.phase, before[k]!.phase)).toBeLessThan(1e-12)
            expect(loop.imaginaryPart).toBeCloseTo(before[k]!.imaginaryPart, 12)
          })
        },
      ),
    )
  })

  test('of H* have the opposite phases', () => {
    fc.assert(
      fc.property(graph, (rows) => {
        const before = fundamentalLoops(hamiltonianSystem(rows))
        const after = fundamentalLoops(hamiltonianSystem(rows.map((row) => row.map(([x, y]): Complex => [x, -y]))))
        after.forEach((loop, k) => expect(apart(loop.phase, -before[k]!.phase)).toBeLessThan(1e-12))
      }),
    )
  })

  test('of a real H, in any gauge, have phases 0 and π', () => {
    const models = thinned(sites(1, 8).chain(realSymmetric)).chain((rows) =>
      fc.tuple(fc.constant(rows), phasesFor(rows.length)),
    )
    fc.assert(
      fc.property(models, ([rows, phases]) => {
        for (const loop of fundamentalLoops(hamiltonianSystem(gaugeTransformed(rows, phases)))) {
          expect(Math.min(apart(loop.phase, 0), apart(loop.phase, Math.PI))).toBeLessThan(1e-12)
          expect(loop.imaginaryPart).toBeLessThan(1e-12)
        }
      }),
    )
  })

  test('are as many when sites are renamed', () => {
    fc.assert(
      fc.property(
        graph.chain((rows) => fc.tuple(fc.constant(rows), permutationOf(rows.length))),
        ([rows, name]) => {
          expect(fundamentalLoops(hamiltonianSystem(renamed(rows, name)))).toHaveLength(
            fundamentalLoops(hamiltonianSystem(rows)).length,
          )
        },
      ),
    )
  })
})

describe('examples', () => {
  test('a ring is one loop with phase −2πφ, shifted by π when an odd number of couplings is negative', () => {
    fc.assert(
      fc.property(sites(3, 13), hundredths(-2, 2), fc.constantFrom(-1.5, 0.5), (n, flux, tunneling) => {
        const [loop, ...others] = fundamentalLoops(ringSystem({ sites: n, tunneling, flux }))
        expect(others).toEqual([])
        expect(loop!.sites).toEqual(Array.from({ length: n }, (_, i) => i))
        expect(apart(loop!.phase, -2 * Math.PI * flux + (tunneling < 0 ? n * Math.PI : 0))).toBeLessThan(1e-12)
      }),
    )
  })

  test('a tree has none; neither has a single site', () => {
    const bonds = [0, 1, 2, 3, 4].map((to) => ({ from: to, to: 5, amplitude: [0, 1] as const }))
    expect(fundamentalLoops(latticeSystem({ onsite: [0, 0, 0, 0, 0, 0], bonds }))).toEqual([])
    expect(fundamentalLoops(latticeSystem({ onsite: [0], bonds: [] }))).toEqual([])
  })

  test('a coupling below 1e-10 of the largest is none', () => {
    const triangle = (last: number): System =>
      latticeSystem({
        onsite: [0, 0, 0],
        bonds: [
          { from: 0, to: 1, amplitude: [1, 0] },
          { from: 1, to: 2, amplitude: [1, 0] },
          { from: 2, to: 0, amplitude: [0, last] },
        ],
      })
    expect(fundamentalLoops(triangle(5e-11))).toEqual([])
    expect(fundamentalLoops(triangle(5e-10))).toHaveLength(1)
  })

  // 0–1, 1–2 positive and 0–2 negative, as hamiltonianSystem writes them: the phase is −π
  test('phases lie in (−π, π]', () => {
    const [loop] = fundamentalLoops(
      hamiltonianSystem([
        [
          [0, 0],
          [1, 0],
          [-1, 0],
        ],
        [
          [1, 0],
          [0, 0],
          [1, 0],
        ],
        [
          [-1, 0],
          [1, 0],
          [0, 0],
        ],
      ]),
    )
    expect(loop!.phase).toBe(Math.PI)
  })
})

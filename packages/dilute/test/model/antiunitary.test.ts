import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  distance,
  enforcesBalance,
  findAntiunitarySymmetry,
  hamiltonianSystem,
  isTransparent,
  latticeSystem,
  ringSystem,
  scatteringLengths,
  type AntiunitarySearch,
  type AntiunitarySymmetry,
  type Bond,
  type Complex,
  type ContactInteraction,
  type System,
} from '../../src/model/index.js'
import { largestEntry, type ComplexMatrix } from '../../src/numerics/index.js'
import { build, conjugateTranspose, difference, naiveProduct, at } from '../numerics/matrices.js'
import {
  gaugeTransformed,
  hermitianRows,
  hundredths,
  permutationOf,
  phasesFor,
  polar,
  realSymmetric,
  renamed,
  sites,
  type Rows,
} from './systems.js'

/** ΘHΘ⁻¹ = P D H* D† P†, matrix by matrix. */
function transformed(h: ComplexMatrix, { permutation, phases }: AntiunitarySymmetry): ComplexMatrix {
  const n = h.rows
  const p = build(n, n, (i, j) => [permutation[j] === i ? 1 : 0, 0])
  const d = build(n, n, (i, j) => (i === j ? [Math.cos(phases[i]!), Math.sin(phases[i]!)] : [0, 0]))
  const conjugate = build(n, n, (i, j) => [at(h, i, j)[0], -at(h, i, j)[1]])
  const u = naiveProduct(p, d)
  return naiveProduct(naiveProduct(u, conjugate), conjugateTranspose(u))
}

function expectSymmetry(system: System, interaction?: ContactInteraction): AntiunitarySymmetry {
  const { symmetry, complete } = findAntiunitarySymmetry(system, interaction)
  expect(complete).toBe(true)
  expect(symmetry).not.toBeNull()
  expectValid(symmetry!, system, interaction)
  return symmetry!
}

function expectValid(symmetry: AntiunitarySymmetry, system: System, interaction?: ContactInteraction): void {
  const { permutation, residual } = symmetry
  const n = system.sites
  expect(permutation.slice().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i))
  const mismatch =
    difference(transformed(system.hamiltonian, symmetry), system.hamiltonian) /
    Math.max(largestEntry(system.hamiltonian), Number.MIN_VALUE)
  expect(mismatch).toBeLessThanOrEqual(1.1e-10)
  expect(residual).toBeCloseTo(mismatch, 13)
  if (interaction) expect(keepsScatterers(permutation, interaction)).toBe(true)
}

function keepsScatterers(permutation: readonly number[], interaction: ContactInteraction): boolean {
  const strength = interaction.dimension === 1 ? interaction.strengths : interaction.scatteringLengths
  return permutation.every(
    (image, i) =>
      strength[image] === strength[i] &&
      permutation.every(
        (other, j) =>
          isTransparent(interaction, i) ||
          isTransparent(interaction, j) ||
          Math.abs(distance(interaction, i, j) - distance(interaction, image, other)) < 1e-9,
      ),
  )
}

const none: AntiunitarySearch = { symmetry: null, complete: true }

/** Every way to arrange the items. */
function arrangements<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((first, i) =>
    arrangements([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [first, ...rest]),
  )
}

/** All sequences of distinct sites. */
function paths(n: number): number[][] {
  let layer: number[][] = [[]]
  const all: number[][] = []
  for (let length = 1; length <= n; length++) {
    layer = layer.flatMap((path) =>
      Array.from({ length: n }, (_, i) => i)
        .filter((i) => !path.includes(i))
        .map((i) => [...path, i]),
    )
    all.push(...layer)
  }
  return all
}

function loopProduct(rows: Rows, path: readonly number[]): Complex {
  return path.reduce<Complex>(
    ([x, y], s, k) => {
      const [u, v] = rows[s]![path[(k + 1) % path.length]!]!
      return [x * u - y * v, x * v + y * u]
    },
    [1, 0],
  )
}

/**
 * Gauge-free: a permutation for which every product of H round closed paths of distinct sites becomes its conjugate.
 */
function naivelySymmetric(rows: Rows, interaction: ContactInteraction): boolean {
  const all = paths(rows.length)
  return arrangements(rows.map((_, i) => i)).some(
    (permutation) =>
      keepsScatterers(permutation, interaction) &&
      all.every((path) => {
        const [x, y] = loopProduct(rows, path)
        const [u, v] = loopProduct(
          rows,
          path.map((s) => permutation[s]!),
        )
        return Math.abs(x - u) < 1e-9 && Math.abs(y + v) < 1e-9
      }),
  )
}

/** Few values each, so that symmetries are as common as their absence. */
interface Model {
  rows: Rows
  interaction: ContactInteraction
}
const model: fc.Arbitrary<Model> = sites(2, 5)
  .chain((n) =>
    fc.record({
      moduli: fc.array(fc.constantFrom(0, 1, 1, 2), { minLength: n * n, maxLength: n * n }),
      sixths: fc.array(fc.integer({ min: -2, max: 3 }), { minLength: n * n, maxLength: n * n }),
      onsite: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: n, maxLength: n }),
      couplings: fc.array(fc.constantFrom(0, 1, 1, 1, 2), { minLength: n, maxLength: n }),
      points: fc.array(fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: 0, max: 1 })), {
        minLength: n,
        maxLength: n,
      }),
      phases: phasesFor(n),
      line: fc.boolean(),
    }),
  )
  .map(({ moduli, sixths, onsite, couplings, points, phases, line }) => {
    const n = onsite.length
    const rows = hermitianRows(n, (i, j) =>
      i === j ? [onsite[i]!, 0] : polar(moduli[i * n + j]!, (Math.PI / 3) * sixths[i * n + j]!),
    )
    const interaction = line
      ? contactStrengths({ strengths: couplings, positions: points.map(([x]) => x) })
      : scatteringLengths({
          dimension: 2,
          scatteringLengths: couplings.map((a) => a + 1),
          positions: points.map((r) => [...r]),
        })
    return { rows: gaugeTransformed(rows, phases), interaction }
  })

describe('the search', () => {
  test('finds a symmetry exactly where the naive search over all permutations and all loops does', () => {
    const counts = { found: 0, missing: 0 }
    fc.assert(
      fc.property(model, ({ rows, interaction }) => {
        const system = hamiltonianSystem(rows)
        const { symmetry, complete } = findAntiunitarySymmetry(system, interaction)
        expect(complete).toBe(true)
        expect(symmetry !== null).toBe(naivelySymmetric(rows, interaction))
        if (symmetry) expectValid(symmetry, system, interaction)
        counts[symmetry ? 'found' : 'missing']++
      }),
      { numRuns: 300 },
    )
    expect(Math.min(counts.found, counts.missing)).toBeGreaterThan(20)
  })

  test(
    'does not depend on the gauge, on the names of the sites, on the unit of energy, or on which of H and H* it ' +
      'is given',
    () => {
      const models = model.chain((m) =>
        fc.record({
          m: fc.constant(m),
          name: permutationOf(m.rows.length),
          phases: phasesFor(m.rows.length),
          scale: fc.constantFrom(1e-100, 1e-6, 1e6, 1e100),
        }),
      )
      fc.assert(
        fc.property(models, ({ m: { rows, interaction }, name, phases, scale }) => {
          const found = (h: Rows, i: ContactInteraction): boolean =>
            findAntiunitarySymmetry(hamiltonianSystem(h), i).symmetry !== null
          const expected = found(rows, interaction)
          const moved = <T>(values: readonly T[]): T[] => values.map((_, i) => values[name.indexOf(i)]!)
          const there =
            interaction.dimension === 1
              ? contactStrengths({
                  strengths: moved([...interaction.strengths]),
                  positions: moved(interaction.positions.map(([q]) => q!)),
                })
              : scatteringLengths({
                  dimension: 2,
                  scatteringLengths: moved([...interaction.scatteringLengths]),
                  positions: moved(interaction.positions),
                })
          expect(found(gaugeTransformed(rows, phases), interaction)).toBe(expected)
          expect(found(renamed(rows, name), there)).toBe(expected)
          expect(
            found(
              rows.map((row) => row.map(([x, y]): Complex => [x, -y])),
              interaction,
            ),
          ).toBe(expected)
          expect(
            found(
              rows.map((row) => row.map(([x, y]): Complex => [scale * x, scale * y])),
              interaction,
            ),
          ).toBe(expected)
        }),
        { numRuns: 200 },
      )
    },
  )
})

describe('a real H', () => {
  const realWithScatterers = sites(1, 7).chain((n) =>
    fc.record({
      rows: realSymmetric(n),
      phases: phasesFor(n),
      strengths: fc.array(hundredths(-2, 2), { minLength: n, maxLength: n }),
      positions: fc.array(hundredths(-3, 3), { minLength: n, maxLength: n }),
    }),
  )

  test('is its own image, with D = 1, whatever and wherever the scatterers are', () => {
    fc.assert(
      fc.property(realWithScatterers, ({ rows, strengths, positions }) => {
        const { permutation, phases, residual } = expectSymmetry(
          hamiltonianSystem(rows),
          contactStrengths({ strengths, positions }),
        )
        expect(permutation).toEqual(rows.map((_, i) => i))
        for (const phase of phases) expect(Math.cos(phase)).toBeCloseTo(1, 15)
        expect(residual).toBeLessThan(1e-15)
      }),
    )
  })

  test('in any gauge still is, with D the square of the gauge', () => {
    fc.assert(
      fc.property(realWithScatterers, ({ rows, phases: gauge, strengths, positions }) => {
        const system = hamiltonianSystem(gaugeTransformed(rows, gauge))
        const { permutation, phases } = expectSymmetry(system, contactStrengths({ strengths, positions }))
        expect(permutation).toEqual(rows.map((_, i) => i))
        rows.forEach((row, i) =>
          row.forEach(([x], j) => {
            if (i !== j && x !== 0)
              expect(Math.cos(phases[i]! - phases[j]! - 2 * (gauge[i]! - gauge[j]!))).toBeCloseTo(1, 12)
          }),
        )
      }),
    )
  })
})

describe('a ring with flux', () => {
  /** Neither a whole nor a half number of quanta. */
  const flux = fc.integer({ min: -30, max: 30 }).map((x) => x / 10 + 0.23)
  const tunneling = fc.constantFrom(-1, -0.3, 0.7)
  const three = fc.tuple(flux, tunneling).map(([φ, τ]) => ringSystem({ sites: 3, tunneling: τ, flux: φ }))
  const order = permutationOf(3)
  const inOrder = <T>(values: readonly [T, T, T], o: readonly number[]): T[] => o.map((i) => values[i]!)

  test('has a symmetry of its own: a mirror of the ring', () => {
    fc.assert(
      fc.property(sites(3, 12), flux, (n, φ) => {
        expectSymmetry(ringSystem({ sites: n, tunneling: 1, flux: φ }))
      }),
    )
  })

  test('and two equal couplings at one point has one, exchanging the two', () => {
    fc.assert(
      fc.property(
        three,
        order,
        hundredths(-2, 2),
        hundredths(2.1, 3),
        hundredths(-5, 5),
        (system, o, pair, single, q) => {
          const interaction = contactStrengths({ strengths: inOrder([single, pair, pair], o), positions: [q, q, q] })
          const { permutation } = expectSymmetry(system, interaction)
          const alone = o.indexOf(0)
          expect(permutation.map((image, i) => image === i)).toEqual([0, 1, 2].map((i) => i === alone))
        },
      ),
    )
  })

  test('and two equal couplings at mirror-image positions has one, on the line, in the plane and in space', () => {
    const mirrored = fc.record({
      system: three,
      o: order,
      x: hundredths(0.1, 3),
      y: hundredths(-2, 2),
      centre: hundredths(-3, 3),
    })
    fc.assert(
      fc.property(mirrored, ({ system, o, x, y, centre }) => {
        expectSymmetry(
          system,
          contactStrengths({
            strengths: inOrder([2, 1, 1], o),
            positions: inOrder([centre, centre - x, centre + x], o),
          }),
        )
        expectSymmetry(
          system,
          scatteringLengths({
            dimension: 2,
            scatteringLengths: inOrder([2, 1, 1], o),
            positions: inOrder(
              [
                [centre, y],
                [centre - x, 0],
                [centre + x, 0],
              ],
              o,
            ),
          }),
        )
        expectSymmetry(
          system,
          scatteringLengths({
            dimension: 3,
            scatteringLengths: inOrder([2, -1, -1], o),
            positions: inOrder(
              [
                [centre, y, 1],
                [centre - x, 0, 0],
                [centre + x, 0, 0],
              ],
              o,
            ),
          }),
        )
      }),
    )
  })

  test('and two equal couplings at unsymmetric positions has none', () => {
    const skew = fc.record({
      system: three,
      o: order,
      x: hundredths(0.1, 1),
      extra: hundredths(0.01, 2),
      centre: hundredths(-3, 3),
    })
    fc.assert(
      fc.property(skew, ({ system, o, x, extra, centre }) => {
        const line = contactStrengths({
          strengths: inOrder([2, 1, 1], o),
          positions: inOrder([centre, centre - x, centre + x + extra], o),
        })
        expect(findAntiunitarySymmetry(system, line)).toEqual(none)
        const plane = scatteringLengths({
          dimension: 2,
          scatteringLengths: inOrder([2, 1, 1], o),
          positions: inOrder(
            [
              [centre, 0],
              [centre - x, 0],
              [centre, x + extra],
            ],
            o,
          ),
        })
        expect(findAntiunitarySymmetry(system, plane)).toEqual(none)
      }),
    )
  })

  test('and three different couplings has none, except at whole and half quanta', () => {
    fc.assert(
      fc.property(order, flux, tunneling, (o, φ, τ) => {
        const interaction = contactStrengths({ strengths: inOrder([1, 2, 3], o) })
        expect(findAntiunitarySymmetry(ringSystem({ sites: 3, tunneling: τ, flux: φ }), interaction)).toEqual(none)
        for (const real of [-1, -0.5, 0, 0.5, 1, 1.5, 7])
          expectSymmetry(ringSystem({ sites: 3, tunneling: τ, flux: real }), interaction)
      }),
    )
  })

  test('does not care where a dot of strength zero stands, but does care which dot it is', () => {
    fc.assert(
      fc.property(
        three,
        order,
        fc.tuple(hundredths(-3, 3), hundredths(0.1, 3), hundredths(-3, 3)),
        (system, o, [q, x, far]) => {
          const positions = inOrder([far, q, q + x], o)
          expectSymmetry(system, contactStrengths({ strengths: inOrder([0, 1, 1], o), positions }))
          expect(
            findAntiunitarySymmetry(system, contactStrengths({ strengths: inOrder([0, 1, 2], o), positions })),
          ).toEqual(none)
        },
      ),
    )
  })

  test('and on-site energies that tell three dots apart has none, even without scatterers', () => {
    expect(findAntiunitarySymmetry(ringSystem({ sites: 3, tunneling: 1, flux: 0.3, onsite: [0, 1, 2] }))).toEqual(none)
    expectSymmetry(ringSystem({ sites: 3, tunneling: 1, flux: 0.3, onsite: [0, 1, 1] }))
  })

  test('of N sites shares the mirror of its scatterers, whichever axis it has', () => {
    const palindromes = sites(3, 9).chain((n) =>
      fc.tuple(fc.array(fc.constantFrom(0, 1, 2), { minLength: n, maxLength: n }), fc.nat(n - 1), flux),
    )
    fc.assert(
      fc.property(palindromes, ([strengths, axis, φ]) => {
        const n = strengths.length
        const mirrored = strengths.map((v, i) => v + strengths[(axis - i + 2 * n) % n]!)
        expectSymmetry(ringSystem({ sites: n, tunneling: 1, flux: φ }), contactStrengths({ strengths: mirrored }))
      }),
    )
  })
})

describe('systems of several parts', () => {
  const chiralTriangle = (first: number, size: number): Bond[] =>
    [0, 1, 2].map((k) => ({
      from: first + k,
      to: first + ((k + 1) % 3),
      amplitude: polar(size + k, 0.2),
    }))

  test('sites without any bond may be exchanged, or stay', () => {
    const system = latticeSystem({ onsite: [1, 1, 1, 1, 1], bonds: [] })
    expectSymmetry(system)
    expectSymmetry(system, contactStrengths({ strengths: [1, 2, 3, 4, 5], positions: [0, 1, 3, 7, 15] }))
  })

  test('a triangle without symmetry spoils the whole; with its mirror image beside it, the two are exchanged', () => {
    const onsite = [0, 0, 0, 0, 0, 0]
    const pair = chiralTriangle(3, 1)
    const image = pair.map(({ from, to, amplitude: [x, y] }): Bond => ({
      from: from - 3,
      to: to - 3,
      amplitude: [x, -y],
    }))
    expect(findAntiunitarySymmetry(latticeSystem({ onsite, bonds: pair }))).toEqual(none)
    expect(findAntiunitarySymmetry(latticeSystem({ onsite, bonds: [...pair, ...chiralTriangle(0, 1)] }))).toEqual(none)
    const { permutation } = expectSymmetry(latticeSystem({ onsite, bonds: [...image, ...pair] }))
    expect(permutation).toEqual([3, 4, 5, 0, 1, 2])
  })

  test('one site, and H = 0', () => {
    expectSymmetry(latticeSystem({ onsite: [3], bonds: [] }))
    expectSymmetry(latticeSystem({ onsite: [0, 0, 0], bonds: [] }), contactStrengths({ strengths: [1, 2, 3] }))
  })
})

describe('time', () => {
  const timed = (make: () => AntiunitarySearch): { search: AntiunitarySearch; seconds: number } => {
    const start = performance.now()
    const search = make()
    return { search, seconds: (performance.now() - start) / 1000 }
  }

  test.each([12, 24])('a ring of %i is decided within a second, with a symmetry or without', (n) => {
    const system = ringSystem({ sites: n, tunneling: 1, flux: 0.3 })
    const strengths = Array.from({ length: n }, (_, i) => (i === 0 ? 3 : i === 1 ? 2 : 1))
    for (const [interaction, found] of [
      [undefined, true],
      [contactStrengths({ strengths: strengths.map(() => 1) }), true],
      [contactStrengths({ strengths }), false],
      [contactStrengths({ strengths: strengths.map((_, i) => i) }), false],
      [contactStrengths({ strengths: strengths.map(() => 1), positions: strengths.map((_, i) => i * i) }), false],
    ] as const) {
      const { search, seconds } = timed(() => findAntiunitarySymmetry(system, interaction))
      expect(search.complete).toBe(true)
      expect(search.symmetry !== null).toBe(found)
      expect(seconds).toBeLessThan(1)
    }
  })

  test.each([8, 9, 10])(
    'a complete graph of %i with equal moduli is decided within two seconds, or says that it is not',
    (n) => {
      const graph = (phase: (i: number, j: number) => number): System =>
        hamiltonianSystem(hermitianRows(n, (i, j) => (i === j ? [0, 0] : polar(1, phase(i, j)))))
      for (const [system, found] of [
        [graph((i, j) => i * i * 0.7 + j * j * 1.3 + i * j), false],
        [graph((i, j) => ((i * 7 + j * 3 + i * j) % 2 === 0 ? Math.PI / 2 : -Math.PI / 2)), undefined],
        [graph((i, j) => ((i * j * j + i) % 3) * ((2 * Math.PI) / 3)), undefined],
        [graph((i, j) => i * i - j * j), true],
      ] as const) {
        const { search, seconds } = timed(() => findAntiunitarySymmetry(system))
        expect(seconds).toBeLessThan(2)
        if (search.symmetry) expectValid(search.symmetry, system)
        if (found !== undefined && search.complete) expect(search.symmetry !== null).toBe(found)
        if (found) expect(search.symmetry).not.toBeNull()
      }
    },
  )

  test('a search cut short says so: seven equal dots apart, then a triangle without symmetry', () => {
    const bonds = [0, 1, 2].map((k): Bond => ({
      from: 7 + k,
      to: 7 + ((k + 1) % 3),
      amplitude: polar(1 + 0.1 * k, 0.3),
    }))
    expect(findAntiunitarySymmetry(latticeSystem({ onsite: new Array<number>(10).fill(0), bonds }))).toEqual({
      symmetry: null,
      complete: false,
    })
  })
})

describe('tolerance', () => {
  const almostReal = (size: number): System =>
    hamiltonianSystem([
      [[0, 0], [1, 0], polar(size, 1)],
      [
        [1, 0],
        [0.3, 0],
        [1, 0],
      ],
      [polar(size, -1), [1, 0], [1, 0]],
    ])

  test('imaginary parts of 1e-13 are none, of 1e-9 are some', () => {
    expectSymmetry(almostReal(1e-13))
    expect(findAntiunitarySymmetry(almostReal(1e-9))).toEqual(none)
  })

  // D = 1 leaves a residual of 4e-11, below the tolerance of 1e-10; but the phase of site 2 is read off the tiny
  // coupling
  test('a coupling above rounding and below the tolerance does not fix a phase', () => {
    expectSymmetry(almostReal(5e-11))
  })
})

describe('a symmetry that enforces detailed balance', () => {
  const contacts = contactStrengths({ strengths: [1, 0.7, 1.5] })
  const triangle = (weak: Complex): System => hamiltonianSystem(hermitianRows(3, (i, j) => bond(i, j, weak)))
  const bond = (i: number, j: number, weak: Complex): Complex =>
    i === j ? [0.3 * i, 0] : i + j === 1 ? weak : i + j === 2 ? [0.5, 0] : [-0.4, 0]

  test('counts a coupling to a small part of itself, however weak it is', () => {
    for (const size of [1, 1e-8, 1e-12, 1e-16, 1e-200]) {
      expect(enforcesBalance(triangle([size, 0]), contacts)).toBe(true)
      expect(enforcesBalance(triangle([-size, 0]), contacts)).toBe(true)
      expect(enforcesBalance(triangle([size, size]), contacts)).toBe(false)
    }
    expect(findAntiunitarySymmetry(triangle([1e-12, 1e-12]), contacts).symmetry).not.toBeNull()
  })

  test('is found in any gauge, and with an exchange of dots alike', () => {
    fc.assert(
      fc.property(phasesFor(3), (phases) => {
        const rows = hermitianRows(3, (i, j) => bond(i, j, [0.7, 0]))
        expect(enforcesBalance(hamiltonianSystem(gaugeTransformed(rows, phases)), contacts)).toBe(true)
      }),
    )
    const ring = ringSystem({ sites: 3, tunneling: -0.3, flux: 0.75 })
    expect(enforcesBalance(ring, contactStrengths({ strengths: [1, 1.5, 1] }))).toBe(true)
    expect(enforcesBalance(ring, contacts)).toBe(false)
    for (const [off, enforced] of [
      [1e-14, true],
      [1e-11, false],
    ] as const) {
      const strengths = [1, 1.5, 1]
      const mirrored = contactStrengths({ strengths, positions: [-0.4, 0.1, 0.6 * (1 + off)] })
      expect(enforcesBalance(ring, mirrored)).toBe(enforced)
    }
  })

  test('is not, where what rounding leaves of it mixes levels that nearly coincide', () => {
    // two levels 10⁻¹⁰ apart; rounding of the gauge turns them by 10⁻⁶
    const rows = hermitianRows(3, (i, j) => (i === j ? [i === 1 ? 2e-10 : 0, 0] : [-0.5, 0]))
    expect(enforcesBalance(hamiltonianSystem(rows), contacts)).toBe(true)
    const turned = hamiltonianSystem(gaugeTransformed(rows, [0.3, 1.1, 2.2]))
    expect(enforcesBalance(turned, contacts)).toBe(false)
    expect(findAntiunitarySymmetry(turned, contacts).symmetry).not.toBeNull()
  })
})

test('the phases of a symmetry are above −π and up to π', () => {
  const h: Rows = [
    [
      [0, 0],
      [0.3, 0],
      [0.2, 0],
    ],
    [
      [0.3, 0],
      [0.5, 0],
      [-0.4, 0],
    ],
    [
      [0.2, 0],
      [-0.4, 0],
      [1, 0],
    ],
  ]
  fc.assert(
    fc.property(phasesFor(3), (phases) => {
      const { symmetry } = findAntiunitarySymmetry(hamiltonianSystem(gaugeTransformed(h, phases)))
      for (const phase of symmetry!.phases) {
        expect(phase).toBeGreaterThan(-Math.PI)
        expect(phase).toBeLessThanOrEqual(Math.PI)
      }
      expect(symmetry!.residual).toBeLessThan(1e-12)
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hamiltonianSystem, latticeSystem, type Bond, type Complex, type System } from '../../src/model/index.js'
import {
  at,
  build,
  conjugateTranspose,
  difference,
  identity,
  naiveProduct,
  norm,
  withSpectrum,
} from '../numerics/matrices.js'
import { naiveEigenvalues } from '../numerics/naiveJacobi.js'
import { hermitian, hundredths, matrixOf, permutationOf, renamed, rowsOf, sites, type Rows } from './systems.js'

const anyRows = sites(1, 7).chain(hermitian)

function expectDiagonalised(system: System): void {
  const { hamiltonian: h, eigenvectors: u, levels, sites: n, degeneracyTolerance } = system
  const energies = build(n, n, (i, j) => [i === j ? levels[i]! : 0, 0])
  const rounding = 20 * n * Number.EPSILON
  expect(difference(naiveProduct(conjugateTranspose(u), u), identity(n))).toBeLessThan(rounding)
  const rebuilt = naiveProduct(naiveProduct(u, energies), conjugateTranspose(u))
  expect(difference(rebuilt, h)).toBeLessThanOrEqual(rounding * norm(h) + n * degeneracyTolerance)
}

describe('every Hermitian Hamiltonian', () => {
  test('is rebuilt from its levels and eigenvectors', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        expectDiagonalised(hamiltonianSystem(rows))
      }),
    )
  })

  test('has the levels of the naive Jacobi iteration, ascending', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { levels } = hamiltonianSystem(rows)
        naiveEigenvalues(matrixOf(rows)).forEach((e, k) => expect(levels[k]).toBeCloseTo(e, 11))
        levels.forEach((e, k) => {
          if (k > 0) expect(e).toBeGreaterThanOrEqual(levels[k - 1]!)
        })
      }),
    )
  })

  test('keeps the entries that it was given', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        expect(difference(hamiltonianSystem(rows).hamiltonian, matrixOf(rows))).toBe(0)
      }),
    )
  })

  test('has eigenvectors whose largest component is real and positive', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { eigenvectors: u, sites: n } = hamiltonianSystem(rows)
        for (let k = 0; k < n; k++) {
          const column = Array.from({ length: n }, (_, i) => at(u, i, k))
          const largest = Math.max(...column.map(([x, y]) => Math.hypot(x, y)))
          const anchored = column.some(([x, y]) => x >= largest * (1 - 1e-7) && Math.abs(y) <= 2e-16)
          expect(anchored).toBe(true)
        }
      }),
    )
  })

  test(
    'in groups that hold every level once, in order, with gaps beyond the tolerance between them and none ' + 'inside',
    () => {
      const spectra = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 8 }).chain(withSpectrum)
      fc.assert(
        fc.property(fc.oneof(anyRows.map(matrixOf), spectra), (h) => {
          const { levels, groups, degeneracyTolerance } = hamiltonianSystem(rowsOf(h))
          expect(groups.flat()).toEqual(Array.from(levels, (_, k) => k))
          groups.forEach((group, g) => {
            for (const k of group) expect(levels[k]).toBe(levels[group[0]!])
            if (g > 0) expect(levels[group[0]!]! - levels[groups[g - 1]![0]!]!).toBeGreaterThan(degeneracyTolerance)
          })
        }),
      )
    },
  )

  test('with a spectrum of whole numbers has them as levels, degenerate ones equal to the last bit', () => {
    const spectra = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(
        spectra.chain((values) => fc.tuple(fc.constant(values), withSpectrum(values))),
        ([values, h]) => {
          const system = hamiltonianSystem(rowsOf(h))
          const expected = values.slice().sort((x, y) => x - y)
          expected.forEach((e, k) => expect(system.levels[k]).toBeCloseTo(e, 13))
          expect(system.groups.map((group) => group.length)).toEqual(
            [...new Set(expected)].map((e) => expected.filter((x) => x === e).length),
          )
          for (const group of system.groups) expect(new Set(group.map((k) => system.levels[k])).size).toBe(1)
          expectDiagonalised(system)
        },
      ),
    )
  })

  test('renamed sites keep the levels, within what both are known to', () => {
    const models = sites(1, 6).chain((n) => fc.tuple(hermitian(n), permutationOf(n)))
    fc.assert(
      fc.property(models, ([rows, name]) => {
        const before = hamiltonianSystem(rows)
        const after = hamiltonianSystem(renamed(rows, name))
        after.levels.forEach((e, k) => {
          expect(Math.abs(e - before.levels[k]!)).toBeLessThanOrEqual(before.levelError + after.levelError)
        })
        expect(difference(after.hamiltonian, matrixOf(renamed(rows, name)))).toBe(0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('perturbations of the size of rounding', () => {
  const noise = (n: number): fc.Arbitrary<Complex[][]> =>
    fc.array(fc.array(fc.tuple(fc.constantFrom(-1, 0, 1), fc.constantFrom(-1, 0, 1)), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    })
  const spectra = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 7 })
  const noisy = spectra.chain((values) => fc.tuple(withSpectrum(values), noise(values.length)))
  const disturbed = (rows: Rows, dirt: Complex[][], size: number): Rows =>
    rows.map((row, i) => row.map(([x, y], j): Complex => [x + size * dirt[i]![j]![0], y + size * dirt[i]![j]![1]]))

  test('of 1e-16 move the levels by 1e-14 at most and change no group', () => {
    fc.assert(
      fc.property(noisy, ([h, dirt]) => {
        const rows = rowsOf(h)
        if (norm(h) < 0.5) return
        const before = hamiltonianSystem(rows)
        const after = hamiltonianSystem(disturbed(rows, dirt, 1e-16))
        after.levels.forEach((e, k) => expect(Math.abs(e - before.levels[k]!)).toBeLessThan(1e-14))
        expect(after.groups).toEqual(before.groups)
      }),
    )
  })

  test('an almost Hermitian matrix is replaced by its Hermitian part, Hermitian to the last bit', () => {
    fc.assert(
      fc.property(noisy, ([h, dirt]) => {
        if (norm(h) < 0.5) return
        const rows = disturbed(rowsOf(h), dirt, 2e-14)
        const { hamiltonian: out, sites: n } = hamiltonianSystem(rows)
        expect(difference(out, conjugateTranspose(out))).toBe(0)
        const average = build(n, n, (i, j) => [
          (rows[i]![j]![0] + rows[j]![i]![0]) / 2,
          (rows[i]![j]![1] - rows[j]![i]![1]) / 2,
        ])
        expect(difference(out, average)).toBeLessThan(1e-15)
      }),
    )
  })

  test('exact degeneracies of H = 0, and of one site', () => {
    const zero = hamiltonianSystem([
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ])
    expect([...zero.levels]).toEqual([0, 0, 0])
    expect(zero.groups).toEqual([[0, 1, 2]])
    const one = hamiltonianSystem([[[-4.25, 0]]])
    expect([[...one.levels], one.groups, one.eigenvectors.re[0]]).toEqual([[-4.25], [[0]], 1])
  })

  test('levels 5e-13 apart are one, 2e-12 apart are two', () => {
    const two = (gap: number): number =>
      hamiltonianSystem([
        [
          [1, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [1 - gap, 0],
        ],
      ]).groups.length
    expect([two(5e-13), two(2e-12)]).toEqual([1, 2])
  })
})

describe('scales', () => {
  test.each([1e-200, 1e-100, 1e100, 1e200])('H scaled by %s has levels scaled by as much', (s) => {
    fc.assert(
      fc.property(sites(1, 5).chain(hermitian), (rows) => {
        const before = hamiltonianSystem(rows)
        const after = hamiltonianSystem(rows.map((row) => row.map(([x, y]): Complex => [x * s, y * s])))
        after.levels.forEach((e, k) => expect(e / s).toBeCloseTo(before.levels[k]!, 11))
        expect(after.groups).toEqual(before.groups)
      }),
      { numRuns: 30 },
    )
  })

  test('entries near the largest double: the mean of two equal entries stays finite', () => {
    const [low, high] = hamiltonianSystem([
      [
        [1.5e308, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [1, 0],
      ],
    ]).levels
    expect(high).toBe(1.5e308)
    expect(Math.abs(low!)).toBeLessThan(1e-15 * high!)
  })
})

describe('lattices', () => {
  const lattice = sites(1, 7).chain((n) =>
    fc.record({
      onsite: fc.array(hundredths(-2, 2), { minLength: n, maxLength: n }),
      bonds: fc
        .uniqueArray(
          fc.record({
            from: fc.nat(n - 1),
            to: fc.nat(n - 1),
            amplitude: fc.tuple(hundredths(-2, 2), hundredths(-2, 2)),
          }),
          { selector: ({ from, to }) => Math.min(from, to) * n + Math.max(from, to) },
        )
        .map((bonds) => bonds.filter(({ from, to }) => from !== to)),
    }),
  )

  test('amplitude is ⟨from|H|to⟩, its conjugate stands opposite, the rest is zero', () => {
    fc.assert(
      fc.property(lattice, ({ onsite, bonds }) => {
        const { hamiltonian } = latticeSystem({ onsite, bonds })
        const expected = build(onsite.length, onsite.length, (i, j) => {
          if (i === j) return [onsite[i]!, 0]
          const along = bonds.find(({ from, to }) => from === i && to === j)
          const against = bonds.find(({ from, to }) => from === j && to === i)
          return along?.amplitude ?? (against ? [against.amplitude[0], -against.amplitude[1]] : [0, 0])
        })
        expect(difference(hamiltonian, expected)).toBe(0)
      }),
    )
  })

  test('are the same whatever the order of their bonds, and turned round with the conjugate amplitude', () => {
    fc.assert(
      fc.property(lattice, ({ onsite, bonds }) => {
        const turned = bonds
          .map(({ from, to, amplitude: [x, y] }): Bond => ({ from: to, to: from, amplitude: [x, -y] }))
          .reverse()
        expect(latticeSystem({ onsite, bonds: turned }).levels).toEqual(latticeSystem({ onsite, bonds }).levels)
      }),
    )
  })

  test('are the same system as their Hamiltonian given in full', () => {
    fc.assert(
      fc.property(lattice, (model) => {
        const system = latticeSystem(model)
        expect(hamiltonianSystem(rowsOf(system.hamiltonian)).levels).toEqual(system.levels)
        expectDiagonalised(system)
      }),
    )
  })
})

test('the mean of nearly equal levels is off by their spread and by rounding', () => {
  const [a, b, c] = [
    [0.17700187272972054, 0.18939093594737627],
    [0.011516474264575118, 0.017971852375061104],
    [-0.07456999763356842, -0.013701439964796447],
  ] as const satisfies Complex[]
  const conjugate = ([x, y]: Complex): Complex => [x, -y]
  const { levels, groups, levelError } = hamiltonianSystem([
    [[1.9270196643886321, 0], a, b],
    [conjugate(a), [1.0792233413977879, 0], c],
    [conjugate(b), conjugate(c), [1.99375699421832, 0]],
  ])
  expect(groups).toEqual([[0], [1, 2]])
  // over 2, with 40 digits
  expect(Math.abs(levels[1]! - 2 - 2.765488e-13)).toBeLessThanOrEqual(levelError)
  expect(Math.abs(levels[2]! - 2 - 1.6680889e-12)).toBeLessThanOrEqual(levelError)
})

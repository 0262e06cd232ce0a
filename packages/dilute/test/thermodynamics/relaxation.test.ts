import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complexZeros, hermitianEigenvalues } from '../../src/numerics/index.js'
import { arrheniusTable, pauliGenerator, rateTable, type RateTable } from '../../src/rates/index.js'
import {
  relaxation,
  relaxationToStationary,
  stationaryMixture,
  stationaryStates,
  type RelaxationToStationary,
} from '../../src/thermodynamics/index.js'
import {
  add,
  asNumber,
  divide,
  exact,
  exactPopulations,
  exactRates,
  fraction,
  multiply,
  none,
  one,
  subtract,
  type Fraction,
} from '../support/exactProcess.js'
import { around } from '../support/models.js'
import {
  irreducible,
  median,
  names,
  perhapsLeft,
  relativeErrors,
  renamed,
  sparse,
  wideRates,
  withErrors,
} from '../support/rateTables.js'
import { square } from '../support/thermalTables.js'

type Matrix = readonly (readonly Fraction[])[]

const plain = (rows: readonly (readonly number[])[]): RateTable =>
  rateTable(
    rows,
    rows.map((row) => row.map(() => 0)),
  )
const networks = (decades: number): fc.Arbitrary<number[][]> =>
  fc.integer({ min: 2, max: 4 }).chain((n) => sparse(wideRates(n, decades)))

function relaxed(rates: RateTable): RelaxationToStationary {
  return relaxationToStationary(
    rates,
    stationaryMixture(stationaryStates(rates), new Float64Array(rates.size).fill(1 / rates.size)),
  )
}

/** W, exactly. */
function generator(rows: readonly (readonly number[])[]): Matrix {
  const a = exactRates(rows.length, rows.flat())
  return a.map((row, k) =>
    row.map((x, l) =>
      k === l
        ? subtract(
            none,
            a.reduce((sum, other) => add(sum, other[l]!), none),
          )
        : x,
    ),
  )
}

/** Coefficients of det(λ − M), the highest first (Faddeev and Le Verrier). */
function characteristic(m: Matrix): Fraction[] {
  const coefficients = [one]
  let power = m.map((row) => row.map(() => none))
  for (let k = 1; k <= m.length; k++) {
    const shifted = power.map((row, i) => row.map((x, j) => (i === j ? add(x, coefficients[k - 1]!) : x)))
    power = m.map((row) => m.map((_, j) => row.reduce((sum, x, q) => add(sum, multiply(x, shifted[q]![j]!)), none)))
    coefficients.push(
      multiply(
        fraction(-1n, BigInt(k)),
        power.reduce((sum, row, i) => add(sum, row[i]!), none),
      ),
    )
  }
  return coefficients
}

/**
 * How far a value is from the eigenvalue it stands for, to first order: |det(λ − M)| over the product of the distances
 * to the others.
 */
function offBy(
  coefficients: readonly Fraction[],
  values: readonly (readonly [number, number])[],
  which: number,
): number {
  const square = ([a, b]: readonly [Fraction, Fraction]): Fraction => add(multiply(a, a), multiply(b, b))
  const [x, y] = values[which]!.map(exact) as [Fraction, Fraction]
  const value = coefficients.reduce<readonly [Fraction, Fraction]>(
    ([re, im], c) => [add(subtract(multiply(re, x), multiply(im, y)), c), add(multiply(re, y), multiply(im, x))],
    [none, none],
  )
  const others = values.reduce(
    (product, [u, v], j) =>
      j === which ? product : multiply(product, square([subtract(x, exact(u)), subtract(y, exact(v))])),
    one,
  )
  return others.p === 0n ? Infinity : Math.sqrt(asNumber(divide(square(value), others)))
}

/** ½(W + P Wᵀ P⁻¹) with the exact stationary populations. */
function reversiblePart(rows: readonly (readonly number[])[]): Matrix {
  const [w, p] = [generator(rows), exactPopulations(exactRates(rows.length, rows.flat()))]
  return w.map((row, k) =>
    row.map((x, l) => multiply(fraction(1n, 2n), add(x, divide(multiply(w[l]![k]!, p[k]!), p[l]!)))),
  )
}

/** Far enough from each other to be told apart by their bars. */
const separate = ({ eigenvalues, eigenvaluesError }: RelaxationToStationary, i: number): boolean =>
  eigenvalues.every(
    ([x, y], j) =>
      j === i ||
      Math.hypot(x - eigenvalues[i]![0], y - eigenvalues[i]![1]) > 100 * (eigenvaluesError[i]! + eigenvaluesError[j]!),
  )

describe('eigenvalues', () => {
  test.each([20, 60, 140])(
    'of rates over %i decades: none is off by more than its radius, and radii are not idle',
    (decades) => {
      const idle: number[] = []
      fc.assert(
        fc.property(networks(decades), (rows) => {
          const found = relaxed(plain(rows))
          const coefficients = characteristic(generator(rows))
          found.eigenvalues.forEach(([re, im], i) => {
            if ((re === 0 && im === 0) || !separate(found, i)) return
            const off = offBy(coefficients, found.eigenvalues, i)
            expect(off).toBeLessThanOrEqual(found.eigenvaluesError[i]!)
            if (off > 0) idle.push(found.eigenvaluesError[i]! / off)
          })
        }),
        { numRuns: 150 },
      )
      expect(median(idle)).toBeLessThan(1e3)
    },
  )

  test('have a relative error near rounding, however slow', () => {
    const relative: number[] = []
    fc.assert(
      fc.property(networks(140), (rows) => {
        // powers of ten alone coincide too often, and coinciding eigenvalues may be defective
        const uneven = rows.map((row, k) => row.map((x, l) => x * (1 + 0.173 * ((3 * k + 5 * l) % 7))))
        const { eigenvalues, eigenvaluesError } = relaxed(plain(uneven))
        eigenvalues.forEach(([re, im], i) => {
          if (re !== 0) relative.push(eigenvaluesError[i]! / Math.hypot(re, im))
        })
      }),
      { numRuns: 100 },
    )
    expect(median(relative)).toBeLessThan(1e-13)
    expect(relative.filter((x) => x > 1e-10).length).toBeLessThan(0.02 * relative.length)
  })

  test('radii are what rates within their errors can do', () => {
    const reached: number[] = []
    const models = networks(30).chain((rows) => fc.tuple(fc.constant(rows), relativeErrors(rows.length), fc.nat()))
    fc.assert(
      fc.property(models, ([rows, relative, which]) => {
        const wide = relative.map((row) => row.map((x) => Math.max(x, 1e-7)))
        const found = relaxed(withErrors(rows, wide))
        const i = which % rows.length
        fc.pre(found.eigenvalues[i]![0] !== 0 && separate(found, i))
        const at = (each: readonly (readonly number[])[]): readonly [number, number] =>
          relaxed(plain(each)).eigenvalues[i]!
        const [x, y] = found.eigenvalues[i]!
        const worst = rows.map((row, k) =>
          row.map((a, l) => {
            const changed = rows.map((other) => other.slice())
            changed[k]![l] = a * (1 + wide[k]![l]!)
            const [u, v] = at(changed)
            return a * (1 + wide[k]![l]! * Math.sign((u - x) * (y === 0 ? 1 : Math.abs(x)) + (v - y) * y))
          }),
        )
        const [u, v] = at(worst)
        const off = Math.hypot(u - x, v - y)
        expect(off).toBeLessThanOrEqual(found.eigenvaluesError[i]! * 1.02)
        reached.push(found.eigenvaluesError[i]! / off)
      }),
      { numRuns: 80 },
    )
    expect(median(reached)).toBeLessThan(2)
  })

  test('begin with one zero per stationary state, exactly, and descend', () => {
    fc.assert(
      fc.property(networks(60), (rows) => {
        const { eigenvalues, eigenvaluesError, gap } = relaxed(plain(rows))
        const zeros = stationaryStates(plain(rows)).classes.length
        eigenvalues.forEach(([re, im], i) => {
          expect(i < zeros ? [re, im, eigenvaluesError[i]] : re < 0).toEqual(i < zeros ? [0, 0, 0] : true)
          if (i > 0) expect(re).toBeLessThanOrEqual(eigenvalues[i - 1]![0])
        })
        expect(gap).toBe(zeros < rows.length ? -eigenvalues[zeros]![0] : 0)
      }),
    )
  })

  test.each([3, 10, 24, 25, 40])('of a ring of %i like levels are a(e^{iθ} − 1) + b(e^{−iθ} − 1), θ = 2πq/n', (n) => {
    const [a, b] = [1.3, 0.4]
    const rows = Array.from({ length: n }, (_, k) =>
      Array.from({ length: n }, (__, l) => ((k - l + n) % n === 1 ? a : (l - k + n) % n === 1 ? b : 0)),
    )
    const { eigenvalues, eigenvaluesError, gap, reversibleGap, reversibleGapError } = relaxed(plain(rows))
    const left = Array.from({ length: n }, (_, q): [number, number] => {
      const angle = (2 * Math.PI * q) / n
      return [-(a + b) * 2 * Math.sin(angle / 2) ** 2, (a - b) * Math.sin(angle)]
    })
    eigenvalues.forEach(([re, im], i) => {
      const off = left.map(([x, y]) => Math.hypot(re - x, im - y))
      const nearest = off.indexOf(Math.min(...off))
      expect(off[nearest]).toBeLessThanOrEqual(eigenvaluesError[i]! + 2e-15)
      expect(eigenvaluesError[i]).toBeLessThan(1e-11)
      left.splice(nearest, 1)
    })
    expect(Math.abs(gap - reversibleGap!)).toBeLessThanOrEqual(reversibleGapError! + 1e-13)
  })

  test('of a table in Arrhenius’s form are those of its rates', () => {
    const tables = fc.integer({ min: 2, max: 4 }).chain((n) => {
      const heights = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: n * n, maxLength: n * n })
      return fc.tuple(sparse(wideRates(n, 10)), heights, heights)
    })
    fc.assert(
      fc.property(tables, ([rows, ofWells, above]) => {
        const n = rows.length
        const wells = Float64Array.from(rows, (_, k) => ofWells[k]! / 3)
        const barriers = Float64Array.from({ length: n * n }, (_, e) => {
          const [k, l] = [Math.floor(e / n), e % n]
          return k === l ? 0 : Math.max(wells[k]!, wells[l]!) + above[Math.min(k, l) * n + Math.max(k, l)]! / 7
        })
        const table = arrheniusTable({
          wells,
          barriers,
          prefactors: Float64Array.from(rows.flat()),
          prefactorErrors: new Float64Array(n * n),
          wellError: 0,
        })
        const { values, errors } = table
        const cut = (all: Float64Array) => rows.map((_, k) => [...all.subarray(k * n, k * n + n)])
        const [one, other] = [relaxed(table), relaxed(rateTable(cut(values), cut(errors)))]
        one.eigenvalues.forEach(([re, im], i) => {
          const bars = one.eigenvaluesError[i]! + other.eigenvaluesError[i]!
          fc.pre(bars < 1e-9 * Math.hypot(re, im) || bars === 0)
          expect(Math.abs(re - other.eigenvalues[i]![0])).toBeLessThanOrEqual(bars)
          expect(Math.abs(Math.abs(im) - Math.abs(other.eigenvalues[i]![1]))).toBeLessThanOrEqual(bars)
        })
      }),
    )
  })

  test('of levels that a rate not told from zero may lead to are those of either by itself', () => {
    const { eigenvalues } = relaxed(perhapsLeft)
    expect(eigenvalues.map(([re, im]) => [re, im])).toEqual([
      [0, 0],
      [expect.closeTo(-2, 10), 0],
      [expect.closeTo(-4, 10), 0],
    ])
  })

  test('of a level that only decays: the rate, with what is not known of its height', () => {
    const decaying = (unknown: number): RelaxationToStationary =>
      relaxationToStationary(
        arrheniusTable({
          wells: Float64Array.of(0, 2),
          barriers: Float64Array.of(0, 9, 9, 0),
          prefactors: Float64Array.of(0, 3, 0, 0),
          prefactorErrors: new Float64Array(4),
          wellError: unknown,
        }),
        Float64Array.of(1, 0),
      )
    expect(decaying(0).gap).toBeCloseTo(3 * Math.exp(-7), 17)
    expect(decaying(0).gapError / decaying(0).gap).toBeGreaterThan(7 * Number.EPSILON)
    expect(decaying(0).gapError / decaying(0).gap).toBeLessThan(100 * Number.EPSILON)
    expect(decaying(1e-5).gapError / decaying(1e-5).gap).toBeCloseTo(2e-5, 9)
  })

  test('of two levels, heights not known well: no less than both rates may move, and at most twice as much', () => {
    const [height, unknown] = [1.5, 1e-6]
    const { gap, gapError } = relaxed(
      arrheniusTable({
        wells: Float64Array.of(0, height),
        barriers: Float64Array.of(0, height, height, 0),
        prefactors: Float64Array.of(0, 1, 1, 0),
        prefactorErrors: new Float64Array(4),
        wellError: unknown,
      }),
    )
    expect(gap).toBeCloseTo(1 + Math.exp(-height), 14)
    expect(gapError / gap / unknown).toBeGreaterThan(2)
    expect(gapError / gap / unknown).toBeLessThan(4.0001)
  })

  test('do not depend on the names of the levels, and scale with the rates', () => {
    const models = networks(60).chain((rows) =>
      fc.tuple(fc.constant(rows), names(rows.length), fc.integer({ min: -200, max: 200 })),
    )
    fc.assert(
      fc.property(models, ([rows, other, power]) => {
        const [a, b] = [
          relaxed(plain(rows)),
          relaxed(plain(renamed(rows, other).map((row) => row.map((x) => x * 2 ** power)))),
        ]
        // those that decay alike may change places
        const left = [...b.eigenvalues.keys()]
        a.eigenvalues.forEach(([x, y], i) => {
          expect(Math.abs(x - b.eigenvalues[i]![0] * 2 ** -power)).toBeLessThanOrEqual(
            a.eigenvaluesError[i]! + b.eigenvaluesError[i]! * 2 ** -power,
          )
          const found = left.findIndex((j) => {
            const [u, v] = b.eigenvalues[j]!.map((part) => part * 2 ** -power) as [number, number]
            const both = a.eigenvaluesError[i]! + b.eigenvaluesError[j]! * 2 ** -power
            return Math.abs(x - u) <= both && Math.abs(y - v) <= both
          })
          expect(found).toBeGreaterThanOrEqual(0)
          left.splice(found, 1)
        })
        expect(Math.abs(a.gap - b.gap * 2 ** -power)).toBeLessThanOrEqual(a.gapError + b.gapError * 2 ** -power)
      }),
    )
  })
})

describe('the gap of the reversible part', () => {
  test('is not off by more than its bar, which is not idle', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(networks(60).filter(irreducible), (rows) => {
        const { reversibleGap, reversibleGapError } = relaxed(plain(rows))
        const coefficients = characteristic(reversiblePart(rows))
        // one Newton step from the given value: −p/p′
        const at = (x: Fraction): Fraction => coefficients.reduce((sum, c) => add(multiply(sum, x), c), none)
        const slope = coefficients
          .slice(0, -1)
          .reduce(
            (sum, c, i) => add(multiply(sum, exact(-reversibleGap!)), multiply(fraction(BigInt(rows.length - i)), c)),
            none,
          )
        fc.pre(slope.p !== 0n)
        const off = Math.abs(asNumber(divide(at(exact(-reversibleGap!)), slope)))
        fc.pre(off < 1e-6 * reversibleGap!)
        expect(off).toBeLessThanOrEqual(reversibleGapError!)
        if (off > 0) idle.push(reversibleGapError! / off)
      }),
      { numRuns: 80 },
    )
    expect(median(idle)).toBeLessThan(1e3)
  })

  test('follows the errors of the rates, those that move the populations included', () => {
    const reached: number[] = []
    const models = networks(20)
      .filter(irreducible)
      .chain((rows) => fc.tuple(fc.constant(rows), relativeErrors(rows.length)))
    fc.assert(
      fc.property(models, ([rows, relative]) => {
        const wide = relative.map((row) => row.map((x) => Math.max(x, 1e-7)))
        const at = (each: readonly (readonly number[])[]): number => relaxed(plain(each)).reversibleGap!
        const { reversibleGap, reversibleGapError } = relaxed(withErrors(rows, wide))
        const worst = rows.map((row, k) =>
          row.map((a, l) => {
            const changed = rows.map((other) => other.slice())
            changed[k]![l] = a * (1 + wide[k]![l]!)
            return a * (1 + wide[k]![l]! * Math.sign(at(changed) - reversibleGap!))
          }),
        )
        const off = Math.abs(at(worst) - reversibleGap!)
        expect(off).toBeLessThanOrEqual(reversibleGapError! * 1.05)
        reached.push(reversibleGapError! / off)
      }),
      { numRuns: 40 },
    )
    expect(median(reached)).toBeLessThan(1.5)
  })

  test('is the gap where detailed balance holds, to the last digits', () => {
    const balanced = fc
      .integer({ min: 2, max: 5 })
      .chain((n) => fc.tuple(wideRates(n, 60), wideRates(n, 20)))
      .map(([links, [weights]]) =>
        links.map((row, k) =>
          row.map((_, l) => (k === l ? 0 : links[Math.min(k, l)]![Math.max(k, l)]! / (weights![l]! || 1))),
        ),
      )
    fc.assert(
      fc.property(balanced, (rows) => {
        const { gap, gapError, reversibleGap, reversibleGapError, eigenvalues } = relaxed(plain(rows))
        expect(Math.abs(gap - reversibleGap!)).toBeLessThanOrEqual(gapError + reversibleGapError!)
        expect(Math.max(gapError, reversibleGapError!)).toBeLessThan(1e-12 * gap)
        expect(eigenvalues.every(([, im]) => im === 0)).toBe(true)
      }),
    )
  })
})

describe('with weights that are not stationary', () => {
  const levels = Float64Array.of(0, 0.5)
  const beta = 1.2
  const twoLevels = (down: number, up: number, error = 0): RateTable =>
    rateTable(
      [
        [0, down],
        [up, 0],
      ],
      [
        [0, error],
        [2 * error, 0],
      ],
    )
  /** Of [[−a, s], [s, −b]], s = ½(b√(p₁/p₀) + a√(p₀/p₁)): the second eigenvalue; a up, b down. */
  const second = (down: number, up: number): number => {
    const root = Math.exp((beta * (levels[1]! - levels[0]!)) / 2)
    const s = (down / root + up * root) / 2
    return (up + down) / 2 + Math.hypot((up - down) / 2, s)
  }

  test('two levels: the second eigenvalue of the symmetrised generator, with what rates add to its error', () => {
    const rate = fc.integer({ min: 1, max: 400 }).map((x) => x / 100)
    fc.assert(
      fc.property(rate, rate, (down, up) => {
        fc.pre(Math.abs(up / down / Math.exp(-0.6) - 1) > 1e-3)
        const { reversibleGap, reversibleGapError, gap } = relaxation(twoLevels(down, up), levels, beta)
        expect(reversibleGap).toBeCloseTo(second(down, up), 12)
        expect(reversibleGapError).toBeGreaterThan(0)
        expect(reversibleGapError).toBeLessThan(1e-13)
        expect(gap).toBeCloseTo(up + down, 12)
        const blurred = relaxation(twoLevels(down, up, 1e-4), levels, beta).reversibleGapError
        for (const [x, y] of [
          [1, 2],
          [1, -2],
          [-1, 2],
          [-1, -2],
        ] as const) {
          expect(Math.abs(second(down + x * 1e-4, up + y * 1e-4) - reversibleGap)).toBeLessThanOrEqual(blurred)
        }
        // (1 + e^±0.3) of its own error, and e^∓0.3 of that of the other way, the larger of both columns
        const root = Math.exp(0.3)
        const columns = [2 * (1 + root) + 1 / root, 1 + 1 / root + 2 * root]
        expect(blurred).toBeCloseTo(1e-4 * Math.max(...columns), 12)
      }),
    )
  })

  test('that are nearly so: the error holds what they would change', () => {
    const rate = fc.integer({ min: 1, max: 400 }).map((x) => x / 100)
    fc.assert(
      fc.property(rate, fc.integer({ min: 7, max: 13 }), fc.constantFrom(1, -1), (up, digits, way) => {
        const down = up * Math.exp(0.6) * (1 + way * 10 ** -digits)
        const { reversibleGap, reversibleGapError } = relaxation(twoLevels(down, up), levels, beta)
        const off = Math.abs(reversibleGap - second(down, up))
        expect(off).toBeLessThanOrEqual(reversibleGapError + 1e-15 * (up + down))
        // of second order, since two levels carry no current
        expect(reversibleGapError).toBeLessThan((1e-14 + 10 * 10 ** (-2 * digits)) * (up + down))
      }),
    )
  })

  test('that are nearly so, where what is fast is off by more than the slow gap: the error says it', () => {
    const fast = 1e13
    const rows = [
      [0, fast, 0.1],
      [fast * (1 + 5e-7), 0, 1],
      [0.1, 1, 0],
    ]
    const { reversibleGap, reversibleGapError } = relaxation(plain(rows), Float64Array.of(0, 1, 2), 0)
    // at β = 0 the symmetric part of W
    const w = pauliGenerator(plain(rows))
    const symmetric = { ...complexZeros(3, 3), re: w.map((x, e) => (x + w[(e % 3) * 3 + Math.floor(e / 3)]!) / 2) }
    const truth = -hermitianEigenvalues(symmetric)[1]!
    expect(Math.abs(reversibleGap - truth)).toBeGreaterThan(0.01)
    expect(Math.abs(reversibleGap - truth)).toBeLessThanOrEqual(reversibleGapError)
  })

  test('parts that nothing joins have a zero each', () => {
    const apart = rateTable([
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 3],
      [0, 0, 3, 0],
    ])
    const { eigenvalues, reversibleGap } = relaxation(apart, Float64Array.of(0, 0.5, 2, 2.5), beta)
    expect(eigenvalues.filter(([re]) => re === 0)).toHaveLength(2)
    // of both symmetric parts two eigenvalues are left, of which the smaller is that of the slow pair
    const closed = (rate: number): number[] => {
      const s = rate * Math.cosh(0.3)
      return [s - rate, -s - rate]
    }
    const descending = [...closed(1), ...closed(3)].sort((a, b) => b - a)
    expect(reversibleGap).toBeCloseTo(-descending[2]!, 12)
  })

  test('none are left where no level exchanges anything', () => {
    const still = relaxation(
      rateTable([
        [0, 0],
        [0, 0],
      ]),
      levels,
      beta,
    )
    expect([still.reversibleGap, still.reversibleGapError, still.gap]).toEqual([0, 0, 0])
    const transient = relaxation(
      rateTable([
        [0, 1],
        [0, 0],
      ]),
      levels,
      beta,
    )
    expect(transient.reversibleGap).toBeCloseTo(second(1, 0), 12)
  })
})

describe('rates that may be there', () => {
  const off = 1e-6
  /** Rates by "from to", and one of zero that may be `off` from 0 to 2. */
  function leaking(size: number, rates: Readonly<Record<string, number>>): RelaxationToStationary {
    const rows = (of: (way: string) => number): number[][] =>
      Array.from({ length: size }, (_, to) => Array.from({ length: size }, (__, from) => of(`${from} ${to}`)))
    return relaxed(
      rateTable(
        rows((way) => rates[way] ?? 0),
        rows((way) => (way === '0 2' ? off : 0)),
      ),
    )
  }
  /** The same with the rate there. */
  const leaked = (size: number, rates: Readonly<Record<string, number>>): RelaxationToStationary =>
    relaxed(
      plain(
        Array.from({ length: size }, (_, to) =>
          Array.from({ length: size }, (__, from) => (from === 0 && to === 2 ? off : (rates[`${from} ${to}`] ?? 0))),
        ),
      ),
    )

  test.each<[string, number, Readonly<Record<string, number>>, number]>([
    ['to a level that comes back', 3, { '0 1': 1, '1 0': 2, '2 0': 0.7 }, 1],
    ['to other levels that do not', 4, { '0 1': 1, '1 0': 2, '2 3': 5, '3 2': 6 }, 2],
  ])('%s move every mode within its radius, zeros but for the first too', (_, size, rates, zeros) => {
    const [found, truth] = [leaking(size, rates), leaked(size, rates)]
    expect(found.eigenvalues.filter(([re]) => re === 0)).toHaveLength(zeros)
    expect(found.eigenvaluesError[0]).toBe(0)
    truth.eigenvalues.forEach(([re, im], i) => {
      const [x, y] = found.eigenvalues[i]!
      expect(Math.hypot(re - x, im - y)).toBeLessThanOrEqual(found.eigenvaluesError[i]! * (1 + 1e-6))
      expect(found.eigenvaluesError[i]!).toBeLessThan(10 * off)
    })
    if (zeros === 2) expect(found.eigenvaluesError[1]!).toBeGreaterThan(off / 2)
  })

  test('join levels that are classes of their own: zeros, and a gap of zero, hold what they may be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }).chain(square), fc.integer({ min: -30, max: 3 }), (entries, decade) => {
        const amounts = entries.map((row, k) => row.map((x, l) => (k === l ? 0 : x * 10 ** decade)))
        const found = relaxed(
          rateTable(
            amounts,
            amounts.map((row) => row.map((x) => 1.1 * x)),
          ),
        )
        const truth = relaxed(plain(amounts.map((row) => row.map((x) => 2.1 * x))))
        expect(found.eigenvalues).toEqual(entries.map(() => [0, 0]))
        truth.eigenvalues.forEach(([re, im], i) =>
          expect(Math.hypot(re, im)).toBeLessThanOrEqual(found.eigenvaluesError[i]!),
        )
        expect([found.gap, found.reversibleGap]).toEqual([0, 0])
        expect(truth.gap).toBeLessThanOrEqual(found.gapError)
        expect(truth.reversibleGap!).toBeLessThanOrEqual(found.reversibleGapError!)
        expect(found.gapError).toBeLessThan(20 * Math.max(...truth.eigenvalues.map(([re]) => -re)))
      }),
    )
  })
})

describe('the reversible part', () => {
  const pairs = (first: number, second: number): RateTable =>
    plain([
      [0, first, 0, 0],
      [first, 0, 0, 0],
      [0, 0, 0, second],
      [0, 0, second, 0],
    ])

  test('of several parts has the gap of the slowest', () => {
    for (const rates of [pairs(1, 3), pairs(3, 1)]) expect(relaxed(rates).reversibleGap).toBeCloseTo(2, 14)
    const one = plain([
      [0, 3, 0],
      [2, 0, 0],
      [0, 0, 0],
    ])
    expect(relaxationToStationary(one, Float64Array.of(0.3, 0.2, 0.5)).reversibleGap).toBeCloseTo(5, 13)
  })

  test('is none where a level is empty, or left for ever', () => {
    const none = { reversibleGap: null, reversibleGapError: null }
    expect(relaxationToStationary(pairs(1, 3), Float64Array.of(0.5, 0.5, 0, 0))).toMatchObject(none)
    const left = plain([
      [0, 1, 1],
      [1, 0, 0],
      [0, 0, 0],
    ])
    expect(relaxationToStationary(left, Float64Array.of(0.5, 0.5, 0))).toMatchObject(none)
    expect(relaxationToStationary(left, Float64Array.of(0.4, 0.4, 0.2))).toMatchObject(none)
  })

  test('takes weights that the errors of the rates allow for stationary, in every part, and no others', () => {
    // ln(p_k/p_l) of the slow pair is off by 0.3
    const gapOf = (relative: number, slow: readonly [number, number], fast: readonly [number, number]): number => {
      const rows = (a: number, b: number): number[][] =>
        [0, 1, 2, 3].map((k) =>
          [0, 1, 2, 3].map((l) => {
            if (k !== l && slow.includes(k) && slow.includes(l)) return a
            return k !== l && fast.includes(k) && fast.includes(l) ? b : 0
          }),
        )
      const weights = new Float64Array(4).fill(1 / (3 + Math.exp(-0.3)))
      weights[slow[1]]! *= Math.exp(-0.3)
      return relaxationToStationary(rateTable(rows(1, 3), rows(relative, 1e-9)), weights).reversibleGap!
    }
    for (const [slow, fast] of [
      [
        [0, 1],
        [2, 3],
      ],
      [
        [2, 3],
        [0, 1],
      ],
    ] as const) {
      expect(gapOf(0.1, slow, fast)).toBeCloseTo(2, 13)
      expect(gapOf(0.01, slow, fast)).toBeCloseTo(1 + Math.cosh(0.15), 12)
    }
  })
})

test('the gap is known as well as the modes that may be the slowest', () => {
  const leaving = (fast: number, error: number): RelaxationToStationary =>
    relaxed(
      rateTable(
        [
          [0, 1, fast],
          [0, 0, 0],
          [0, 0, 0],
        ],
        [
          [0, 1e-3, error],
          [0, 0, 0],
          [0, 0, 0],
        ],
      ),
    )
  // modes of 1 ± 10⁻³ and 1.0005 ± 10⁻²: the second may be the slower one
  const both = leaving(1.0005, 1e-2)
  expect(both.gap).toBeCloseTo(1, 12)
  expect(both.gapError).toBeGreaterThan(0.0095)
  expect(both.gapError).toBeLessThan(0.0097)
  const first = leaving(1.5, 1e-2)
  expect(first.gapError / first.eigenvaluesError[1]!).toBeCloseTo(1, 10)
  expect(first.gapError).toBeGreaterThanOrEqual(1e-3 * (1 - 1e-12))
  expect(first.gapError).toBeLessThan(1.01e-3)
})

describe('what is known in closed form', () => {
  test('two fast pairs and a slow bridge: 10⁻²⁰ beside 2·10¹⁰', () => {
    const { eigenvalues, gap, reversibleGap, gapError } = relaxed(
      plain([
        [0, 1e10, 0, 0],
        [1e10, 0, 1e-20, 0],
        [0, 1e-20, 0, 1e10],
        [0, 0, 1e10, 0],
      ]),
    )
    expect(gap / 1e-20).toBeCloseTo(1, 14)
    expect(reversibleGap! / 1e-20).toBeCloseTo(1, 14)
    expect(gapError).toBeLessThan(1e-33)
    expect(eigenvalues[3]![0]).toBeCloseTo(-2e10, 3)
  })

  test('the same, transient: a fast pair that leaks', () => {
    const { eigenvalues } = relaxed(
      plain([
        [0, 1e-20, 0],
        [0, 0, 2e10],
        [0, 3e10, 0],
      ]),
    )
    expect(eigenvalues[1]![0] / -0.4e-20).toBeCloseTo(1, 13)
    expect(eigenvalues[2]![0] / -5e10).toBeCloseTo(1, 13)
  })

  test('the error of its fast mode is that of its rates, however slowly it leaks', () => {
    fc.assert(
      fc.property(around(0.1, 10), around(0.1, 10), around(3, 25), (up, down, decades) => {
        const [leak, error] = [10 ** -decades, 1e-3 * up]
        const rates = rateTable(
          [
            [0, 0, leak],
            [0, 0, down],
            [0, up, 0],
          ],
          [
            [0, 0, 0],
            [0, 0, 0],
            [0, error, 0],
          ],
        )
        const { eigenvalues, eigenvaluesError } = relaxed(rates)
        expect(eigenvalues[2]![0] / -(up + down)).toBeCloseTo(1, 2)
        // it falls by as much as the rate from 1 to 2 rises, but for what leaks meanwhile
        expect(eigenvaluesError[2]! / error).toBeGreaterThan(0.99)
        expect(eigenvaluesError[2]! / error).toBeLessThan(1.1)
      }),
    )
  })

  test('populations beyond the range of doubles', () => {
    expect(
      relaxed(
        rateTable([
          [0, 1],
          [1e-310, 0],
        ]),
      ).eigenvalues,
    ).toEqual([
      [0, 0],
      [-1, 0],
    ])
  })

  test.each([3, 4, 5, 8])('round a ring of %i in one direction: e^{2πij/n} − 1', (n) => {
    const { eigenvalues, eigenvaluesError } = relaxed(
      plain(Array.from({ length: n }, (_, k) => Array.from({ length: n }, (__, l) => ((l + 1) % n === k ? 1 : 0)))),
    )
    eigenvalues.forEach(([re, im], i) => {
      const nearest = Math.min(
        ...Array.from({ length: n }, (_, j) =>
          Math.hypot(Math.cos((2 * Math.PI * j) / n) - 1 - re, Math.sin((2 * Math.PI * j) / n) - im),
        ),
      )
      expect(nearest).toBeLessThanOrEqual(eigenvaluesError[i]! + 1e-16)
    })
    expect(Math.max(...eigenvaluesError)).toBeLessThan(1e-12)
    expect([eigenvalues[1]![1], eigenvalues[2]![1]].map(Math.sign)).toEqual([1, -1])
  })

  test('rings of rings: three scales, each a one-way ring of three', () => {
    // three levels at 1e8; one of them in a ring with two more at 1e-3; one of those in a ring at 1e-14
    const rows = Array.from({ length: 7 }, () => new Array<number>(7).fill(0))
    ;[
      [0, 1, 2, 1e8],
      [2, 3, 4, 1e-3],
      [4, 5, 6, 1e-14],
    ].forEach(([a, b, c, rate]) => {
      rows[b!]![a!] = rows[c!]![b!] = rows[a!]![c!] = rate!
    })
    const { eigenvalues, eigenvaluesError } = relaxed(plain(rows))
    const coefficients = characteristic(generator(rows))
    for (let i = 1; i < 7; i++) {
      const [re, im] = eigenvalues[i]!
      expect(offBy(coefficients, eigenvalues, i)).toBeLessThanOrEqual(eigenvaluesError[i]!)
      expect(eigenvaluesError[i]! / Math.hypot(re, im)).toBeLessThan(1e-11)
    }
    expect(eigenvalues.filter(([, im]) => im !== 0)).toHaveLength(6)
  })

  test('a defective eigenvalue has the radius of a root', () => {
    // one-way 0 → 1 → 2 → 0 with rates that make both non-zero eigenvalues coincide: s₁² = 4 s₂ for a = (1, 1, 4)
    const { eigenvalues, eigenvaluesError } = relaxed(
      plain([
        [0, 0, 4],
        [1, 0, 0],
        [0, 1, 0],
      ]),
    )
    for (const i of [1, 2]) {
      expect(Math.hypot(eigenvalues[i]![0] + 3, eigenvalues[i]![1])).toBeLessThanOrEqual(eigenvaluesError[i]!)
      expect(eigenvaluesError[i]).toBeLessThan(1e-4)
    }
  })

  test('equal eigenvalues have radii that a change of any rate stays within', () => {
    const rows = [0, 1, 2, 3].map((k) => [0, 1, 2, 3].map((l) => (k === l ? 0 : 1)))
    const found = relaxed(
      withErrors(
        rows,
        rows.map((row) => row.map(() => 1e-3)),
      ),
    )
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 16, maxLength: 16 }), (signs) => {
        relaxed(plain(rows.map((row, k) => row.map((x, l) => x * (1 + 1e-3 * signs[4 * k + l]!))))).eigenvalues.forEach(
          ([re, im], i) => {
            expect(Math.hypot(re - found.eigenvalues[i]![0], im)).toBeLessThanOrEqual(found.eigenvaluesError[i]! * 1.01)
          },
        )
      }),
    )
  })

  test('a gas at βΔE = 10⁴: decays at the rates downwards', () => {
    const wells = Float64Array.of(0, 5000, 1e4)
    const prefactors = Float64Array.of(0, 2, 3, 2, 0, 5, 3, 5, 0)
    const barriers = Float64Array.from({ length: 9 }, (_, e) => Math.max(wells[Math.floor(e / 3)]!, wells[e % 3]!))
    const rates = arrheniusTable({
      prefactors,
      prefactorErrors: prefactors.map((x) => x * 1e-15),
      barriers,
      wells,
      wellError: 1e-12,
    })
    const { eigenvalues, gap, reversibleGap } = relaxation(rates, Float64Array.of(0, 0.5, 1), 1e4)
    expect(eigenvalues.map(([re]) => re)).toEqual([0, -2, -8].map((x) => expect.closeTo(x, 13) as number))
    expect([gap, reversibleGap]).toEqual([2, 2].map((x) => expect.closeTo(x, 13) as number))
  })

  test('no transitions: N zeros and no gap', () => {
    expect(
      relaxed(
        plain([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toEqual({
      eigenvalues: [
        [0, 0],
        [0, 0],
      ],
      eigenvaluesError: new Float64Array(2),
      gap: 0,
      gapError: 0,
      reversibleGap: 0,
      reversibleGapError: 0,
    })
  })

  test('rates whose sum is beyond the range of doubles are infinite, not nothing', () => {
    const { eigenvalues, eigenvaluesError, gap, gapError } = relaxed(
      plain([
        [0, 1e308, 1e308],
        [1e308, 0, 1e308],
        [1e308, 1e308, 0],
      ]),
    )
    expect(eigenvalues[1]![0]).toBe(-Infinity)
    expect([eigenvaluesError[1], gap, gapError]).toEqual([Infinity, Infinity, Infinity])
  })
})

describe('what is refused', () => {
  const rates = rateTable([
    [0, 1],
    [2, 0],
  ])
  test('populations and energies of another number, or that are none', () => {
    expect(() => relaxationToStationary(rates, Float64Array.of(1))).toThrow('1 populations, but there are 2 levels')
    expect(() => relaxationToStationary(rates, Float64Array.of(0.4, 0.4))).toThrow('must add up to 1')
    expect(() => relaxationToStationary(rates, Float64Array.of(NaN, 1))).toThrow('is NaN')
    expect(() => relaxation(rates, new Float64Array(3), 1)).toThrow('3 energies, but there are 2 levels')
  })
})

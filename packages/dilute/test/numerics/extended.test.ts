import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  extended,
  ExtendedArray,
  logarithm,
  minus,
  modulus,
  negative,
  over,
  plus,
  scaled,
  smaller,
  squareRoot,
  times,
  timesExponential,
  toBar,
  toNumber,
  zero,
  type Extended,
} from '../../src/numerics/index.js'
import { add, asNumber, exact, fraction, multiply, type Fraction } from '../support/exactProcess.js'

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true })
const ordinary = fc
  .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -100, max: 100 }))
  .map(([x, e]) => x * 10 ** e)
/** Products of up to six doubles of any size, with what they are exactly. */
const products = fc
  .array(
    doubles.filter((x) => x !== 0),
    { minLength: 1, maxLength: 6 },
  )
  .map((xs) => ({ value: xs.map(extended).reduce(times), truth: xs.map(exact).reduce(multiply) }))

/** value/truth − 1, exactly until the end. */
function relativeError({ mantissa, exponent }: Extended, truth: Fraction): number {
  const power = 1n << BigInt(960 * Math.abs(exponent))
  const value = multiply(exact(mantissa), exponent < 0 ? fraction(1n, power) : fraction(power))
  return Math.abs(asNumber(multiply(add(value, fraction(-truth.p, truth.q)), fraction(truth.q, truth.p))))
}

describe('numbers beyond the range of doubles', () => {
  test('hold every double', () => {
    fc.assert(
      fc.property(doubles, (x) => {
        expect(toNumber(extended(x))).toBe(x + 0)
      }),
    )
  })

  test('have products, quotients and sums with all their bits', () => {
    fc.assert(
      fc.property(products, products, (a, b) => {
        expect(relativeError(times(a.value, b.value), multiply(a.truth, b.truth))).toBeLessThan(12 * Number.EPSILON)
        expect(relativeError(over(a.value, b.value), multiply(a.truth, fraction(b.truth.q, b.truth.p)))).toBeLessThan(
          12 * Number.EPSILON,
        )
        const sum = add(a.truth, b.truth)
        if (a.truth.p > 0n === b.truth.p > 0n)
          expect(relativeError(plus(a.value, b.value), sum)).toBeLessThan(12 * Number.EPSILON)
        if (a.truth.p > 0n)
          expect(relativeError(times(squareRoot(a.value), squareRoot(a.value)), a.truth)).toBeLessThan(
            12 * Number.EPSILON,
          )
      }),
      { numRuns: 200 },
    )
  })

  test('within the range give the bits of plain arithmetic', () => {
    fc.assert(
      fc.property(ordinary, ordinary, (x, y) => {
        const [a, b] = [extended(x), extended(y)]
        expect(toNumber(plus(a, b))).toBe(x + y + 0)
        expect(toNumber(minus(a, b))).toBe(x - y + 0)
        if (!(Math.abs(x * y) < 1e-290)) expect(toNumber(times(a, b))).toBe(x * y + 0)
        expect(smaller(a, b)).toBe(Math.abs(x) < Math.abs(y))
      }),
    )
  })

  test('e^x is known to the accuracy of x, whatever its size', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2e6, max: 2e6, noNaN: true }),
        fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
        (x, a) => {
          const value = timesExponential(a, x)
          expect(Math.abs(logarithm(value) - Math.log(a) - x)).toBeLessThanOrEqual(
            4 * Number.EPSILON * (800 + Math.abs(x)),
          )
          if (Math.abs(x) < 600) expect(toNumber(timesExponential(1, x)) / Math.exp(x)).toBeCloseTo(1, 14)
        },
      ),
    )
  })

  test('zero is zero, and what is not zero has a bar', () => {
    expect(plus(zero, extended(3))).toEqual(extended(3))
    expect(toNumber(timesExponential(1, -1e5))).toBe(0)
    expect(toBar(timesExponential(1, -1e5))).toBe(Number.MIN_VALUE)
    expect(toBar(zero)).toBe(0)
    expect(toNumber(timesExponential(-1, 1e5))).toBe(-Infinity)
    expect(logarithm(zero)).toBe(-Infinity)
  })
})

describe('arrays', () => {
  const entry = fc
    .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -3000, max: 3000 }))
    .map(([x, e]) => timesExponential(x, e))

  test('sums, and sums of moduli and of products, are what entry by entry gives, over any range', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, entry), { maxLength: 8 }), (pairs) => {
        const [a, b] = [0, 1].map((side) => ExtendedArray.from(pairs.length, (i) => pairs[i]![side]!)) as [
          ExtendedArray,
          ExtendedArray,
        ]
        const products = new ExtendedArray(1)
        pairs.forEach((_, i) => {
          products.addProductModulus(0, a, i, b, i)
        })
        const total = (of: (pair: readonly [Extended, Extended]) => Extended): Extended =>
          pairs.map(of).reduce(plus, zero)
        expect(a.sum()).toEqual(total(([x]) => x))
        expect(a.sumOfModuli()).toEqual(total(([x]) => modulus(x)))
        expect(products.at(0)).toEqual(total(([x, y]) => modulus(times(x, y))))
      }),
    )
  })

  test('entries are set and added as single numbers are, over any range', () => {
    const factors = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 1e-300, -1e300))
    fc.assert(
      fc.property(entry, entry, entry, factors, (a, b, c, factor) => {
        const given = ExtendedArray.from(3, (i) => [a, b, c][i]!)
        const made = (change: (own: ExtendedArray) => void): Extended => {
          const own = given.copy()
          change(own)
          expect([own.at(0), own.at(1)]).toEqual([a, b])
          return own.at(2)
        }
        const set = (change: (own: ExtendedArray) => void, truth: Extended): void => {
          expect(made(change)).toEqual(truth)
        }
        const added = (change: (own: ExtendedArray) => void, term: Extended): void => {
          const off = logarithm(minus(made(change), plus(c, term))) - Math.max(logarithm(c), logarithm(term))
          expect(off).not.toBeGreaterThan(Math.log(4 * Number.EPSILON))
        }
        set((own) => own.setModulus(2, given, 0), modulus(a))
        set((own) => own.setScaled(2, given, 0, factor), scaled(a, factor))
        added((own) => own.addScaled(2, given, 0, factor), scaled(a, factor))
        added((own) => own.subtractProduct(2, given, 0, given, 1), negative(times(a, b)))
        expect(given.isPositive(0)).toBe(a.mantissa > 0)
        given.fill(1, 2, given, 0)
        expect([given.at(0), given.at(1), given.at(2)]).toEqual([a, a, a])
      }),
    )
  })

  test('multiples of rows are what entry by entry gives, over any range', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, entry), { minLength: 1, maxLength: 8 }), entry, (pairs, factor) => {
        const own = ExtendedArray.from(pairs.length, (i) => pairs[i]![0])
        own.addMultiple(
          0,
          pairs.length,
          ExtendedArray.from(2, (i) => (i === 1 ? factor : extended(7))),
          1,
          ExtendedArray.from(pairs.length, (i) => pairs[i]![1]),
          0,
        )
        pairs.forEach(([a, b], i) => {
          const truth = plus(a, times(factor, b))
          expect(
            logarithm(minus(own.at(i), truth)) - Math.max(logarithm(a), logarithm(times(factor, b))),
          ).not.toBeGreaterThan(Math.log(4 * Number.EPSILON))
        })
      }),
    )
  })
})

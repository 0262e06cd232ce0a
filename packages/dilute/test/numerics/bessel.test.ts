import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { besselJ0, besselK0, eulerGamma, hankel0 } from '../../src/numerics/index.js'
import golden from './bessel0.json' with { type: 'json' }

interface Golden {
  x: number
  j: number
  y: number
  k: number
  modulus: number
}

const table = golden.rows.map(([x, j, y, k]): Golden => ({
  x: Number(x),
  j: Number(j),
  y: Number(y),
  k: Number(k),
  modulus: Math.hypot(Number(j), Number(y)),
}))

/** One rounding of x, which turns the phase of H₀ by as much, and a few of the value. */
const rounding = (x: number): number => 1e-15 + Number.EPSILON * x

/** The mean of f over a circle of radius a round a point at distance R from the origin. */
function circleMean(f: (x: number) => number, R: number, a: number): number {
  const points = 96
  let sum = 0
  for (let i = 0; i < points; i++) sum += f(Math.sqrt(R * R + a * a - 2 * R * a * Math.cos((2 * Math.PI * i) / points)))
  return sum / points
}

describe('against 32 digits', () => {
  test('the table reaches from 1e-12 to 500 and stands on both sides of the switch at 2', () => {
    const xs = table.map(({ x }) => x)
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([1e-12, 500])
    expect(xs).toContain(2)
    expect(xs).toContain(2 - 2 ** -52)
  })

  test.each(table)('J₀ and Y₀ at $x, to rounding of |H₀|', ({ x, j, y, modulus }) => {
    const { re, im } = hankel0(x)
    expect(re).toBe(besselJ0(x))
    expect(Math.abs(re - j)).toBeLessThanOrEqual(rounding(x) * modulus)
    expect(Math.abs(im - y)).toBeLessThanOrEqual(rounding(x) * modulus)
  })

  test.each(table)('K₀ at $x, relative', ({ x, k }) => {
    expect(Math.abs(besselK0(x) / k - 1)).toBeLessThanOrEqual(x < 1 ? 1e-15 : x < 2 ? 1e-14 : 2e-15)
  })

  test('Euler’s constant is −ψ(1), the limit of Σ1/j − ln n', () => {
    const n = 1000
    const harmonic = Array.from({ length: n }, (_, i) => 1 / (n - i)).reduce((sum, x) => sum + x, 0)
    expect(eulerGamma).toBeCloseTo(harmonic - Math.log(n) - 1 / (2 * n) + 1 / (12 * n * n), 13)
  })

  test('J₀ and Y₀ keep 1e-15 of |H₀| at large x too', () => {
    for (const { x, j, y, modulus } of table) {
      const { re, im } = hankel0(x)
      expect(Math.hypot(re - j, im - y) / modulus).toBeLessThan(1.5e-15)
    }
  })

  test('K₀ keeps 2e-15 just below the switch', () => {
    for (const { x, k } of table) expect(Math.abs(besselK0(x) / k - 1)).toBeLessThan(2e-15)
  })
})

describe('laws', () => {
  const argument = fc.integer({ min: 1, max: 60_000 }).map((x) => x / 1000)

  test('J₀ is the mean of cos(x sin θ) over all directions', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (thousandths) => {
        const x = thousandths / 1000
        const points = 256
        let sum = 0
        for (let i = 0; i < points; i++) sum += Math.cos(x * Math.sin((2 * Math.PI * (i + 0.5)) / points))
        expect(besselJ0(x)).toBeCloseTo(sum / points, 13)
      }),
    )
  })

  test('K₀ is ∫₀^∞ e^{−x cosh t} dt', () => {
    fc.assert(
      fc.property(argument, (x) => {
        const step = 1 / 64
        let sum = Math.exp(-x) / 2
        for (let t = step; x * Math.cosh(t) < 745; t += step) sum += Math.exp(-x * Math.cosh(t))
        expect(Math.abs(besselK0(x) / (sum * step) - 1)).toBeLessThan(1e-13)
      }),
    )
  })

  // the addition theorem, averaged over a circle: series and integral meet where the circle crosses x = 2
  test('means over circles: ⟨J₀⟩ = J₀(a)J₀(R) and ⟨Y₀⟩ = J₀(a)Y₀(R) for a < R', () => {
    const circles = fc
      .tuple(fc.integer({ min: 10, max: 8000 }), fc.integer({ min: 1, max: 50 }))
      .map(([r, s]) => [r / 1000, (r / 1000) * (s / 100)] as const)
    fc.assert(
      fc.property(circles, ([R, a]) => {
        const scale = Math.hypot(hankel0(R).re, hankel0(R).im)
        expect(Math.abs(circleMean(besselJ0, R, a) - besselJ0(a) * besselJ0(R))).toBeLessThan(2e-14 * scale)
        expect(Math.abs(circleMean((x) => hankel0(x).im, R, a) - besselJ0(a) * hankel0(R).im)).toBeLessThan(
          2e-14 * scale,
        )
      }),
    )
  })

  test('means over circles: ⟨K₀⟩/K₀(R) depends on the circle’s radius alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), (tenths) => {
        const a = tenths / 10
        const ratio = (R: number): number => circleMean(besselK0, R, a) / besselK0(R)
        for (const R of [2.5 * a, 3 * a, 4, 9]) expect(Math.abs(ratio(R) / ratio(30) - 1)).toBeLessThan(3e-14)
      }),
    )
  })

  test('the Wronskian: J₀Y₀′ − Y₀J₀′ = 2/πx', () => {
    fc.assert(
      fc.property(argument, (x) => {
        const h = 1e-3 * Math.min(x, 1)
        const slope = (f: (x: number) => number): number =>
          (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)
        const wronskian = besselJ0(x) * slope((t) => hankel0(t).im) - hankel0(x).im * slope(besselJ0)
        expect((wronskian * x * Math.PI) / 2).toBeCloseTo(1, 8)
      }),
    )
  })

  test('J₀ is even; H₀ and K₀ diverge logarithmically at zero', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 500, noNaN: true }), (x) => {
        expect(besselJ0(-x)).toBe(besselJ0(x))
      }),
    )
    expect(besselJ0(0)).toBe(1)
    expect(hankel0(0)).toEqual({ re: 1, im: -Infinity })
    expect(besselK0(0)).toBe(Infinity)
    expect(besselK0(1e-300) + Math.log(0.5e-300)).toBeCloseTo(-eulerGamma, 12)
  })

  test('K₀ underflows to zero, not to NaN; a NaN stays one, without a loop', () => {
    expect(besselK0(800)).toBe(0)
    expect(besselK0(Infinity)).toBe(0)
    for (const f of [besselJ0, besselK0, (x: number) => hankel0(x).re, (x: number) => hankel0(x).im])
      expect(f(NaN)).toBeNaN()
    expect(besselK0(-1)).toBeNaN()
    expect(besselK0(-3)).toBeNaN()
    expect(hankel0(-1).im).toBeNaN()
  })
})

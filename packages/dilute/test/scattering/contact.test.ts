import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  scatteringLengths,
  type Complex,
  type ContactInteraction,
  type System,
} from '../../src/model/index.js'
import { contactScatterer, type Scatterer, type ScatteringMethod } from '../../src/scattering/index.js'
import { amplitudesAt, divide, minus, modulus, plus, times, transitionsAt, type C } from '../support/batches.js'
import { around, contacts, hermitian } from '../support/models.js'
import { conformance, type Solver } from './conformance.js'

const solver = (name: string, dimension: 1 | 2 | 3, method: ScatteringMethod): Solver => ({
  name,
  dimension,
  build: (system, interaction, mass) => contactScatterer({ system, interaction, mass, method }),
})

conformance(solver('contact scatterers on a line, exact', 1, { method: 'exact' }))
conformance(solver('contact scatterers in the plane, exact', 2, { method: 'exact' }))
conformance(solver('contact scatterers in space, exact', 3, { method: 'exact' }))
conformance(solver('contact scatterers on a line, Born', 1, { method: 'born' }))
conformance(solver('contact scatterers on a line, Born series of order 3', 1, { method: 'series', order: 3 }))
conformance(solver('contact scatterers in space, Born', 3, { method: 'born' }))

describe('limits', () => {
  test('one level on a line is the textbook delta: transmission 1/(1 + imV/p)', () => {
    fc.assert(
      fc.property(around(-3, 3), around(0.2, 3), around(0.1, 5), around(-2, 2), (v, mass, kinetic, q) => {
        const scatterer = contactScatterer({
          system: hamiltonianSystem([[[0.3, 0]]]),
          interaction: contactStrengths({ strengths: [v], positions: [q] }),
          mass,
        })
        const s = transitionsAt(scatterer, 0, kinetic)
        const p = Math.sqrt(2 * mass * kinetic)
        const transmission = divide({ re: 1, im: 0 }, { re: 1, im: (mass * v) / p })
        expect(modulus(minus(plus(s(0, 0), { re: 1, im: 0 }), transmission))).toBeLessThan(1e-14)
        const reflection = times(minus(transmission, { re: 1, im: 0 }), {
          re: Math.cos(2 * p * q),
          im: Math.sin(2 * p * q),
        })
        expect(modulus(minus(s(1, 0), reflection))).toBeLessThan(1e-13)
      }),
    )
  })

  test('one level in space is the textbook scattering length: f = −1/(1/a + ip), σ = 4πa²/(1 + p²a²)', () => {
    fc.assert(
      fc.property(
        around(-3, 3).filter((a) => a !== 0),
        around(0.2, 3),
        around(0.1, 5),
        (a, mass, kinetic) => {
          const interaction = scatteringLengths({ dimension: 3, scatteringLengths: [a] })
          const scatterer = contactScatterer({ system: hamiltonianSystem([[[0, 0]]]), interaction, mass })
          const t = amplitudesAt(scatterer, 0, kinetic, [[0, 0, 1]])(0, 0)
          const f = divide({ re: -1, im: 0 }, { re: 1 / a, im: Math.sqrt(2 * mass * kinetic) })
          expect(
            modulus(plus({ re: (t.re * mass) / (2 * Math.PI), im: (t.im * mass) / (2 * Math.PI) }, f)),
          ).toBeLessThan(1e-13 * modulus(f))
        },
      ),
    )
  })

  test('one level in the plane: S = 1 − 2iπ/2 · 1/(…) has phase shift cot δ = (2/π)[ln(pa/2) + γ]', () => {
    fc.assert(
      fc.property(around(0.1, 3), around(0.2, 3), around(0.1, 5), (a, mass, kinetic) => {
        const interaction = scatteringLengths({ dimension: 2, scatteringLengths: [a] })
        const scatterer = contactScatterer({ system: hamiltonianSystem([[[0, 0]]]), interaction, mass })
        const cot = (2 / Math.PI) * (Math.log((Math.sqrt(2 * mass * kinetic) * a) / 2) + 0.5772156649015329)
        const s = plus(transitionsAt(scatterer, 0, kinetic)(0, 0), { re: 1, im: 0 })
        expect(modulus(minus(s, divide({ re: cot, im: 1 }, { re: cot, im: -1 })))).toBeLessThan(1e-13)
      }),
    )
  })

  test('far apart, deltas are the star product of single ones', () => {
    fc.assert(
      fc.property(hermitian(2), around(0.3, 3), around(0.3, 3), around(0.2, 2), (h, v, w, kinetic) => {
        const system = hamiltonianSystem(h)
        fc.pre(system.levels[1]! - system.levels[0]! > 0.3)
        const at = (strengths: number[]): ((row: number, column: number) => C) =>
          transitionsAt(
            contactScatterer({ system, interaction: contactStrengths({ strengths, positions: [-25, 25] }), mass: 1 }),
            1,
            kinetic,
          )
        expect(
          largestDifference(starProduct(withUnity(at([v, 0])), withUnity(at([0, w]))), withUnity(at([v, w]))),
        ).toBeLessThan(1e-11)
      }),
    )
  })

  test('the Born series approaches the exact amplitudes with one more power of the strength per order', () => {
    const system = ringSystem({ sites: 3, tunneling: -0.3, flux: 0.2 })
    const error = (order: number, strength: number): number => {
      const interaction = contactStrengths({ strengths: [strength, 0.7 * strength, -strength], positions: [0, 0.4, 1] })
      const exact = transitionsAt(contactScatterer({ system, interaction, mass: 1 }), 2, 0.8)
      const series = transitionsAt(
        contactScatterer({ system, interaction, mass: 1, method: { method: 'series', order } }),
        2,
        0.8,
      )
      return Math.max(
        ...Array.from({ length: 36 }, (_, i) =>
          modulus(minus(exact(Math.floor(i / 6), i % 6), series(Math.floor(i / 6), i % 6))),
        ),
      )
    }
    for (const order of [1, 2, 3]) expect(Math.log2(error(order, 0.02) / error(order, 0.01))).toBeCloseTo(order + 1, 1)
  })

  test('a scatterer of strength zero might as well not be there', () => {
    fc.assert(
      fc.property(hermitian(3), contacts(1, 3), around(0.1, 2), (h, interaction, kinetic) => {
        const system = hamiltonianSystem(h)
        const tiny = (v: number): ((row: number, column: number) => C) =>
          transitionsAt(
            contactScatterer({
              system,
              mass: 1,
              interaction: { ...interaction, dimension: 1, strengths: Float64Array.of(1, v, -0.5) },
            }),
            2,
            kinetic,
          )
        const [zero, almost] = [tiny(0), tiny(1e-9)]
        for (let i = 0; i < 36; i++)
          expect(modulus(minus(zero(Math.floor(i / 6), i % 6), almost(Math.floor(i / 6), i % 6)))).toBeLessThan(1e-6)
      }),
    )
  })

  test('moving all scatterers along the line changes no probability', () => {
    fc.assert(
      fc.property(hermitian(3), around(-3, 3), around(0.1, 2), (h, shift, kinetic) => {
        const at = (offset: number): ((row: number, column: number) => C) =>
          transitionsAt(
            contactScatterer({
              system: hamiltonianSystem(h),
              mass: 1,
              interaction: contactStrengths({
                strengths: [1, -0.5, 2],
                positions: [0, 0.5, 0.7].map((q) => q + offset),
              }),
            }),
            2,
            kinetic,
          )
        const [here, there] = [at(0), at(shift)]
        for (let i = 0; i < 36; i++) {
          expect(modulus(here(Math.floor(i / 6), i % 6)) - modulus(there(Math.floor(i / 6), i % 6))).toBeCloseTo(0, 11)
        }
      }),
    )
  })

  test('the solver for one point and the solver for any positions agree', () => {
    fc.assert(
      fc.property(hermitian(3), around(0.05, 2), around(-1, 1), (h, kinetic, q) => {
        const strengths = [1.2, -0.7, 0.4]
        const at = (positions: number[]): ((row: number, column: number) => C) =>
          transitionsAt(
            contactScatterer({
              system: hamiltonianSystem(h),
              interaction: contactStrengths({ strengths, positions }),
              mass: 1,
            }),
            1,
            kinetic,
          )
        const [point, line] = [at([q, q, q]), at([q, q, q + 1e-13])]
        for (let i = 0; i < 36; i++)
          expect(modulus(minus(point(Math.floor(i / 6), i % 6), line(Math.floor(i / 6), i % 6)))).toBeLessThan(1e-10)
      }),
    )
  })
})

describe('a bound state of a level that no wave reaches, −½ with V = −1 or a = 1, among waves of another', () => {
  const energies = [-1, ...Array.from({ length: 12 }, (_, k) => k)]
  const levelsOf = (levels: number): System =>
    hamiltonianSystem(energies.slice(0, levels).map((e, i, all) => all.map((_, j): Complex => [i === j ? e : 0, 0])))
  const onLine = (strengths: number[], positions?: number[]): ContactInteraction =>
    contactStrengths({ strengths, ...(positions && { positions }) })
  const inSpace = (lengths: number[], positions?: number[][]): ContactInteraction =>
    scatteringLengths({ dimension: 3, scatteringLengths: lengths, ...(positions && { positions }) })
  const cases: Record<string, readonly [alone: ContactInteraction, together: ContactInteraction]> = {
    'at a point of a line': [onLine([0.5]), onLine([0.5, -1])],
    'far weaker at a point of a line': [onLine([0.01]), onLine([0.01, -1])],
    'apart on a line': [onLine([0.5], [0.3]), onLine([0.5, -1], [0.3, 0])],
    'at a point in space': [inSpace([0.5]), inSpace([0.5, 1])],
    'many levels': [onLine([0.5]), onLine([0.5, -1, ...Array.from({ length: 11 }, () => 0.4)])],
  }

  test.each(Object.keys(cases))('does not change how these scatter, %s', (kind) => {
    const [alone, together] = cases[kind]!
    const [one, all] = [alone, together].map((interaction) => {
      const system = levelsOf(interaction.positions.length)
      return contactScatterer({ system, interaction, mass: 1 })
    }) as [Scatterer, Scatterer]
    const [expected, found] = [transitionsAt(one, 0, 0.5), transitionsAt(all, 0, 0.5)]
    for (let i = 0; i < one.modes ** 2; i++) {
      const [row, column] = [Math.floor(i / one.modes), i % one.modes]
      expect(modulus(minus(found(row, column), expected(row, column)))).toBeLessThan(1e-14)
    }
  })
})

/**
 * Blocks of S over two levels on a line: transmission and reflection for waves coming from the left (+) and from the
 * right (−).
 */
type Block = C[][]

function withUnity(s: (row: number, column: number) => C): Block {
  return Array.from({ length: 4 }, (_, i) =>
    Array.from({ length: 4 }, (__, j) => plus(s(i, j), { re: i === j ? 1 : 0, im: 0 })),
  )
}

/**
 * The scatterers one after the other: right-movers pass a first, left-movers b first. Solved by iterating the multiple
 * reflections.
 */
function starProduct(a: Block, b: Block): Block {
  const part = (s: Block, out: number, into: number): Block =>
    [0, 1].map((k) => [0, 1].map((l) => s[2 * k + out]![2 * l + into]!))
  const one: Block = [0, 1].map((k) => [0, 1].map((l) => ({ re: k === l ? 1 : 0, im: 0 })))
  const [ta, ra, ra2, ta2] = [part(a, 0, 0), part(a, 1, 0), part(a, 0, 1), part(a, 1, 1)]
  const [tb, rb, rb2, tb2] = [part(b, 0, 0), part(b, 1, 0), part(b, 0, 1), part(b, 1, 1)]
  const loop = inverse(difference(one, product(ra2, rb)))
  const loop2 = inverse(difference(one, product(rb, ra2)))
  const forward = product(tb, product(loop, ta))
  const back = sum(ra, product(ta2, product(rb, product(loop, ta))))
  const fromRight = product(ta2, product(loop2, tb2))
  const reflectedRight = sum(rb2, product(tb, product(ra2, product(loop2, tb2))))
  return Array.from({ length: 4 }, (_, i) =>
    Array.from({ length: 4 }, (__, j) => {
      const block = i % 2 === 0 ? (j % 2 === 0 ? forward : reflectedRight) : j % 2 === 0 ? back : fromRight
      return block[i >> 1]![j >> 1]!
    }),
  )
}

const product = (a: Block, b: Block): Block =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((s, x, k) => plus(s, times(x, b[k]![j]!)), { re: 0, im: 0 })))
const sum = (a: Block, b: Block): Block => a.map((row, i) => row.map((x, j) => plus(x, b[i]![j]!)))
const difference = (a: Block, b: Block): Block => a.map((row, i) => row.map((x, j) => minus(x, b[i]![j]!)))
function inverse(m: Block): Block {
  const [a, b, c, d] = m.flat()
  const determinant = minus(times(a!, d!), times(b!, c!))
  const negative = (x: C): C => ({ re: -x.re, im: -x.im })
  return [
    [divide(d!, determinant), divide(negative(b!), determinant)],
    [divide(negative(c!), determinant), divide(a!, determinant)],
  ]
}
const largestDifference = (a: Block, b: Block): number => Math.max(...difference(a, b).flat().map(modulus))

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chebyshevRules, functionalCount, nestedClenshawCurtis, type ChebyshevRule } from '../../src/numerics/index.js'

/** All functionals of a function. */
const applied = ({ nodes, functionals }: ChebyshevRule, f: (x: number) => number): number[] =>
  functionals.map((factors) => nodes.reduce((sum, x, i) => sum + factors[i]! * f(x), 0))

const chebyshev = (k: number, x: number): number => Math.cos(k * Math.acos(2 * x - 1))

describe.each([16, 40, 64])('rules from order %i on', (order) => {
  const { layers, rules } = chebyshevRules(order, 3)

  test('the first functional is the Clenshaw–Curtis integral', () => {
    rules.forEach((rule, level) => {
      const other = nestedClenshawCurtis(order * 2 ** level)
      const f = (x: number): number => Math.exp(-3 * x) * Math.sin(20 * x)
      const expected = other.nodes.reduce((sum, x, i) => sum + other.weights[i]! * f(x), 0)
      expect(Math.abs(applied(rule(), f)[0]! - expected)).toBeLessThan(1e-14)
    })
  })

  test('the others are Chebyshev coefficients of the order N − 1, N − 2, N − 4, N − 7, N − 11', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 2), fc.nat({ max: 12 }), (level, before) => {
        const n = order * 2 ** level
        const found = applied(rules[level]!(), (x) => chebyshev(n - before, x)).slice(1)
        const expected = [1, 2, 4, 7, 11].map((each) => (each === before ? 1 : 0))
        found.forEach((each, i) => {
          expect(Math.abs(Math.abs(each) - expected[i]!)).toBeLessThan(1e-11)
        })
      }),
    )
  })

  test('a rule has the nodes of those before it, and then its own', () => {
    const inner = layers.map((layer) => [...layer().x])
    rules.forEach((rule, level) => {
      const nodes = [...rule().nodes]
      const before = [...inner.slice(0, level + 1).flat(), 0, 1]
      nodes.forEach((x, i) => {
        expect(Math.abs(x - before[i]!)).toBeLessThan(1e-15)
      })
      expect(nodes.length).toBe(before.length)
    })
  })

  test('tables hold the functionals of a layer by pairs of nodes, and nothing for a node that is not there', () => {
    const { functionals, tables } = rules[1]!()
    const count = layers[0]!().x.length
    for (let node = 0; node <= count; node++) {
      for (let f = 0; f < functionalCount; f++) {
        const place = 2 * ((node >> 1) * functionalCount + f) + (node & 1)
        expect(tables[0]![place]).toBe(node < count ? functionals[f]![node]! : 0)
      }
    }
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { complexZeros, matrixExponential, multiply, type ComplexMatrix } from '../../src/numerics/index.js'
import { densityMatrix, evolve, expectation, liouvillian, withLevelShift } from '../../src/dynamics/index.js'
import { distance, evolutions, fig1, ratesOnly, twoDegenerate } from './generators.js'

const scaled = (a: ComplexMatrix, t: number): ComplexMatrix => ({
  ...a,
  re: a.re.map((x) => x * t),
  im: a.im.map((x) => x * t),
})

/** ρ_ij at i + N·j. */
function stacked(rho: ComplexMatrix): ComplexMatrix {
  const n = rho.rows
  const out = complexZeros(n * n, 1)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      out.re[i + n * j] = rho.re[i * n + j]!
      out.im[i + n * j] = rho.im[i * n + j]!
    }
  return out
}

test('e^{Lt} of the whole superoperator, columns stacked, is the evolution block by block', () => {
  fc.assert(
    fc.property(evolutions, ({ generator, initial }) => {
      const rho = densityMatrix(generator.system, initial)
      const whole = multiply(matrixExponential(scaled(liouvillian(generator), 1.7)), stacked(rho))
      expect(distance(whole, stacked(evolve(generator, initial, [1.7]).density[0]!))).toBeLessThan(1e-11)
    }),
    { numRuns: 10 },
  )
})

test.each([
  ['Fig. 1', fig1],
  ['degenerate levels', twoDegenerate],
] as const)('the level shift of %s turns coherences, and leaves the Gibbs state alone', (_, make) => {
  const generator = make()
  const shifted = withLevelShift(generator)
  const [without, with_] = [generator, shifted].map((one) => evolve(one, { site: 0 }, [0.7]))
  expect(distance(without!.density[0]!, with_!.density[0]!)).toBeGreaterThan(1e-3)
  const gibbs = densityMatrix(generator.system, { gibbs: 2 })
  expect(distance(evolve(shifted, { gibbs: 2 }, [9]).density[0]!, gibbs)).toBeLessThan(1e-10)
})

test('the level shift is −i[H_shift, ρ]: what the Hamiltonian H + H_shift gives', () => {
  const generator = ratesOnly(
    [0, 1],
    [
      [0, 0],
      [0, 0],
    ],
  )
  generator.levelShift.re.set([0.1, 0, 0, 0.4])
  const s = Math.SQRT1_2
  const [coherence] = evolve(
    withLevelShift(generator),
    {
      ket: [
        [s, 0],
        [s, 0],
      ],
    },
    [2],
  ).coherence(1, 0)
  expect(coherence![0]).toBeCloseTo(0.5 * Math.cos(1.3 * 2), 14)
  expect(coherence![1]).toBeCloseTo(-0.5 * Math.sin(1.3 * 2), 14)
})

test('the Liouvillian is refused where it would be huge', () => {
  const levels = Array.from({ length: 17 }, (_, k) => k)
  expect(() =>
    liouvillian(
      ratesOnly(
        levels,
        levels.map(() => levels.map(() => 0)),
      ),
    ),
  ).toThrow('made for up to 16')
})

test('an observable of another size has no expectation', () => {
  expect(() => expectation(complexZeros(2, 2), complexZeros(3, 3))).toThrow(
    'an observable of 2 × 2 has no expectation in a state of 3 × 3',
  )
})

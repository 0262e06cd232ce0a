import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem } from '../../src/model/index.js'
import { contactScatterer, unitarityResidual } from '../../src/scattering/index.js'
import { EffectiveCoupling } from '../../src/scattering/effectiveCoupling.js'
import type { Momenta } from '../../src/scattering/momenta.js'
import { invertPlain } from '../../src/numerics/invert.js'
import { copyMatrix, type ComplexMatrix } from '../../src/numerics/index.js'
import { at, build, difference, hermitianMatrix, norm, scaled } from '../numerics/matrices.js'
import { transitionsAt } from '../support/batches.js'

/** Two open levels and one closed, whose own dot is so deep that it is bound in the midst of these energies. */
const system = hamiltonianSystem([
  [
    [0, 0],
    [0.1, 0.05],
    [0.02, 0],
  ],
  [
    [0.1, -0.05],
    [0.3, 0],
    [0.03, -0.01],
  ],
  [
    [0.02, 0],
    [0.03, 0.01],
    [2, 0],
  ],
])
const scatterer = contactScatterer({
  system,
  interaction: contactStrengths({ strengths: [-0.7, -0.9, -1.1], positions: [0, 0, 0] }),
  mass: 1,
})
/** W of the highest level, U†VU, and the offset from it at which −κ − W = 0. */
const own = [-0.7, -0.9, -1.1].reduce(
  (sum, v, i) => sum + v * (system.eigenvectors.re[3 * i + 2]! ** 2 + system.eigenvectors.im[3 * i + 2]! ** 2),
  0,
)
const bound = -(own ** 2) / 2

test('where the closed level is bound on its own, S is unitary and smooth as elsewhere', () => {
  const wide = transitionsAt(scatterer, 2, bound + 1e-7)
  for (const near of [0, 1e-15, -1e-14, 1e-13, -1e-12, 1e-11, 1e-9]) {
    expect(unitarityResidual(scatterer, { level: 2, offsets: Float64Array.of(bound + near) })).toBeLessThan(1e-13)
    const s = transitionsAt(scatterer, 2, bound + near)
    for (let k = 0; k < 4; k++)
      for (let l = 0; l < 4; l++) {
        expect(s(k, l).re).toBeCloseTo(wide(k, l).re, 2)
        expect(s(k, l).im).toBeCloseTo(wide(k, l).im, 2)
      }
  }
})

/** (X + a)⁻¹ over the levels of a, X = ip/m of open ones and −κ/m of closed ones, m = 1. */
function inverseOf(a: ComplexMatrix, { value, open }: Momenta): ComplexMatrix {
  const out = copyMatrix(build(a.rows, a.rows, (i, j) => at(a, i, j)))
  value.subarray(0, a.rows).forEach((p, k) => {
    if (open[k]) out.im[k * (a.rows + 1)]! += p
    else out.re[k * (a.rows + 1)]! -= p
  })
  invertPlain(out, new Int32Array(a.rows))
  return out
}

/** Hermitian −W of any sign and size, and momenta that may be tiny. */
const couplings = fc.integer({ min: 2, max: 30 }).chain((n) =>
  fc.record({
    negative: fc.tuple(hermitianMatrix(n), fc.integer({ min: -6, max: 3 })).map(([a, size]) => scaled(a, 10 ** size)),
    open: fc.integer({ min: 0, max: n }),
    value: fc.array(fc.tuple(fc.double({ min: 0.1, max: 1, noNaN: true }), fc.constantFrom(1, 1, 1e-4, 1e-12)), {
      minLength: n,
      maxLength: n,
    }),
  }),
)

test('between open levels the inverse is that of all levels', () => {
  let eliminated = 0
  fc.assert(
    fc.property(couplings, ({ negative, open, value }) => {
      const momenta: Momenta = {
        value: Float64Array.from(value, ([p, size]) => p * size),
        open: Uint8Array.from(value, (_, k) => (k < open ? 1 : 0)),
      }
      const whole = inverseOf(negative, momenta)
      const coupling = new EffectiveCoupling(negative).at(momenta, 1)
      if (coupling.rows === open) eliminated++
      const [found, wanted] = [inverseOf(coupling, momenta), whole].map((a) => build(open, open, (i, j) => at(a, i, j)))
      const doubt = 64 * value.length * Number.EPSILON * (norm(negative) + 1) * norm(whole) ** 2
      expect(difference(found!, wanted!)).toBeLessThanOrEqual(doubt)
    }),
    { numRuns: 300 },
  )
  expect(eliminated).toBeGreaterThan(100)
})

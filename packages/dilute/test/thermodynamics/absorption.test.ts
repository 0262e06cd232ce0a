import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complexZeros, type ComplexMatrix } from '../../src/numerics/index.js'
import type { ZeroFrequencyBlock } from '../../src/rates/index.js'
import { zeroFrequencyThermodynamics, type ZeroFrequencyThermodynamics } from '../../src/thermodynamics/index.js'

type Rows = readonly (readonly (readonly [number, number])[])[]

/** Limits of exponentials with 40 digits. */
const { cases } = JSON.parse(readFileSync(new URL('../reference/transient_weights.json', import.meta.url), 'utf8')) as {
  cases: { groups: number[][]; prefactors: Rows; start: Rows; projector: Rows; weight: string }[]
}

function matrixOf(rows: Rows): ComplexMatrix {
  const out = complexZeros(rows.length, rows.length)
  rows.flat().forEach(([re, im], entry) => {
    out.re[entry] = re
    out.im[entry] = im
  })
  return out
}

function blockOf({ groups, prefactors }: (typeof cases)[number]): ZeroFrequencyBlock {
  const matrix = matrixOf(prefactors)
  return {
    levels: Float64Array.from(groups.flatMap((group, g) => group.map(() => g))),
    groups,
    pairs: groups.flatMap((group) => group.flatMap((k) => group.map((l) => [k, l] as const))),
    prefactors: matrix,
    prefactorErrors: new Float64Array(matrix.re.length),
    barriers: new Float64Array(groups.length ** 2),
    wells: new Float64Array(groups.length),
    wellError: 0,
  }
}

const traceOf = (a: ComplexMatrix, b: ComplexMatrix): number =>
  a.re.reduce((sum, x, e) => {
    const mirrored = (e % a.rows) * a.rows + Math.floor(e / a.rows)
    return sum + x * b.re[mirrored]! - a.im[e]! * b.im[mirrored]!
  }, 0)

/** Of the sector that a projector is that of. */
function weightOn(projector: ComplexMatrix, weights: Float64Array, t: ZeroFrequencyThermodynamics): number {
  const c = t.stationary.extremal.findIndex(({ density }) => traceOf(projector, density) > 0.99)
  return weights[c]!
}

describe('where a state ends whose upper levels are left for good', () => {
  test.each(cases.map((each) => [JSON.stringify(each.groups), each] as const))(
    'is what the exponential leaves after a long time: levels %s',
    (_, { weight, ...each }) => {
      const [start, projector] = [matrixOf(each.start), matrixOf(each.projector)]
      const t = zeroFrequencyThermodynamics([blockOf({ weight, ...each })], { betas: [1], start })
      expect(t.stationary.extremal).toHaveLength(2)
      expect(Math.abs(weightOn(projector, t.weights(start), t) - Number(weight))).toBeLessThan(1e-13)
      const upper = t.state.groupPopulations.at(-1)!
      expect(upper.value).toBe(0)
      const reached = traceOf(projector, t.state.density)
      expect(Math.abs(reached - Number(weight))).toBeLessThan(1e-12)
    },
  )

  test('is as uncertain as the gains on the way, and not much more', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(fc.constantFrom(-1, 1), { minLength: 9, maxLength: 9 }),
        (one, signs) => {
          const [block, start, projector] = [blockOf(one), matrixOf(one.start), matrixOf(one.projector)]
          const size = block.groups.length
          const of = block.pairs.map(([k]) => block.groups.findIndex((group) => group.includes(k)))
          const scaled = (step: number): ZeroFrequencyBlock => {
            const factor = (e: number): number =>
              1 + step * signs[of[Math.floor(e / of.length)]! * size + of[e % of.length]!]!
            const { re, im } = block.prefactors
            return {
              ...block,
              prefactors: {
                ...block.prefactors,
                re: re.map((x, e) => x * factor(e)),
                im: im.map((y, e) => y * factor(e)),
              },
              prefactorErrors: re.map((x, e) => 1e-6 * Math.hypot(x, im[e]!)),
            }
          }
          const [here, there] = [0, 1e-6].map((step) =>
            zeroFrequencyThermodynamics([scaled(step)], { betas: [1], start }),
          ) as [ZeroFrequencyThermodynamics, ZeroFrequencyThermodynamics]
          const [a, b] = [here, there].map((t) => weightOn(projector, t.weights(start), t)) as [number, number]
          // both sectors are in one group or in two: entries of the density hold the weights
          const bar = Math.max(...here.state.densityError)
          expect(Math.abs(a - b)).toBeLessThanOrEqual(bar)
          if (Math.abs(a - b) > 1e-12) ratios.push(bar / Math.abs(a - b))
        },
      ),
      { numRuns: 30 },
    )
    expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(100)
  })

  test('upper levels that nothing is known to leave have weights that are not known', () => {
    const block = blockOf(cases[2]!)
    // so high a barrier that no double tells when it is left
    const barriers = block.barriers.map((_, entry) => (entry % 3 === 2 && entry !== 8 ? 2000 : 0))
    const start = matrixOf(cases[2]!.start)
    const { state } = zeroFrequencyThermodynamics([{ ...block, barriers }], { betas: [1], start })
    for (const { value, error } of state.groupPopulations.slice(0, 2))
      expect(error).toBeGreaterThan(0.9 * Math.abs(value - 0.5))
  })
})

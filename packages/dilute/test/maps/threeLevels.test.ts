import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gapKernel, topKernel, type ThreeLevelPanel } from '../../src/numerics/index.js'
import { plainGap, plainTop } from '../../src/maps/plainThreeLevels.js'
import { threeLevelsWasm } from '../../src/numerics/threeLevelsWasm.js'
import { around } from '../support/models.js'

/** The kernels in WebAssembly beside their twins in JavaScript, which know of no lanes and no padding. */

const plane = (length: number, least: number): fc.Arbitrary<Float64Array> =>
  fc.array(around(least, 2), { minLength: length, maxLength: length }).map((each) => Float64Array.from(each))

/** Even and odd numbers of nodes; every second one is the coarse rule's. */
const panel = (leastX: number): fc.Arbitrary<ThreeLevelPanel> =>
  fc.integer({ min: 3, max: 12 }).chain((count) =>
    fc
      .tuple(plane(count, 0.1), plane(count, 0.1), plane(count, leastX), plane(count, 0.1))
      .map(([first, second, third, weights]) => ({
        count,
        planes: [first, second, third] as const,
        weights,
        ratios: weights.map((_, node) => (node % 2 === 1 ? 1.9 + node / 100 : 0)),
      })),
  )

const part = around(-2, 2)
const coupling = fc.record({
  w00: part,
  w11: part,
  w22: part,
  m01: part,
  m02: part,
  m12: part,
  determinant: part,
  re01: part,
  im01: part,
  cRe01: part,
  cIm01: part,
})

const expectClose = (found: Float64Array, expected: Float64Array): void => {
  const largest = Math.max(...expected.map(Math.abs))
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-13 * largest)
  })
}

describe('sums of three levels in WebAssembly are those in JavaScript', () => {
  test('above all levels', () => {
    fc.assert(
      fc.property(panel(0.1), coupling, (planes, w) => {
        const [found, expected] = [new Float64Array(14), new Float64Array(14)]
        topKernel(planes)!.sum(w, found)
        plainTop(planes).sum(w, expected)
        // each sum by itself: some are much smaller than others
        found.forEach((value, i) => {
          expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-13 * Math.abs(expected[i]!))
        })
      }),
    )
  })

  test('between two levels, with D and whether it vanishes near a node', () => {
    fc.assert(
      fc.property(panel(-2), coupling, around(0.01, 3), (planes, w, width) => {
        const [wasm, plain] = [gapKernel(planes)!, plainGap(planes)]
        const [found, expected] = [new Float64Array(2), new Float64Array(2)]
        wasm.sum(w, found)
        plain.sum(w, expected)
        const [one, other] = [wasm, plain].map((kernel) => {
          const [re, im] = [new Float64Array(planes.count), new Float64Array(planes.count)]
          kernel.determinants(re, im)
          return Float64Array.of(...re, ...im)
        }) as [Float64Array, Float64Array]
        expect(one).toEqual(other)
        expect(wasm.hasNearZero(width)).toBe(plain.hasNearZero(width))
        expectClose(found, expected)
      }),
    )
  })

  test('one after another, whichever panel was summed last', () => {
    fc.assert(
      fc.property(panel(0.1), panel(0.1), coupling, (first, second, w) => {
        const [one, other] = [topKernel(first)!, topKernel(second)!]
        const sums = [one, other, one].map((kernel) => {
          const out = new Float64Array(14)
          kernel.sum(w, out)
          return out
        })
        expect(sums[2]).toEqual(sums[0])
      }),
    )
  })

  test('a zero between the last two nodes is seen, of odd and of even numbers of nodes', () => {
    for (const count of [3, 4, 5, 6]) {
      const ones = new Float64Array(count).fill(1)
      // D = x(m₁₂) + … reduces to w₂₂ − z + i·0: it changes sign where z passes w₂₂
      const z = Float64Array.from(ones, (_, node) => (node === count - 1 ? 2 : 0.5))
      const planes = { count, planes: [ones, ones, z] as const, weights: ones, ratios: ones }
      const kernel = gapKernel(planes)!
      const nothing = { w00: 0, w11: 0, m01: 0, m02: 0, m12: 0, determinant: 0, re01: 1, im01: 0, cRe01: 0, cIm01: 0 }
      kernel.sum({ ...nothing, w22: 1 }, new Float64Array(2))
      expect(kernel.hasNearZero(1)).toBe(true)
      kernel.sum({ ...nothing, w22: 9 }, new Float64Array(2))
      expect(kernel.hasNearZero(1)).toBe(false)
    }
  })
})

test('the compiled kernel is that of its source', async () => {
  const compiler = '../../kernels/compile.js'
  const { compileKernel } = (await import(compiler)) as { compileKernel: (name: string) => Promise<Uint8Array> }
  expect(Buffer.from(await compileKernel('threeLevels')).toString('base64')).toBe(threeLevelsWasm)
})

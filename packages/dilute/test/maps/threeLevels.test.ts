import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainTop } from '../../src/maps/threeLevels.js'
import type { PanelNodes } from '../../src/maps/panelNodes.js'
import { topSums, type PanelOutput } from '../../src/numerics/index.js'
import { threeWasm } from '../../src/numerics/threeWasm.js'
import { around } from '../support/models.js'

const output = (): PanelOutput => ({
  fine: new Float64Array(9),
  coarse: new Float64Array(9),
  re: new Float64Array(0),
  im: new Float64Array(0),
})

const plane = (length: number): fc.Arbitrary<Float64Array> =>
  fc.array(around(0.1, 2), { minLength: length, maxLength: length }).map((each) => Float64Array.from(each))

/** r of three open levels at odd and even numbers of nodes, more than the largest matrices have entries among them. */
const panels = fc.constantFrom(1, 2, 3, 8, 63, 255).chain((count) =>
  fc.record({
    count: fc.constant(count),
    coarse: fc.integer({ min: 1, max: count }),
    im: plane(3 * count),
    weights: plane(count),
    ratios: plane(count),
  }),
)

test('sums above the highest of three levels are the same in WebAssembly and in JavaScript', () => {
  fc.assert(
    fc.property(panels, plane(7), ({ count, coarse, im, weights, ratios }, minors) => {
      const nodes = { count, coarse, weights, ratios: ratios.map((each, node) => (node < coarse ? each : 0)) }
      const shape = { ...nodes, open: 3, re: new Float64Array(3 * count), im, shell: im }
      const [fast, plain] = [output(), output()]
      topSums(shape)!(0, minors, fast)
      const [r0, r1, r2] = [0, 1, 2].map((k) => im.subarray(k * count, (k + 1) * count))
      plainTop({ r0: r0!, r1: r1!, r2: r2!, nodes: nodes as unknown as PanelNodes }, minors, plain)
      for (const rule of ['fine', 'coarse'] as const) {
        plain[rule].subarray(0, 7).forEach((sum, i) => {
          expect(Math.abs(fast[rule][i]! - sum)).toBeLessThanOrEqual(1e-13 * sum)
        })
      }
    }),
  )
})

test('the module is what the sources compile to', async () => {
  const compiler = new URL('../../kernels/compile.js', import.meta.url).href
  const { compileKernel } = (await import(compiler)) as { compileKernel: (name: string) => Promise<Uint8Array> }
  expect(Buffer.from(await compileKernel('three')).toString('base64')).toBe(threeWasm)
})

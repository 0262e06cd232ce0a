import fc from 'fast-check'
import { expect, test } from 'vitest'
import { transitionLayout } from '../../src/scattering/transitionLayout.js'
import { fillProduct, type PanelAmplitudes } from '../../src/generator/panelAmplitudes.js'

const nodes = 21
const number = fc.integer({ min: -100, max: 100 }).map((x) => x / 100)

/** One amplitude of one function, the same at every node. */
function amplitude([re, im]: readonly [number, number], error: number): PanelAmplitudes {
  const plane = (x: number): Float64Array => new Float64Array(nodes).fill(x)
  const [x, y] = [plane(re), plane(im)]
  const filled = {
    re: x,
    im: y,
    dressedRe: x,
    dressedIm: y,
    errors: plane(error),
    norms: plane(Math.hypot(re, im)),
    layout: transitionLayout(1, 1),
    elements: [[0, 0]],
  }
  return filled as unknown as PanelAmplitudes
}

type Pair = readonly [number, number]
const moved = ([re, im]: Pair, error: number, angle: number): Pair => [
  re + error * Math.cos(angle),
  im + error * Math.sin(angle),
]

test('the noise of a product is the most that the errors of its amplitudes make of it', () => {
  fc.assert(
    fc.property(fc.tuple(number, number), fc.tuple(number, number), fc.boolean(), (a, b, own) => {
      fc.pre(Math.hypot(...a) > 0.1 && Math.hypot(...b) > 0.1 && Math.hypot(a[0] - b[0], a[1] - b[1]) > 0.1)
      const [weights, out, noise] = [
        new Float64Array(nodes).fill(0.7),
        new Float64Array(2 * nodes),
        new Float64Array(2 * nodes),
      ]
      const error = 1e-3
      const value = (x: Pair, y: Pair): [number, number] => {
        fillProduct(amplitude(x, error), amplitude(y, error), { a: 0, b: 0, own }, weights, out, noise, 0)
        return [out[0]!, out[nodes]!]
      }
      const [re, im] = value(a, b)
      const [noiseRe, noiseIm] = [noise[0]!, noise[nodes]!]
      let [mostRe, mostIm] = [0, 0]
      for (let i = 0; i < 40; i++)
        for (let j = 0; j < 40; j++) {
          const [x, y] = value(moved(a, error, (i * Math.PI) / 20), moved(b, error, (j * Math.PI) / 20))
          mostRe = Math.max(mostRe, Math.abs(x - re))
          mostIm = Math.max(mostIm, Math.abs(y - im))
        }
      expect(mostRe).toBeLessThanOrEqual(noiseRe * (1 + 1e-9))
      expect(mostIm).toBeLessThanOrEqual(noiseIm * (1 + 1e-9))
      expect(mostRe).toBeGreaterThan(0.9 * noiseRe)
      expect(mostIm).toBeGreaterThan(0.9 * noiseIm)
    }),
    { numRuns: 50 },
  )
})

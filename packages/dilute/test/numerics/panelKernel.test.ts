import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillMinors, minorCount } from '../../src/maps/fourMinors.js'
import {
  complexZeros,
  fourLevelSums,
  invertPlain,
  panelSums,
  type DiagonalPanel,
  type PanelOutput,
} from '../../src/numerics/index.js'
import { around } from '../support/models.js'
import { fourWasm } from '../../src/numerics/fourWasm.js'
import { linesWasm } from '../../src/numerics/linesWasm.js'
import { sitesWasm } from '../../src/numerics/sitesWasm.js'
import { panelsWasm } from '../../src/numerics/panelsWasm.js'

const part = around(-2, 2)
const positive = around(0.1, 2)
const plane = (length: number, of = part): fc.Arbitrary<Float64Array> =>
  fc.array(of, { minLength: length, maxLength: length }).map((each) => Float64Array.from(each))

/** Some open channels with imaginary X, the others with negative ones; an odd number of nodes is padded. */
const panelOf = (levels: fc.Arbitrary<number>) =>
  fc.record({ n: levels, count: fc.integer({ min: 1, max: 9 }) }).chain(({ n, count }) =>
    fc.integer({ min: 2, max: n }).chain((open) =>
      fc.record({
        n: fc.constant(n),
        open: fc.constant(open),
        count: fc.constant(count),
        coarse: fc.integer({ min: 1, max: count }),
        x: plane(n * count, positive),
        shell: plane(open * count, positive),
        weights: plane(count, positive),
        ratios: plane(count, positive),
        w: plane(2 * n * n),
      }),
    ),
  )
const panel = panelOf(fc.integer({ min: 2, max: 8 }))
type Drawn = typeof panel extends fc.Arbitrary<infer T> ? T : never

function asPanel({ n, open, count, coarse, x, shell, weights, ratios }: Drawn): DiagonalPanel {
  const isOpen = (e: number): boolean => Math.floor(e / count) < open
  const [re, im] = [new Float64Array(n * count), new Float64Array(n * count)]
  x.forEach((value, e) => {
    if (isOpen(e)) im[e] = value
    else re[e] = -value
  })
  return {
    count,
    coarse,
    open,
    re,
    im,
    shell,
    weights,
    ratios: ratios.map((ratio, node) => (node < coarse ? ratio : 0)),
  }
}

/** W, Hermitian, as pairs. */
function coupling({ n, w }: Drawn): Float64Array {
  const out = new Float64Array(2 * n * n)
  for (let k = 0; k < n; k++) {
    for (let l = 0; l <= k; l++) {
      const [re, im] = [w[2 * (k * n + l)]!, k === l ? 0 : w[2 * (k * n + l) + 1]!]
      out.set([re, im], 2 * (k * n + l))
      out.set([re, -im], 2 * (l * n + k))
    }
  }
  return out
}

/** Node by node with pivots, by the definition. */
function expected(
  n: number,
  { count, open, re, im, shell, weights, ratios }: DiagonalPanel,
  w: Float64Array,
): PanelOutput {
  const out = outputFor(n, count)
  for (let node = 0; node < count; node++) {
    const m = complexZeros(n, n)
    m.re.forEach((_, e) => {
      m.re[e] = -w[2 * e]!
      m.im[e] = -w[2 * e + 1]!
    })
    for (let k = 0; k < n; k++) {
      m.re[k * (n + 1)]! += re[k * count + node]!
      m.im[k * (n + 1)]! += im[k * count + node]!
    }
    const determinant = { re: 0, im: 0 }
    invertPlain(m, new Int32Array(n), determinant)
    ;[out.re[node], out.im[node]] = [determinant.re, determinant.im]
    for (let k = 0; k < open; k++) {
      for (let l = 0; l < open; l++) {
        const term =
          k === l
            ? 0
            : weights[node]! *
              shell[k * count + node]! *
              shell[l * count + node]! *
              (m.re[k * n + l]! ** 2 + m.im[k * n + l]! ** 2)
        out.fine[k * n + l]! += term
        out.coarse[k * n + l]! += term * ratios[node]!
      }
    }
  }
  return out
}

const outputFor = (n: number, count: number): PanelOutput => ({
  fine: new Float64Array(n * n),
  coarse: new Float64Array(n * n),
  re: new Float64Array(count),
  im: new Float64Array(count),
})

function difference(one: Float64Array, other: Float64Array): number {
  const scale = Math.max(...one.map(Math.abs), 1e-300)
  return Math.max(...one.map((value, i) => Math.abs(value - other[i]!))) / scale
}

/** The largest |Δ det| over |det| at its node. */
const determinantDifference = (one: PanelOutput, other: PanelOutput): number =>
  one.re.reduce(
    (most, re, e) =>
      Math.max(most, Math.hypot(re - other.re[e]!, one.im[e]! - other.im[e]!) / Math.hypot(re, one.im[e]!)),
    0,
  )

test('sums and determinants in WebAssembly are those of elimination with pivots, as far as the pivots promise', () => {
  fc.assert(
    fc.property(panel, fc.boolean(), (drawn, openFirst) => {
      const [given, w] = [asPanel(drawn), coupling(drawn)]
      const out = outputFor(drawn.n, given.count)
      const pivot = panelSums(drawn.n, [given])!(0, w, out, openFirst)
      fc.pre(pivot > 1e-6)
      const wanted = expected(drawn.n, given, w)
      const allowed = 1e-13 / pivot
      expect(difference(wanted.fine, out.fine)).toBeLessThan(allowed)
      expect(difference(wanted.coarse, out.coarse)).toBeLessThan(allowed)
      expect(difference(wanted.re, out.re)).toBeLessThan(allowed)
      expect(difference(wanted.im, out.im)).toBeLessThan(allowed)
    }),
  )
})

test('four levels by minors are those of elimination with pivots, as far as the determinant promises', () => {
  let promised = 0
  fc.assert(
    fc.property(panelOf(fc.constant(4)), fc.constantFrom(1e-9, 1e-3, 1, 1, 1e4), (drawn, size) => {
      const [given, w] = [asPanel(drawn), coupling(drawn).map((x) => size * x)]
      const [out, minors] = [outputFor(4, given.count), new Float64Array(minorCount)]
      fillMinors(
        { rows: 4, columns: 4, re: w.filter((_, e) => e % 2 === 0), im: w.filter((_, e) => e % 2 === 1) },
        minors,
      )
      const share = Math.sqrt(fourLevelSums(minorCount, [given])!(0, minors, out))
      fc.pre(share > 1e-3)
      promised++
      const wanted = expected(4, given, w)
      expect(difference(wanted.fine, out.fine)).toBeLessThan(3e-14 / share)
      expect(difference(wanted.coarse, out.coarse)).toBeLessThan(3e-14 / share)
      expect(determinantDifference(wanted, out)).toBeLessThan(3e-14 / share)
    }),
    { numRuns: 400 },
  )
  expect(promised).toBeGreaterThan(200)
})

test('panels that take turns do not disturb each other', () => {
  fc.assert(
    fc.property(fc.tuple(panel, panel), ([first, second]) => {
      const [one, other] = [
        panelSums(first.n, [asPanel(first), asPanel(first)])!,
        panelSums(second.n, [asPanel(second)])!,
      ]
      const [before, between, after] = [
        outputFor(first.n, first.count),
        outputFor(second.n, second.count),
        outputFor(first.n, first.count),
      ]
      one(0, coupling(first), before)
      other(0, coupling(second), between)
      one(1, coupling(first), after)
      expect(after).toEqual(before)
    }),
    { numRuns: 20 },
  )
})

test.each([
  ['panels', panelsWasm, 4],
  ['four', fourWasm, 4],
  ['sites', sitesWasm, 10],
  ['lines', linesWasm, 6],
])('the module %s is what the sources compile to, and small', async (name, module, most) => {
  const compiler = new URL('../../kernels/compile.js', import.meta.url).href
  const { compileKernel } = (await import(compiler)) as { compileKernel: (name: string) => Promise<Uint8Array> }
  const bytes = await compileKernel(name)
  expect(Buffer.from(bytes).toString('base64')).toBe(module)
  expect(bytes.length).toBeLessThan(1024 * most)
})

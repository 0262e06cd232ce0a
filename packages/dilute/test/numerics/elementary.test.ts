import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { parseSync } from 'rolldown/experimental'
import { describe, expect, test } from 'vitest'
import { elementaryFunctions } from '../../elementaryPlugin.js'
import * as elementary from '../../src/numerics/elementary.js'
import { elementaryWasm } from '../../src/numerics/elementaryWasm.js'

type Unary = Exclude<keyof typeof elementary, 'pow' | 'atan2'>

/** The engine's own: the plugin leaves tests alone. */
const engine = Math
const number = fc.double({ min: -700, max: 700, noNaN: true })
const unit = fc.double({ min: -1, max: 1, noNaN: true })
const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true })
const domains: Readonly<Record<Unary, fc.Arbitrary<number>>> = {
  exp: number,
  expm1: number,
  sinh: number,
  cosh: number,
  tanh: number,
  sin: number,
  cos: number,
  tan: number,
  atan: number,
  cbrt: number,
  log: positive,
  log2: positive,
  log10: positive,
  log1p: positive,
  asin: unit,
  acos: unit,
}

/** Both are good to a unit or two in the last place. */
function expectClose(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(6 * Number.EPSILON * Math.abs(expected) + Number.MIN_VALUE)
}

describe('elementary functions', () => {
  test.each(Object.keys(domains) as Unary[])('%s is the engine’s but for rounding', (name) => {
    fc.assert(
      fc.property(domains[name], (x) => {
        expectClose(elementary[name](x), engine[name](x))
      }),
    )
  })

  test('powers and angles are the engine’s but for rounding', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: -30, max: 30, noNaN: true }),
        (x, y) => {
          expectClose(elementary.pow(x, y), engine.pow(x, y))
          expectClose(elementary.atan2(y, x), engine.atan2(y, x))
        },
      ),
    )
  })

  test('their digits are these, in whatever engine', () => {
    const hash = createHash('sha256')
    const xs = Float64Array.from({ length: 500 }, (_, i) => (i + 1) / 37)
    for (const name of Object.keys(domains) as Unary[])
      hash.update(xs.map((x) => elementary[name](name === 'asin' || name === 'acos' ? x / 14 : x)))
    hash.update(xs.map((x) => elementary.pow(x, 1.7))).update(xs.map((x) => elementary.atan2(x, 3)))
    expect(hash.digest('hex').slice(0, 16)).toMatchInlineSnapshot(`"dad40559082a63b8"`)
  })

  test('the module is what the source compiles to', async () => {
    const compiler = new URL('../../kernels/compile.js', import.meta.url).href
    const { compileKernel } = (await import(compiler)) as { compileKernel: (name: string) => Promise<Uint8Array> }
    expect(Buffer.from(await compileKernel('elementary')).toString('base64')).toBe(elementaryWasm)
  })
})

describe('the plugin', () => {
  const file = fileURLToPath(new URL('../../src/rates/some.ts', import.meta.url))
  const parser = { parse: (code: string) => parseSync('some.ts', code).program }
  const transformed = (code: string, id = file): string =>
    elementaryFunctions.transform.call(parser, code, id)?.code ?? code

  test('puts them in place of the engine’s, powers included, squares and roots apart', () => {
    expect(transformed('f(Math.exp(x) * (a + b) ** (c ** 3), y ** 2, Math.sqrt(z))').split('\n')[0]).toBe(
      'f(exp$(x) * pow$((a + b) , (pow$(c , 3))), y ** 2, Math.sqrt(z))',
    )
    expect(transformed('Math.log(2)')).toMatch(/import \{ log as log\$ \} from ".*numerics\/elementary\.ts"/)
  })

  test('leaves alone what is only told or drawn, and what is not ours', () => {
    for (const id of [file.replace('rates', 'figures'), '/elsewhere/src/rates/some.ts'])
      expect(transformed('Math.exp(1)', id)).toBe('Math.exp(1)')
  })
})

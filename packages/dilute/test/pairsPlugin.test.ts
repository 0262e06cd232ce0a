import { parseSync } from 'rolldown/experimental'
import { describe, expect, test } from 'vitest'
import { pairsApart } from '../pairsPlugin.js'

const parser = { parse: (code: string) => parseSync('some.ts', code).program }
const shipped = (code: string): string => pairsApart.transform.call(parser, code, 'src/some.ts')?.code ?? code

describe('declarations by lists of values', () => {
  test('become one declaration each, in the same order', () => {
    expect(shipped('let [a, b] = [f(1), g(2)]')).toBe('let a = f(1), b = g(2)')
    expect(shipped('const [a, b]: [number, number] = [\n  x,\n  y, // its twin\n], c = 1')).toBe(
      'const a = x, b = y, c = 1',
    )
  })

  test('inside each other as well', () => {
    expect(shipped('const [f, g] = [() => { const [x, y] = [1, 2]; return x + y }, 3]')).toBe(
      'const f = () => { const x = 1, y = 2; return x + y }, g = 3',
    )
  })

  test('stay where the list is none, has other parts, or is assigned', () => {
    for (const code of [
      'const [a, b] = pair',
      'const [a, b] = [...pair]',
      'const [a] = [x, y]',
      'const [a, [b]] = [x, y]',
      'const [a, ...b] = [x, y]',
      'const [a, , b] = [x, y, z]',
      'let [a, b] = [1, 2]; [a, b] = [b, a]'.replace('let [a, b] = [1, 2]', 'let a = 1, b = 2'),
      'for (const [k, l] of pairs) f(k, l)',
    ])
      expect(shipped(code)).toBe(code)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ArithmeticError, evaluateArithmetic } from '../../src/study/arithmetic/arithmetic.js'

describe('values', () => {
  test.each([
    ['3/4', 0.75, 0],
    ['-1/(2*sqrt(3))', -1 / (2 * Math.sqrt(3)), 0],
    ['pi', Math.PI, 0],
    ['2*e', 2 * Math.E, 0],
    ['2e-3', 0.002, 0],
    ['.5E+1', 5, 0],
    ['0.1-0.2i', 0.1, -0.2],
    ['0.3i', 0, 0.3],
    ['i', 0, 1],
    ['-i', 0, -1],
    ['2*i*i', -2, 0],
    ['i^2', -1, 0],
    ['(1+i)^-3', -0.25, -0.25],
    ['sqrt(-4)', 0, 2],
    ['log(-1)', 0, Math.PI],
    ['abs(3-4i)', 5, 0],
    ['1/(1+i)', 0.5, -0.5],
    ['exp(i*pi/4)', Math.cos(Math.PI / 4), Math.sin(Math.PI / 4)],
    ['tan(pi/5)', Math.tan(Math.PI / 5), 0],
    ['-0', 0, 0],
    [' 1\t+ 2 ', 3, 0],
  ])('%s', (expression, re, im) => {
    expect(evaluateArithmetic(expression)).toEqual([re, im])
  })

  test('powers and signs bind as on paper', () => {
    expect(evaluateArithmetic('-2^2')).toEqual([-4, 0])
    expect(evaluateArithmetic('-2**2')).toEqual([-4, 0])
    expect(evaluateArithmetic('(-2)^2')).toEqual([4, 0])
    expect(evaluateArithmetic('2^3^2')).toEqual([512, 0])
    expect(evaluateArithmetic('2^-1')).toEqual([0.5, 0])
    expect(evaluateArithmetic('-2^-2')).toEqual([-0.25, 0])
    expect(evaluateArithmetic('2*-3^2')).toEqual([-18, 0])
    expect(evaluateArithmetic('3/-2*2')).toEqual([-3, 0])
    expect(evaluateArithmetic('1-2-3')).toEqual([-4, 0])
    expect(evaluateArithmetic('12/2/3')).toEqual([2, 0])
  })

  test('infinite and undefined values come back as such', () => {
    expect(evaluateArithmetic('1/0')).toEqual([Infinity, 0])
    expect(evaluateArithmetic('0/0')[0]).toBeNaN()
  })
})

describe('what is not arithmetic is refused with its reason and column', () => {
  test.each([
    ['', 1, 'nothing is written'],
    ['2pi', 2, 'missing operator before "pi"'],
    ['2 (3)', 3, 'missing operator before "("'],
    ['(2)(3)', 4, 'missing operator before "("'],
    ['1 2', 3, 'missing operator before "2"'],
    ['2i i', 4, 'missing operator before "i"'],
    ['1..2', 3, 'missing operator before ".2"'],
    ['i(2)', 2, 'missing operator before "("'],
    ['sqrt 2', 1, 'sqrt needs brackets around its argument'],
    ['1 + sqrt()', 9, 'empty brackets'],
    ['()', 1, 'empty brackets'],
    ['1+', 3, 'a number is missing'],
    ['3//4', 3, 'a number is missing'],
    ['(1', 3, 'a bracket is not closed'],
    ['sqrt(1', 7, 'a bracket is not closed'],
    ['1)', 2, 'unexpected ")"'],
    ['*3', 1, 'unexpected "*"'],
    ['1,2', 2, 'unexpected ","'],
    ['1;', 2, 'unexpected ";"'],
    ['x = 1', 1, 'unknown name x'],
    ['pi = 3', 4, 'unexpected "="'],
    ['pi.constructor', 3, 'unexpected "."'],
    ['constructor(1)', 1, 'unknown name constructor'],
    ['__proto__', 1, 'unknown name __proto__'],
    ['group(1)', 1, 'unknown name group'],
    ['imaginary(1)', 1, 'unknown name imaginary'],
    ['Math', 1, 'unknown name Math'],
    ['true', 1, 'unknown name true'],
    ['"1"', 1, 'unexpected """'],
    ['[1]', 1, 'unexpected "["'],
    ['1 ? 2 : 3', 3, 'unexpected "?"'],
    ['1 < 2', 3, 'unexpected "<"'],
    ['!1', 1, 'unexpected "!"'],
    ['5 % 2', 3, 'unexpected "%"'],
    ['１', 1, 'unexpected "１"'],
    ['𝜋', 1, 'unexpected "𝜋"'],
    [`1${'+1'.repeat(600)}`, 1001, 'more than 1000 characters'],
  ])('%s', (expression, column, reason) => {
    const error = thrownBy(() => evaluateArithmetic(expression))
    expect(error).toBeInstanceOf(ArithmeticError)
    expect(error).toMatchObject({ column, reason: expect.stringContaining(reason) as string })
  })

  test('nesting as deep as the length allows is no crash', () => {
    expect(evaluateArithmetic(`${'('.repeat(499)}1${')'.repeat(499)}`)).toEqual([1, 0])
    expect(evaluateArithmetic(`${'-'.repeat(998)}1`)).toEqual([1, 0])
  })
})

describe('laws', () => {
  const part = fc.double({ min: -20, max: 20, noNaN: true })
  const complex = fc.tuple(part, part).filter(([re, im]) => Math.hypot(re, im) > 1e-3)
  const written = ([re, im]: readonly [number, number]) => `(${re} + (${im})*i)`
  const close = ([re, im]: readonly [number, number], [a, b]: readonly [number, number], scale = Math.hypot(a, b)) => {
    expect(Math.hypot(re - a, im - b)).toBeLessThan(1e-12 * scale)
  }

  test('any text either has a value or an ArithmeticError', () => {
    const piece = fc.constantFrom(
      '1',
      '.5',
      '2e3',
      'i',
      'pi',
      '(',
      ')',
      '+',
      '-',
      '*',
      '/',
      '^',
      '**',
      'sqrt(',
      'log',
      ' ',
      ',',
      'x',
      '.',
      'e',
      '3i',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const error = thrownBy(() => evaluateArithmetic(pieces.join('')))
        expect(error === undefined || error instanceof ArithmeticError).toBe(true)
      }),
    )
  })

  test('real expressions are those of JavaScript', () => {
    const { expression } = fc.letrec<{ expression: { text: string; value: number } }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 5 },
        fc.nat(99).map((n) => ({ text: String(n), value: n })),
        fc.tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/'), tie('expression')).map(([a, operator, b]) => ({
          text: `(${a.text}${operator}${b.text})`,
          value: applied(a.value, operator, b.value),
        })),
      ),
    }))
    fc.assert(
      fc.property(expression, ({ text, value }) => {
        expect(evaluateArithmetic(text)[0]).toBe(value + 0)
      }),
    )
  })

  test('sums and products without brackets follow precedence', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('+', '-', '*'), fc.nat(9)), { maxLength: 8 }), (steps) => {
        const terms = steps.reduce(
          (sums, [operator, n]) =>
            operator === '*' ? [...sums.slice(0, -1), sums.at(-1)! * n] : [...sums, operator === '-' ? -n : n],
          [1],
        )
        const text = steps.reduce((before, [operator, n]) => `${before}${operator}${n}`, '1')
        expect(evaluateArithmetic(text)[0]).toBe(terms.reduce((sum, term) => sum + term, 0))
      }),
    )
  })

  test(
    'the square of a root, the exponential of a logarithm and the quotient of a product give the number ' + 'back',
    () => {
      fc.assert(
        fc.property(complex, complex, (z, w) => {
          close(evaluateArithmetic(`sqrt(${written(z)})^2`), z)
          close(evaluateArithmetic(`exp(log(${written(z)}))`), z)
          close(evaluateArithmetic(`${written(z)}*${written(w)}/${written(w)}`), z)
        }),
      )
    },
  )

  test('sin² + cos² = 1', () => {
    fc.assert(
      fc.property(part, fc.double({ min: -3, max: 3, noNaN: true }), (x, y) => {
        const z = written([x, y])
        close(evaluateArithmetic(`sin(${z})^2 + cos(${z})^2`), [1, 0], Math.cosh(y) ** 2)
      }),
    )
  })
})

function applied(a: number, operator: string, b: number): number {
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  return operator === '*' ? a * b : a / b
}

function thrownBy(work: () => unknown): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}

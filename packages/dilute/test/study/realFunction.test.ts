import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ArithmeticError, evaluateArithmetic } from '../../src/study/arithmetic/arithmetic.js'
import { realFunction } from '../../src/study/arithmetic/realFunction.js'

const inP = { variable: 'p', remark: 'it would not be stationary' }

/** Expressions in p whose values are real for every p > 0. */
const expressions = fc.letrec<{ any: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(fc.constantFrom('p', 'pi', 'e', '2', '0.5'), fc.integer({ min: 1, max: 9 }).map(String)),
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.tuple(tie('any'), fc.constantFrom('+', '-', '*'), tie('any')).map(([a, op, b]) => `(${a})${op}${b}`),
    tie('any').map((a) => `-${a}^2`),
    tie('any').map((a) => `sin(${a})/exp(cos(${a}))`),
    tie('any').map((a) => `sqrt(abs(${a}))`),
  ),
})).any

describe('a function written as arithmetic', () => {
  test('has at every p the value of the arithmetic with that number in its place', () => {
    fc.assert(
      fc.property(expressions, fc.integer({ min: 1, max: 40 }), (expression, n) => {
        const [expected] = evaluateArithmetic(
          expression
            .replaceAll('exp', 'EXP')
            .replaceAll(/p(?!i)/g, `(${n / 8})`)
            .replaceAll('EXP', 'exp'),
        )
        const value = realFunction(expression, inP)(n / 8)
        if (Number.isFinite(expected))
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
        else expect(value).not.toBeLessThan(Infinity)
      }),
    )
  })

  test.each([
    ['-p^2', 3, -9],
    ['(-p)^2', 3, 9],
    ['2^-p', 2, 0.25],
    ['exp(-p^2/2)/sqrt(2*pi)', 1, Math.exp(-0.5) / Math.sqrt(2 * Math.PI)],
    ['1', 7, 1],
  ])('%s at %f', (expression, p, value) => {
    expect(realFunction(expression, inP)(p)).toBeCloseTo(value, 15)
  })

  test('has no value where it would be complex', () => {
    expect(realFunction('sqrt(p)', inP)(-1)).toBeNaN()
  })

  test.each([
    ['exp(-t)', /unknown name t \(known: .*pi, e, p; it would not be stationary\) at column 6/],
    ['q*p', /unknown name q/],
    ['p + i', /the imaginary unit has no place in a real function at column 5/],
    ['2i', /imaginary unit/],
    ['2p', /missing operator before "p"/],
    ['p.constructor', /unexpected "\."/],
    ['constructor(p)', /unknown name constructor/],
    ['p(2)', /missing operator/],
    ['', /nothing is written/],
    ['exp p', /exp needs brackets/],
  ])('%s is refused', (expression, message) => {
    expect(() => realFunction(expression, inP)).toThrow(ArithmeticError)
    expect(() => realFunction(expression, inP)).toThrow(message)
  })

  test('p means nothing in a number', () => {
    expect(() => evaluateArithmetic('2*p')).toThrow(
      /unknown name p \(known: sqrt, exp, log, sin, cos, tan, abs, pi, e, i\)/,
    )
  })
})

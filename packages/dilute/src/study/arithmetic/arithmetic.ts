/** Numbers written as arithmetic, `-1/(2*sqrt(3))` or `exp(i*pi/4)`, over the complex numbers. */
import {
  add,
  cos,
  divide,
  exp,
  log,
  modulus,
  multiply,
  negate,
  power,
  real,
  sin,
  sqrt,
  subtract,
  tan,
  type Complex,
} from './complexFunctions.js'
import { evaluated, type Algebra } from './expression.js'

export { ArithmeticError } from './expression.js'

const constants: Readonly<Record<string, Complex>> = { pi: real(Math.PI), e: real(Math.E), i: [0, 1] }
const functions = { sqrt, exp, log, sin, cos, tan, abs: (z: Complex) => real(modulus(z)) }
const operators = { '+': add, '-': subtract, '*': multiply, '/': divide, '^': power }

const complexNumbers: Algebra<Complex> = {
  number: (value, imaginary) => (imaginary ? [0, value] : real(value)),
  name: (name) => constants[name]!,
  call: (name, z) => functions[name](z),
  negative: negate,
  binary: (operator, a, b) => operators[operator](a, b),
}

/** The value, which may be infinite or NaN; throws an ArithmeticError where the text is not arithmetic. */
export function evaluateArithmetic(expression: string): Complex {
  const [re, im] = evaluated(expression, complexNumbers)
  return [re + 0, im + 0] // -0 becomes 0
}

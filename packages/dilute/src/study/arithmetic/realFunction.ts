/**
 * Functions of one real variable written as arithmetic, `exp(-p^2/2)/sqrt(2*pi)`: parsed once, then called like any
 * function.
 */
import { ArithmeticError, evaluated, type Algebra, type Operator, type Scope } from './expression.js'

type RealFunction = (x: number) => number

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }
const functions = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  abs: Math.abs,
}
const operators: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
}

/**
 * The function of `variable` that the expression stands for; NaN where it has no real value. Throws an ArithmeticError
 * where it is none.
 */
export function realFunction(expression: string, scope: Scope & { readonly variable: string }): RealFunction {
  return evaluated(expression, functionsOf(scope.variable), scope)
}

const functionsOf = (variable: string): Algebra<RealFunction> => ({
  number: (value, imaginary, column) => (imaginary ? notReal(column) : () => value),
  name: (name, column) => (name === variable ? (x) => x : name === 'i' ? notReal(column) : () => constants[name]!),
  call: (name, inner) => {
    const f = functions[name]
    return (x) => f(inner(x))
  },
  negative: (f) => (x) => -f(x),
  binary: (operator, f, g) => {
    const of = operators[operator]
    return (x) => of(f(x), g(x))
  },
})

function notReal(column: number): never {
  throw new ArithmeticError('the imaginary unit has no place in a real function', column)
}

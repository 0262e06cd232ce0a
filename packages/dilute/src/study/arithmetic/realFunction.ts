/** Functions of one real variable written as arithmetic, `exp(-p^2/2)/sqrt(2*pi)`: parsed once, then called like any function. */
import type jsep from 'jsep'
import { ArithmeticError, parsedArithmetic } from './arithmetic.js'
import { tokens, type Scope } from './arithmeticTokens.js'

type RealFunction = (x: number) => number

const constants = new Map<string, number>([['pi', Math.PI], ['e', Math.E]])

const functions = new Map<string, RealFunction>([
  ['sqrt', Math.sqrt], ['exp', Math.exp], ['log', Math.log], ['sin', Math.sin], ['cos', Math.cos], ['tan', Math.tan], ['abs', Math.abs],
  ['group', (x) => x],
])

const binary = new Map<string, (a: number, b: number) => number>([
  ['+', (a, b) => a + b], ['-', (a, b) => a - b], ['*', (a, b) => a * b], ['/', (a, b) => a / b], ['**', (a, b) => a ** b],
])

/** The function of `variable` that the expression stands for; NaN where it has no real value. Throws an ArithmeticError where it is none. */
export function realFunction(expression: string, scope: Scope & { readonly variable: string }): RealFunction {
  const imaginary = tokens(expression, scope).find(({ kind, text }) => kind === 'imaginary' || text === 'i')
  if (imaginary) throw new ArithmeticError('the imaginary unit has no place in a real function', imaginary.column)
  return compiled(parsedArithmetic(expression, scope), scope.variable)
}

function compiled(node: jsep.Expression, variable: string): RealFunction {
  const inner = (part: jsep.Expression): RealFunction => compiled(part, variable)
  switch (node.type) {
    case 'Literal': return constant((node as jsep.Literal).value as number)
    case 'Identifier': return identified((node as jsep.Identifier).name, variable)
    case 'UnaryExpression': return signed(node as jsep.UnaryExpression, inner)
    case 'BinaryExpression': return combined(node as jsep.BinaryExpression, inner)
    case 'CallExpression': return called(node as jsep.CallExpression, inner)
    default: throw new ArithmeticError('not arithmetic', 1)
  }
}

const constant = (value: number): RealFunction => () => value

function identified(name: string, variable: string): RealFunction {
  return name === variable ? (x) => x : constant(known(constants, name))
}

function signed({ operator, argument }: jsep.UnaryExpression, inner: (part: jsep.Expression) => RealFunction): RealFunction {
  return withSign(operator, inner(argument))
}

const withSign = (sign: string, f: RealFunction): RealFunction => (sign === '-' ? (x) => -f(x) : f)

/** A sign before a power is taken after it, as on paper. */
function combined({ operator, left, right }: jsep.BinaryExpression, inner: (part: jsep.Expression) => RealFunction): RealFunction {
  if (operator === '**' && left.type === 'UnaryExpression') {
    const { operator: sign, argument } = left as jsep.UnaryExpression
    return withSign(sign, inner({ type: 'BinaryExpression', operator, left: argument, right }))
  }
  const [f, g, operation] = [inner(left), inner(right), known(binary, operator)]
  return (x) => operation(f(x), g(x))
}

function called({ callee, arguments: [argument] }: jsep.CallExpression, inner: (part: jsep.Expression) => RealFunction): RealFunction {
  const [f, g] = [known(functions, (callee as jsep.Identifier).name), inner(argument!)]
  return (x) => f(g(x))
}

function known<T>(names: ReadonlyMap<string, T>, name: string): T {
  const found = names.get(name)
  if (found === undefined) throw new ArithmeticError(`unknown ${name}`, 1)
  return found
}

/** Numbers written as arithmetic, `-1/(2*sqrt(3))` or `exp(i*pi/4)`, over the complex numbers. Nothing is ever executed. */
import jsep from 'jsep'
import { ArithmeticError, spelledForJsep, tokens, type Scope } from './arithmeticTokens.js'
import { add, cos, divide, exp, log, modulus, multiply, negate, power, real, sin, sqrt, subtract, tan } from './complexFunctions.js'
import type { Complex } from '../results.js'

export { ArithmeticError } from './arithmeticTokens.js'

const longest = 1000

const constants = new Map<string, Complex>([['pi', real(Math.PI)], ['e', real(Math.E)], ['i', [0, 1]]])

const functions = new Map<string, (z: Complex) => Complex>([
  ['sqrt', sqrt], ['exp', exp], ['log', log], ['sin', sin], ['cos', cos], ['tan', tan],
  ['abs', (z) => real(modulus(z))],
  ['group', (z) => z],
  ['imaginary', ([x]) => [0, x]],
])

const binary = new Map<string, (a: Complex, b: Complex) => Complex>([
  ['+', add], ['-', subtract], ['*', multiply], ['/', divide], ['**', power],
])

const unary = new Map<string, (z: Complex) => Complex>([['+', (z) => z], ['-', negate]])

/** The value, which may be infinite or NaN; throws an ArithmeticError where the text is not arithmetic. */
export function evaluateArithmetic(expression: string): Complex {
  const [re, im] = value(parsedArithmetic(expression))
  return [re + 0, im + 0] // -0 becomes 0
}

/** The syntax tree; throws an ArithmeticError where the text is not arithmetic over the names of the scope. */
export function parsedArithmetic(expression: string, scope: Scope = {}): jsep.Expression {
  if (expression.trim() === '') throw new ArithmeticError('nothing is written', 1)
  if (expression.length > longest) throw new ArithmeticError(`more than ${longest} characters`, longest + 1)
  const { text, columns } = spelledForJsep(tokens(expression, scope))
  try {
    return jsep(text)
  } catch (error) {
    const { index, description } = error as { index?: number; description?: string }
    throw new ArithmeticError(reason(description), columns[index ?? 0] ?? expression.length + 1)
  }
}

function reason(description: string | undefined): string {
  if (description === undefined) return 'too deeply nested'
  if (/^(Expected \)|Unclosed)/.test(description)) return 'a bracket is not closed'
  if (/^(Expected expression|missing unaryOp)/.test(description)) return 'a number is missing'
  return description.charAt(0).toLowerCase() + description.slice(1)
}

function value(node: jsep.Expression): Complex {
  const { type } = node
  if (type === 'Literal') return real((node as jsep.Literal).value as number)
  if (type === 'Identifier') return named(constants, (node as jsep.Identifier).name)
  if (type === 'UnaryExpression') return unaryValue(node as jsep.UnaryExpression)
  if (type === 'BinaryExpression') return binaryValue(node as jsep.BinaryExpression)
  if (type === 'CallExpression') return callValue(node as jsep.CallExpression)
  throw new ArithmeticError('not arithmetic', 1)
}

function unaryValue({ operator, argument }: jsep.UnaryExpression): Complex {
  return named(unary, operator)(value(argument))
}

/** jsep lets a sign bind tighter than a power; here −2² is −(2²), as on paper. */
function binaryValue({ operator, left, right }: jsep.BinaryExpression): Complex {
  if (operator === '**' && left.type === 'UnaryExpression') {
    const { operator: sign, argument } = left as jsep.UnaryExpression
    return named(unary, sign)(binaryValue({ type: 'BinaryExpression', operator, left: argument, right }))
  }
  return named(binary, operator)(value(left), value(right))
}

function callValue({ callee, arguments: [argument] }: jsep.CallExpression): Complex {
  return named(functions, (callee as jsep.Identifier).name)(value(argument!)) // the tokens refuse empty brackets
}

function named<T>(known: ReadonlyMap<string, T>, name: string): T {
  const found = known.get(name)
  if (found === undefined) throw new ArithmeticError(`unknown ${name}`, 1)
  return found
}

/**
 * Arithmetic as text to a tree: words from a white list, then operators by how tightly they bind (V. R. Pratt, Top down
 * operator
 * precedence, POPL 1973). A sign before a power is taken after it, as on paper: −2² = −4. Nothing is ever executed.
 */

const functionNames = ['sqrt', 'exp', 'log', 'sin', 'cos', 'tan', 'abs'] as const
const constantNames = ['pi', 'e', 'i'] as const

/** Why an expression has no value; columns count from 1. */
export class ArithmeticError extends Error {
  override readonly name = 'ArithmeticError'
  constructor(
    readonly reason: string,
    readonly column: number,
  ) {
    super(`${reason} at column ${column} of the expression`)
  }
}

type Kind = 'number' | 'imaginary' | 'function' | 'constant' | 'operator' | 'open' | 'close'

interface Token {
  readonly kind: Kind
  readonly text: string
  readonly column: number
}

const word = new RegExp(
  [
    String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?<imaginary>i(?!\w))?`,
    String.raw`(?<name>[A-Za-z_]\w*)`,
    String.raw`(?<operator>\*\*|[-+*/^])`,
    String.raw`(?<bracket>[()])`,
    String.raw`(?<other>\S)`,
  ].join('|'),
  'gu',
)

/**
 * The names an expression may use besides the functions and constants, and what a message adds where it uses another.
 */
export interface Scope {
  readonly variable?: string
  readonly remark?: string
}

function tokens(expression: string, scope: Scope = {}): Token[] {
  const found = [...expression.matchAll(word)].map((match) =>
    token(match.groups ?? {}, match[0], match.index + 1, scope),
  )
  found.forEach((current, index) => {
    requireNeighbours(current, found[index - 1], found[index + 1])
  })
  return found
}

function token(groups: Record<string, string | undefined>, text: string, column: number, scope: Scope): Token {
  if (groups['other'] !== undefined) throw new ArithmeticError(`unexpected "${text}"`, column)
  if (groups['imaginary'] !== undefined) return { kind: 'imaginary', text: groups['number'] ?? '', column }
  if (groups['number'] !== undefined) return { kind: 'number', text, column }
  if (groups['operator'] !== undefined) return { kind: 'operator', text, column }
  if (groups['bracket'] !== undefined) return { kind: text === '(' ? 'open' : 'close', text, column }
  return { kind: nameKind(text, column, scope), text, column }
}

function nameKind(name: string, column: number, { variable, remark }: Scope): Kind {
  if (functionNames.some((known) => known === name)) return 'function'
  if (name === variable || constantNames.some((known) => known === name)) return 'constant'
  const known = [...functionNames, ...(variable === undefined ? constantNames : ['pi', 'e', variable])].join(', ')
  throw new ArithmeticError(
    `unknown name ${name} (known: ${known}${remark === undefined ? '' : `; ${remark}`})`,
    column,
  )
}

/** Two values side by side (`2pi`, `2 (3)`) and a function without brackets are refused, not guessed. */
function requireNeighbours(current: Token, before: Token | undefined, after: Token | undefined): void {
  const { kind, text, column } = current
  const valueBefore = before !== undefined && ['number', 'imaginary', 'constant', 'close'].includes(before.kind)
  if (valueBefore && !['operator', 'close'].includes(kind))
    throw new ArithmeticError(`missing operator before "${text}"`, column)
  if (kind === 'open' && after?.kind === 'close') throw new ArithmeticError('empty brackets', column)
  if (kind === 'function' && after?.kind !== 'open')
    throw new ArithmeticError(`${text} needs brackets around its argument`, column)
}

/** What numbers, names, functions and operators mean: numbers, or functions of a variable. */
export interface Algebra<Value> {
  number(value: number, imaginary: boolean, column: number): Value
  name(name: string, column: number): Value
  call(name: FunctionName, argument: Value): Value
  negative(value: Value): Value
  binary(operator: Operator, left: Value, right: Value): Value
}

export type FunctionName = (typeof functionNames)[number]
export type Operator = '+' | '-' | '*' | '/' | '^'

const longest = 1000

/** How tightly an operator binds what is on its left; a sign binds its operand between product and power. */
const binding: Readonly<Record<Operator, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 4 }
const bindingOfSign = 3

/**
 * What an expression is in an algebra; throws an ArithmeticError where the text is not arithmetic over the names of the
 * scope.
 */
export function evaluated<Value>(expression: string, algebra: Algebra<Value>, scope: Scope = {}): Value {
  if (expression.trim() === '') throw new ArithmeticError('nothing is written', 1)
  if (expression.length > longest) throw new ArithmeticError(`more than ${longest} characters`, longest + 1)
  const reader = new Reader(tokens(expression, scope), expression.length + 1, algebra)
  return reader.whole()
}

class Reader<Value> {
  private next = 0

  constructor(
    private readonly words: readonly Token[],
    private readonly end: number,
    private readonly algebra: Algebra<Value>,
  ) {}

  whole(): Value {
    const value = this.above(0)
    const left = this.words[this.next]
    if (left) throw new ArithmeticError(`unexpected "${left.text}"`, left.column)
    return value
  }

  /** As much as binds more tightly than this. */
  private above(least: number): Value {
    let value = this.operand()
    for (let operator = this.operator(); operator && binding[operator] > least; operator = this.operator()) {
      this.next++
      value = this.algebra.binary(operator, value, this.above(operator === '^' ? bindingOfSign - 1 : binding[operator]))
    }
    return value
  }

  private operator(): Operator | undefined {
    const word = this.words[this.next]
    return word?.kind === 'operator' ? (word.text === '**' ? '^' : (word.text as Operator)) : undefined
  }

  private operand(): Value {
    const {
      algebra,
      words: { [this.next++]: word },
    } = this
    switch (word?.kind) {
      case 'number':
      case 'imaginary':
        return algebra.number(Number(word.text), word.kind === 'imaginary', word.column)
      case 'constant':
        return algebra.name(word.text, word.column)
      case 'function':
        return algebra.call(word.text as FunctionName, this.operand()) // a bracket, as its neighbours were checked
      case 'open':
        return this.bracketed()
      default:
        return this.signed(word)
    }
  }

  private bracketed(): Value {
    const value = this.above(0)
    const close = this.words[this.next++]
    if (close?.kind !== 'close') throw new ArithmeticError('a bracket is not closed', close?.column ?? this.end)
    return value
  }

  private signed(word: Token | undefined): Value {
    if (word?.text === '-') return this.algebra.negative(this.above(bindingOfSign))
    if (word?.text === '+') return this.above(bindingOfSign)
    const before = this.words[this.next - 2]
    if (word && (before === undefined || before.kind === 'open'))
      throw new ArithmeticError(`unexpected "${word.text}"`, word.column)
    throw new ArithmeticError('a number is missing', word?.column ?? this.end)
  }
}

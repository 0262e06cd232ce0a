/**
 * The words of an arithmetic expression, checked against a white list before any parser sees them, and spelled for jsep:
 * `0.2i` becomes `imaginary(0.2)`, `^` becomes `**`, a bracket becomes `group(…)`, which keeps `(-2)^2` apart from `-2^2`.
 */

export const functionNames = ['sqrt', 'exp', 'log', 'sin', 'cos', 'tan', 'abs'] as const
export const constantNames = ['pi', 'e', 'i'] as const

/** Why an expression has no value; columns count from 1. */
export class ArithmeticError extends Error {
  override readonly name = 'ArithmeticError'
  constructor(readonly reason: string, readonly column: number) {
    super(`${reason} at column ${column} of the expression`)
  }
}

type Kind = 'number' | 'imaginary' | 'function' | 'constant' | 'operator' | 'open' | 'close'

export interface Token {
  readonly kind: Kind
  readonly text: string
  readonly column: number
}

const word = new RegExp([
  String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?<imaginary>i(?!\w))?`,
  String.raw`(?<name>[A-Za-z_]\w*)`,
  String.raw`(?<operator>\*\*|[-+*/^])`,
  String.raw`(?<bracket>[()])`,
  String.raw`(?<other>\S)`,
].join('|'), 'gu')

/** The names an expression may use besides the functions and constants, and what a message adds where it uses another. */
export interface Scope {
  readonly variable?: string
  readonly remark?: string
}

export function tokens(expression: string, scope: Scope = {}): Token[] {
  const found = [...expression.matchAll(word)].map((match) => token(match.groups ?? {}, match[0], match.index + 1, scope))
  found.forEach((current, index) => requireNeighbours(current, found[index - 1], found[index + 1]))
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
  throw new ArithmeticError(`unknown name ${name} (known: ${known}${remark === undefined ? '' : `; ${remark}`})`, column)
}

/** Two values side by side (`2pi`, `2 (3)`) and a function without brackets are refused, not guessed. */
function requireNeighbours(current: Token, before: Token | undefined, after: Token | undefined): void {
  const { kind, text, column } = current
  const valueBefore = before !== undefined && ['number', 'imaginary', 'constant', 'close'].includes(before.kind)
  if (valueBefore && !['operator', 'close'].includes(kind)) throw new ArithmeticError(`missing operator before "${text}"`, column)
  if (kind === 'open' && after?.kind === 'close') throw new ArithmeticError('empty brackets', column)
  if (kind === 'function' && after?.kind !== 'open') throw new ArithmeticError(`${text} needs brackets around its argument`, column)
}

/** The expression in jsep's spelling, with the column every character came from. */
export function spelledForJsep(words: readonly Token[]): { readonly text: string; readonly columns: readonly number[] } {
  let text = ''
  const columns: number[] = []
  words.forEach((current, index) => {
    const piece = spelling(current, words[index - 1])
    text += piece
    for (let i = 0; i < piece.length; i++) columns.push(current.column)
  })
  return { text, columns }
}

function spelling({ kind, text }: Token, before: Token | undefined): string {
  if (kind === 'imaginary') return `imaginary(${text})`
  if (text === '^') return '**'
  return kind === 'open' && before?.kind !== 'function' ? 'group(' : text
}

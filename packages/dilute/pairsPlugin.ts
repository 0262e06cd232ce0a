/**
 * `const [a, b] = [x, y]` as `const a = x, b = y`, in what is shipped: an engine makes an array of the values and walks
 * it until a function has run often enough to be optimised, which in a short run few have.
 */
export const pairsApart = {
  name: 'pairs-apart',
  transform(this: Parser, code: string, id: string) {
    if (!id.endsWith('.ts') || id.endsWith('.d.ts') || !mayHavePairs.test(code)) return null
    return { code: withPairsApart(code, this.parse(code, { lang: 'ts' })), map: null }
  },
}

const mayHavePairs = /\b(const|let) \[/

interface Parser {
  parse(code: string, options: { lang: 'ts' }): unknown
}

interface Span {
  readonly start: number
  readonly end: number
}

/** A declaration of names by a list of as many values. */
interface Pairs extends Span {
  readonly names: readonly string[]
  readonly values: readonly Span[]
}

/** What is put between two places of the text. */
type Edit = readonly [from: number, to: number, put: string]

function withPairsApart(code: string, tree: unknown): string {
  return [...pairsIn(tree)]
    .flatMap(apart)
    .sort(([a], [b]) => b - a)
    .reduce((text, [from, to, put]) => text.slice(0, from) + put + text.slice(to), code)
}

function apart({ names, values, start, end }: Pairs): Edit[] {
  const before = (i: number): number => (i === 0 ? start : values[i - 1]!.end)
  const heads = names.map((name, i): Edit => [before(i), values[i]!.start, `${i === 0 ? '' : ', '}${name} = `])
  return [...heads, [values.at(-1)!.end, end, '']]
}

function* pairsIn(node: unknown): Generator<Pairs> {
  if (typeof node !== 'object' || node === null) return
  const found = pairsOf(node)
  if (found) yield found
  for (const child of Object.values(node)) yield* pairsIn(child)
}

function pairsOf(node: Declarator): Pairs | null {
  const { type, id, init, start = 0, end = 0 } = node
  if (type !== 'VariableDeclarator' || id?.type !== 'ArrayPattern' || init?.type !== 'ArrayExpression') return null
  const names = (id.elements ?? []).map((element) => (element?.type === 'Identifier' ? element.name : undefined))
  const values = (init.elements ?? []).filter((value) => value !== null && value.type !== 'SpreadElement') as Span[]
  if (names.length === 0 || names.length !== init.elements?.length || values.length !== names.length) return null
  return names.every((name) => name !== undefined) ? { names: names, values, start, end } : null
}

interface Declarator extends Partial<Span> {
  readonly type?: string
  readonly id?: { readonly type: string; readonly elements?: readonly ({ type: string; name?: string } | null)[] }
  readonly init?: { readonly type: string; readonly elements?: readonly ({ type: string } | null)[] } | null
}

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

function pairsOf({ type, id, init, start = 0, end = 0 }: Declarator): Pairs | null {
  if (type !== 'VariableDeclarator' || id?.type !== 'ArrayPattern' || init?.type !== 'ArrayExpression') return null
  const names = (id.elements ?? []).flatMap((one) => (one?.type === 'Identifier' && one.name ? [one.name] : []))
  const values = (init.elements ?? []).flatMap((one) => (one && one.type !== 'SpreadElement' ? [one] : []))
  const count = id.elements?.length ?? 0
  const isPlain = count > 0 && [names, values, init.elements ?? []].every((list) => list.length === count)
  return isPlain ? { names, values, start, end } : null
}

interface Declarator extends Partial<Span> {
  readonly type?: string
  readonly id?: List
  readonly init?: List | null
}

interface List {
  readonly type: string
  readonly elements?: readonly (Element | null)[]
}

interface Element extends Span {
  readonly type: string
  readonly name?: string
}

import { edited, nodesIn, type Edit, type Parser } from './sourceEdits.js'

/**
 * `const [a, b] = [x, y]` as `const a = x, b = y`, in what is shipped: an engine makes an array of the values and walks
 * it until a function has run often enough to be optimised, which in a short run few have.
 */
export const pairsApart = {
  name: 'pairs-apart',
  transform(this: Parser, code: string, id: string) {
    if (!id.endsWith('.ts') || id.endsWith('.d.ts') || !mayHavePairs.test(code)) return null
    const pairs = [...nodesIn(this.parse(code, { lang: 'ts' }))].map(pairsOf).filter((found) => found !== null)
    return { code: edited(code, pairs.flatMap(apart)), map: null }
  },
}

const mayHavePairs = /\b(const|let) \[/

interface Span {
  readonly start: number
  readonly end: number
}

/** A declaration of names by a list of as many values. */
interface Pairs extends Span {
  readonly names: readonly string[]
  readonly values: readonly Span[]
}

function apart({ names, values, start, end }: Pairs): Edit[] {
  const before = (i: number): number => (i === 0 ? start : values[i - 1]!.end)
  const heads = names.map((name, i): Edit => [before(i), values[i]!.start, `${i === 0 ? '' : ', '}${name} = `])
  return [...heads, [values.at(-1)!.end, end, '']]
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
